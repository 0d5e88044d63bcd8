"""Finding a text in the conversation that is shown: the bar over the messages (`view.finding`)."""

from __future__ import annotations

from typing import Protocol


class FindingView(Protocol):
    """The bar, and the mark on rows that have the text."""

    def open(self) -> None:
        """Show the bar, with the cursor in its field."""

    def show_count(self, text: str, *, found: bool) -> None:
        """Say which of how many it is, or that there is none."""

    def highlight(self, text: str) -> None:
        """Mark the rows that have this text, in any case; "" marks none."""

    def close(self) -> None:
        """Take the bar away."""


class FindingIntents(Protocol):
    """What the person did there."""

    def on_open(self) -> None:
        """A text is to be found."""

    def on_typed(self, text: str) -> None:
        """What is in the field is this now."""

    def on_step(self, step: int) -> None:
        """The next match is wanted: further up, to what is older (1), or down (-1)."""

    def on_close(self) -> None:
        """The bar is wanted no more."""
