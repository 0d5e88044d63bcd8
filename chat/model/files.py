"""The nouns of files: a transfer, a picture. Values only, no behaviour."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from chat.model.entities import ConversationKey

Pin = Callable[[str], str | None]  # a host's pinned certificate: SHA-256, in hex, or None


class Broken(Exception):  # noqa: N818 - named for what it is
    """A transfer that came to nothing; the message is a sentence."""


class TransferState(StrEnum):
    """How far a transfer is."""

    ASKING = "asking"  # the server is asked for leave to upload
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing follows."""
        return self in (TransferState.DONE, TransferState.FAILED, TransferState.CANCELLED)


class Transfer(Struct, frozen=True):
    """One file on its way. Sizes in bytes; `total` is 0 while it is not known."""

    id: int
    name: str
    state: TransferState
    done: int = 0
    total: int = 0
    url: str = ""  # where the file is to be had; of an upload, once it is DONE
    problem: str = ""  # a sentence, once it has FAILED
    key: ConversationKey | None = None  # of an upload: where it will be told of


class Avatar(Struct, frozen=True):
    """A picture of a person, made small: RGBA, rows from the top."""

    width: int
    height: int
    pixels: bytes


class Preview(Struct, frozen=True):
    """A file of this computer, made a small picture: RGBA, rows from the top."""

    path: str
    width: int
    height: int
    pixels: bytes


class Picture(Struct, frozen=True):
    """A picture that was fetched and decoded, made small enough to be shown.

    `pixels` are `width` x `height` x 4 bytes, RGBA, rows from the top.
    """

    url: str
    name: str
    width: int
    height: int
    pixels: bytes
    original: tuple[int, int]  # width and height as it was sent
    size: int  # bytes of the file
    kind: str  # "PNG", "JPEG" …
