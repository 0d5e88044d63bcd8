"""Writing a conversation to a file: where to, how far, how it ended (`view.export`)."""

from __future__ import annotations

from typing import Protocol


class ExportView(Protocol):
    """The question where to, and the window that shows how far it is."""

    def ask_where(self, name: str) -> str:
        """Ask for a file, `name` being proposed; "" if none was given."""

    def show_progress(self, text: str, share: float) -> None:
        """How far it is: a sentence, and 0 to 1."""

    def close(self) -> None:
        """It has ended."""


class ExportIntents(Protocol):
    """What the person did."""

    def on_export(self) -> None:
        """The conversation that is shown is to be exported."""

    def on_export_network(self) -> None:
        """Every conversation of the network that is shown is to be."""

    def on_cancel(self) -> None:
        """It is to be left."""
