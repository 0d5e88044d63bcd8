"""The program's icon in the desktop's tray (`model.tray`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Tray(Protocol):
    """An icon with a menu, where the desktop has a place for one. No call blocks."""

    def show(self, open_label: str, quit_label: str) -> None:
        """Put the icon there, if it can be."""

    def hide(self) -> None:
        """Take it away."""

    def is_there(self) -> bool:
        """Whether the person can see the icon now, as far as can be known."""

    def bind(self, on_open: Callable[[], None], on_quit: Callable[[], None]) -> None:
        """Say who is told, on the Tk thread, of what is chosen in its menu."""
