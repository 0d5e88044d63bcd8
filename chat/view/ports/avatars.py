"""Pictures of people (`view.avatars`, `intents.avatars`)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class Face(Struct, frozen=True):
    """A picture of a person: RGBA, `width` x `height` x 4 bytes. The view makes it round."""

    width: int
    height: int
    pixels: bytes


class Offer(StrEnum):
    """What the window of a person says of their picture."""

    NONE = ""  # there is none, or it is shown
    ASK = "ask"  # it is fetched if the person says so
    WAIT = "wait"
    FAILED = "failed"


class PersonCard(Struct, frozen=True):
    """Who somebody is; `picture` is the key of a face that the view was given, or ""."""

    nick: str
    title: str
    text: str
    display_name: str = ""
    picture: str = ""
    offer: Offer = Offer.NONE


class AvatarsView(Protocol):
    """What the window shows of them. Rows name a face by its key."""

    def keep(self, key: str, face: Face) -> None:
        """Have a face at hand, until `forget`."""

    def forget(self) -> None:
        """Let go of all faces; what is shown stays until it is shown anew."""

    def show_beside(self, key: str) -> None:
        """The face before the name of the conversation that is shown; "" for none."""

    def show_person(self, card: PersonCard) -> None:
        """Open the window that says who somebody is."""

    def refresh_person(self, card: PersonCard) -> None:
        """Bring that window up to date, if it is open."""

    def ask_picture(self, on_path: Callable[[str], None]) -> None:
        """Let the person choose a picture of this computer; cancelling calls nothing."""


class AvatarsIntents(Protocol):
    """What the person does about them."""

    def on_show_picture(self) -> None:
        """The picture of who is shown in the window is to be fetched."""

    def on_choose_own(self) -> None:
        """Another picture of ourselves is wanted."""

    def on_remove_own(self) -> None:
        """We want to show none."""
