"""The tour of the window: hints that point at its parts, one after the other."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class TourStop(StrEnum):
    """What a hint points at."""

    ENTRY = "entry"
    CONVERSATIONS = "conversations"
    MENU = "menu"


class TourHint(Struct, frozen=True):
    """One hint, worded. `step` is shown beside it, as "1 of 3"."""

    stop: TourStop
    title: str
    text: str
    step: str
    last: bool = False


class TourView(Protocol):
    """The hints of the window."""

    def show(self, hint: TourHint) -> None:
        """Show a hint, in the place of the one before."""

    def hide(self) -> None:
        """Take it away."""


class TourIntents(Protocol):
    """What the person does with the hints."""

    def on_start(self) -> None:
        """The tour is wanted (again)."""

    def on_next(self) -> None:
        """The next hint, or the end after the last."""

    def on_end(self) -> None:
        """Enough of it."""
