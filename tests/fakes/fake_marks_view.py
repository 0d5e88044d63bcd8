"""Single messages in memory: what the window shows of them, and what it reports."""

from __future__ import annotations

from typing import Any

from chat.view.ports.marks import Obstacles, Quote


class FakeMarksView:
    """Implements `chat.view.ports.marks.MarksView`."""

    def __init__(self) -> None:
        self.answered: Quote | None = None

    def show_answered(self, quote: Quote) -> None:
        self.answered = quote

    def hide_answered(self) -> None:
        self.answered = None


class FakeMarksIntents:
    """Implements `chat.view.ports.marks.MarksIntents`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls
        self.in_the_way = Obstacles()

    def obstacles(self, message_key: str) -> Obstacles:
        return self.in_the_way

    def on_reply(self, message_key: str) -> None:
        self._calls.append(("on_reply", message_key))

    def on_cancel_reply(self) -> None:
        self._calls.append(("on_cancel_reply",))

    def on_jump_to_original(self, message_key: str) -> None:
        self._calls.append(("on_jump_to_original", message_key))

    def on_react(self, message_key: str, text: str) -> None:
        self._calls.append(("on_react", message_key, text))

    def on_delete(self, message_key: str) -> None:
        self._calls.append(("on_delete", message_key))
