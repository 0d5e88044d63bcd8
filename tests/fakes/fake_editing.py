"""Editing own messages in memory: of the model, of the window, and what the window reports."""

from __future__ import annotations

from typing import Any

from chat.model.entities import ConversationKey

Calls = list[tuple[object, ...]]


class FakeEditing:
    """Implements `chat.model.ports.editing.EditingModel`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.obstacles: dict[int, str] = {}
        self.problems: dict[str, str] = {}  # by texts
        self.refuses = ""  # why nothing can be sent
        self.most = 4_000  # bytes

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        return self.obstacles.get(message_id, "")

    def room(self, key: ConversationKey, message_id: int, text: str) -> int:
        return self.most - len(text.encode())

    def problem(self, key: ConversationKey, message_id: int, text: str) -> str:
        return self.problems.get(text, "")

    def edit(self, key: ConversationKey, message_id: int, text: str) -> str:
        self._calls.append(("editing.edit", key, message_id, text))
        return self.refuses or self.problem(key, message_id, text)


class FakeEditingView:
    """Implements `chat.view.ports.editing.EditingView`."""

    def __init__(self) -> None:
        self.shown: tuple[str, str] | None = None  # the message, and what is in the way

    def show_editing(self, text: str, problem: str = "") -> None:
        self.shown = (text, problem)

    def hide_editing(self) -> None:
        self.shown = None


class FakeEditingIntents:
    """Implements `chat.view.ports.editing.EditingIntents`."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls
        self.in_the_way = ""
        self.takes_nothing = False  # Enter with nothing typed is of a message that is edited

    def obstacle(self, message_key: str) -> str:
        return self.in_the_way

    def obstacle_to_last(self) -> str:
        return self.in_the_way

    def on_edit(self, message_key: str) -> None:
        self._calls.append(("on_edit", message_key))

    def on_edit_last(self) -> None:
        self._calls.append(("on_edit_last",))

    def on_cancel_edit(self) -> None:
        self._calls.append(("on_cancel_edit",))

    def on_emptied(self) -> bool:
        if self.takes_nothing:
            self._calls.append(("on_emptied",))
        return self.takes_nothing
