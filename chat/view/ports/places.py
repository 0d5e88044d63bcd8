"""Going to a message far from the newest: what the window shows of it (`view.places`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.view.ports.rows import MessageRow


class PlacesView(Protocol):
    """The message list, while it may show something other than the newest messages."""

    def show_around(self, rows: Sequence[MessageRow], key: str, *, newest: bool) -> None:
        """Replace the message list, select the row of this key and bring it into view.

        `newest`: the rows end with the newest message there is.
        """

    def reveal(self, key: str) -> bool:
        """Select the row of this key and bring it into view; False if it is not in the list."""

    def refresh(self, rows: Sequence[MessageRow], *, newest: bool) -> None:
        """Replace the message list; what one is reading stays where it is, and selected."""

    def replace_last(self, rows: Sequence[MessageRow]) -> None:
        """Show the last rows in this order and under these days; what one is reading stays."""

    def reading_at(self) -> str:
        """The key of a message in view, to `reveal` another time; "" where the end is followed."""

    def keep_newest(self, count: int) -> None:
        """Let go of rows before the newest so many; more of them can be fetched again."""

    def count_new(self, count: int) -> None:
        """So many messages came that are not in the list: the button to the newest says so."""


class PlacesIntents(Protocol):
    """What the person did there."""

    def on_scrolled_to_bottom(self) -> None:
        """The last row came into view, and it is not the newest message."""

    def on_jump_to_newest(self) -> None:
        """The newest messages are wanted again."""
