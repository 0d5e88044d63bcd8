"""Ending the program for good (`intents.tray`)."""

from __future__ import annotations

from typing import Protocol


class TrayIntents(Protocol):
    """What the person does about the program that may keep running without its window."""

    def on_quit(self) -> None:
        """Quit was chosen: the program is to end, and not only the window."""
