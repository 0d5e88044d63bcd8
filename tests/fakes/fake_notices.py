"""Notices in memory: the desktop's, the window's, and what the window reports of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class FakeDesktop:
    """Implements `chat.model.ports.notices.Desktop`."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.clicks: list[Callable[[], None]] = []
        self.takes = True

    def notify(
        self, title: str, text: str, on_click: Callable[[], None], on_refused: Callable[[], None]
    ) -> None:
        if self.takes:
            self.shown.append((title, text))
            self.clicks.append(on_click)
        else:
            on_refused()


class FakeNotices:
    """Implements `chat.model.ports.notices.NoticesModel`."""

    def __init__(self) -> None:
        self.desktop = FakeDesktop()
        self.words: tuple[str, ...] = ()

    def watch_for(self, words: Sequence[str]) -> None:
        self.words = tuple(words)


class FakeNoticesView:
    """Implements `chat.view.ports.notices.NoticesView`."""

    def __init__(self) -> None:
        self.watched = False
        self.toasts: list[tuple[str, str]] = []
        self.rung = 0
        self.badge = 0
        self.disturb = False
        self.came_forward = 0
        self.put: list[str] = []

    def is_watched(self) -> bool:
        return self.watched

    def show_toast(self, title: str, text: str, on_click: Callable[[], None]) -> None:
        self.toasts.append((title, text))

    def ring(self) -> None:
        self.rung += 1

    def show_badge(self, count: int) -> None:
        self.badge = count

    def show_disturb(self, wanted: bool) -> None:
        self.disturb = wanted

    def put_away(self, *, minimised: bool) -> None:
        self.put.append("minimised" if minimised else "away")

    def come_forward(self) -> None:
        self.came_forward += 1


class FakeNoticesIntents:
    """Implements `chat.view.ports.notices.NoticesIntents`; what is done is among `calls`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self.calls = calls

    def on_toggle_disturb(self) -> None:
        self.calls.append(("notices.on_toggle_disturb",))

    def on_ask_rule(self) -> None:
        self.calls.append(("notices.on_ask_rule",))
