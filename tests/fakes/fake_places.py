"""Places in memory: the model's, the window's, and what the window reports of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.view.ports import MessageRow

if TYPE_CHECKING:
    from tests.fakes.fake_view import FakeView


class FakePlaces:
    """Implements `chat.model.ports.places.PlacesModel`. Tests put the excerpts."""

    def __init__(self) -> None:
        self.excerpts: dict[ConversationKey, list[ChatMessage]] = {}
        self.calls: list[tuple[object, ...]] = []

    def load_around(self, key: ConversationKey, place: Place) -> None:
        self.calls.append(("load_around", key, place))

    def excerpt(self, key: ConversationKey) -> Sequence[ChatMessage] | None:
        return self.excerpts.get(key)

    def load_older(self, key: ConversationKey) -> bool:
        self.calls.append(("load_older", key))
        return key in self.excerpts

    def load_newer(self, key: ConversationKey) -> None:
        self.calls.append(("load_newer", key))

    def leave(self, key: ConversationKey) -> None:
        self.calls.append(("leave", key))
        self.excerpts.pop(key, None)


class FakePlacesView:
    """Implements `chat.view.ports.places.PlacesView`: the rows go to the fake view's."""

    def __init__(self, view: FakeView) -> None:
        self._view = view
        self.newest = True
        self.selected = ""
        self.counted = 0
        self.reveals = False
        self.reading = ""
        self.kept: list[int] = []

    def show_around(self, rows: Sequence[MessageRow], key: str, *, newest: bool) -> None:
        self._view.calls.append("show_around")
        self._view.messages, self.selected, self.newest = list(rows), key, newest

    def reveal(self, key: str) -> bool:
        if not self.reveals:
            return False
        self.selected = key
        return True

    def refresh(self, rows: Sequence[MessageRow], *, newest: bool) -> None:
        self._view.calls.append("refresh_around")
        self._view.messages, self.newest = list(rows), newest

    def replace_last(self, rows: Sequence[MessageRow]) -> None:
        self._view.calls.append("replace_last")
        keys = {row.key for row in rows}
        kept = [row for row in self._view.messages if row.key not in keys]
        self._view.messages = [*kept, *rows]

    def reading_at(self) -> str:
        return self.reading

    def keep_newest(self, count: int) -> None:
        self.kept.append(count)

    def count_new(self, count: int) -> None:
        self.counted += count


class FakePlacesIntents:
    """Implements `chat.view.ports.places.PlacesIntents`."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def on_scrolled_to_bottom(self) -> None:
        self.calls.append("on_scrolled_to_bottom")

    def on_jump_to_newest(self) -> None:
        self.calls.append("on_jump_to_newest")
