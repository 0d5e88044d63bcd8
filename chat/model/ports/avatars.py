"""What the model offers for pictures of people (`model.avatars`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.files import Avatar


class AvatarsModel(Protocol):
    """By their addresses, which anybody can make up: ask only for those that the person allows."""

    def of(self, url: str) -> Avatar | None:
        """The picture of an address, if it is here."""

    def fetch(self, url: str, *, again: bool = False) -> None:
        """Fetch it: AvatarFetched or AvatarFailed follows.

        What failed lately is not tried again, unless the person asks for it (`again`).
        """

    def set_own(self, network: str, path: str) -> None:
        """Show this picture of ourselves to others: OwnPictureEnded follows."""

    def remove_own(self, network: str) -> bool:
        """Show none any more; False if the server keeps no such thing."""
