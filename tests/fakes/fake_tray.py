"""A tray in memory, and what the window reports of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class FakeTray:
    """Implements `chat.model.ports.tray.Tray`."""

    def __init__(self) -> None:
        self.shown = False
        self.has_place = True
        self.labels = ("", "")
        self.open: Callable[[], None] = lambda: None
        self.quit: Callable[[], None] = lambda: None

    def bind(self, on_open: Callable[[], None], on_quit: Callable[[], None]) -> None:
        self.open, self.quit = on_open, on_quit

    def show(self, open_label: str, quit_label: str) -> None:
        self.shown, self.labels = True, (open_label, quit_label)

    def hide(self) -> None:
        self.shown = False

    def is_there(self) -> bool:
        return self.shown and self.has_place


class FakeTrayIntents:
    """Implements `chat.view.ports.tray.TrayIntents`; what is done is among `calls`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self.calls = calls

    def on_quit(self) -> None:
        self.calls.append(("tray.on_quit",))
