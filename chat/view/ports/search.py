"""Looking for messages anywhere: the search window (`view.search`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class SearchForm(Struct, frozen=True):
    """What is looked for, as it was typed; what is empty is not asked."""

    text: str = ""
    person: str = ""
    place: str = ""
    since: str = ""
    until: str = ""


class ResultRow(Struct, frozen=True):
    """One message that was found. `key` comes back when it is chosen."""

    key: str
    time: str
    place: str
    sender: str
    text: str
    note: str = ""  # where it came from, if not from here


class SearchView(Protocol):
    """The search window; without one, nothing but `open` does anything."""

    def open(self, places: Sequence[str]) -> None:
        """Open it, or bring it to the front; `places` are offered to look in."""

    def look_for(self, text: str) -> None:
        """Look for this text, as if the person had typed it."""

    def show(
        self, rows: Sequence[ResultRow], words: Sequence[str], status: str, *, busy: bool
    ) -> None:
        """The results, what to mark in them, a sentence about it all, and whether more comes."""

    def close(self) -> None:
        """Take it away."""


class SearchIntents(Protocol):
    """What the person did there."""

    def on_open(self) -> None:
        """The window is wanted."""

    def on_changed(self, form: SearchForm) -> None:
        """Something was typed or chosen in it."""

    def on_choose(self, key: str) -> None:
        """A result is to be shown where it was said."""

    def on_cancel(self) -> None:
        """What is found by now is enough."""

    def on_close(self) -> None:
        """The window was closed."""
