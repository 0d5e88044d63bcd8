"""What the model offers for files: bringing them to a network's file host, and fetching them.

A Protocol; the file host is IRCv3's (`draft/FILEHOST`, `draft/AUTHTOKEN`).
"""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class FilesModel(Protocol):
    """Transfers of files. Every call returns at once; TransferChanged and PictureFetched follow."""

    def can_upload(self, network: str) -> bool:
        """Whether the network offers a place for files now."""

    def upload(self, key: ConversationKey, path: str) -> int:
        """Bring a file to the network's file host; returns the transfer's id."""

    def cancel(self, transfer: int) -> None:
        """Break a transfer off; one that is over stays as it is."""

    def is_hosted(self, network: str, url: str) -> bool:
        """Whether an address is one of the network's own file host."""

    def download(self, network: str, url: str, path: str) -> int:
        """Save what is at an address in a file, whole or not at all; returns the transfer's id."""

    def fetch_picture(self, network: str, url: str, most: tuple[int, int]) -> int:
        """Fetch a picture to be shown in at most this many pixels; returns the transfer's id."""

    def size_of(self, path: str) -> int | None:
        """The size of a file of this computer in bytes; None if it is none that can be read."""

    def preview(self, path: str, side: int) -> None:
        """Make a picture of this computer small, `side` pixels at most; FilePreviewed follows.

        Nothing follows for what is no picture, or cannot be read.
        """

    def keep_pasted(self, content: bytes, name: str) -> str:
        """Put what was pasted in a temporary file, deleted at the end; returns its path.

        Raises OSError if that cannot be.
        """
