"""Reading, in memory: whether the person looks, what they did, what is unread in the model."""

from __future__ import annotations

from typing import Any, Protocol

from chat.model.entities import ChatMessage, ConversationKey


class FakeReadingView:
    """Implements `chat.view.ports.reading.ReadingView`."""

    def __init__(self) -> None:
        self.looks = True

    def sees_end(self) -> bool:
        return self.looks


class FakeReadingIntents:
    """Implements `chat.view.ports.reading.ReadingIntents`; `seen` counts the reports."""

    def __init__(self, calls: list[tuple[Any, ...]]) -> None:
        self._calls = calls
        self.seen = 0

    def on_seen(self) -> None:
        self.seen += 1

    def on_first_unread(self) -> None:
        self._calls.append(("reading.on_first_unread",))

    def on_mark_unread(self, message_key: str) -> None:
        self._calls.append(("reading.on_mark_unread", message_key))


class _Summary(Protocol):
    @property
    def unread(self) -> int: ...


class _Model(Protocol):
    kept: dict[ConversationKey, list[ChatMessage]]

    def summary(self, key: ConversationKey) -> _Summary: ...

    def count_unread(self, key: ConversationKey, unread: int, mentions: int = 0) -> None: ...


class FakeReading:
    """Implements `chat.model.ports.reading.ReadingModel` by the counts of the summaries."""

    def __init__(self, model: _Model) -> None:
        self._model = model

    def first_unread(self, key: ConversationKey) -> ChatMessage | None:
        unread = self._model.summary(key).unread
        said = [one for one in self._model.kept.get(key, ()) if one.sender and not one.own]
        return said[-unread:][0] if unread and said else None

    def mark_unread(self, key: ConversationKey, message_id: int) -> None:
        said = [one for one in self._model.kept[key] if one.sender and not one.own]
        self._model.count_unread(key, sum(one.id >= message_id for one in said))
