"""Finding and searching in memory: the model's part, the window's, and what the window reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.model.entities import ConversationKey
from chat.model.ports.search import Hit
from chat.model.store.records import SearchQuery
from chat.view.ports.search import ResultRow, SearchForm


class FakeFinding:
    """Implements `chat.model.ports.finding.FindingModel`."""

    def __init__(self) -> None:
        self.asked: list[tuple[ConversationKey, str]] = []

    def find(self, key: ConversationKey, text: str) -> None:
        self.asked.append((key, text))


class FakeSearch:
    """Implements `chat.model.ports.search.SearchModel`. Tests say what is found."""

    def __init__(self) -> None:
        self.queries: list[SearchQuery] = []
        self.found: list[Hit] = []
        self.going = False
        self.troubles: list[str] = []
        self.cancelled = 0

    def begin(self, query: SearchQuery) -> None:
        self.queries.append(query)
        self.going = True

    def cancel(self) -> None:
        self.cancelled += 1
        self.going = False

    def is_going(self) -> bool:
        return self.going

    def hits(self) -> Sequence[Hit]:
        return self.found

    def problems(self) -> Sequence[str]:
        return self.troubles


class FakeFindingView:
    """Implements `chat.view.ports.finding.FindingView`."""

    def __init__(self) -> None:
        self.is_open = False
        self.count = ""
        self.found = True
        self.highlighted = ""

    def open(self) -> None:
        self.is_open = True

    def show_count(self, text: str, *, found: bool) -> None:
        self.count, self.found = text, found

    def highlight(self, text: str) -> None:
        self.highlighted = text

    def close(self) -> None:
        self.is_open = False


class FakeSearchView:
    """Implements `chat.view.ports.search.SearchView`."""

    def __init__(self) -> None:
        self.places: list[str] | None = None
        self.rows: list[ResultRow] = []
        self.words: list[str] = []
        self.status = ""
        self.typed = ""
        self.busy = False

    def open(self, places: Sequence[str]) -> None:
        self.places = list(places)

    def look_for(self, text: str) -> None:
        self.typed = text

    def show(
        self, rows: Sequence[ResultRow], words: Sequence[str], status: str, *, busy: bool
    ) -> None:
        self.rows, self.words, self.status, self.busy = list(rows), list(words), status, busy

    def close(self) -> None:
        self.places = None


class FakeFindingIntents:
    """Implements `chat.view.ports.finding.FindingIntents`."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def on_open(self) -> None:
        self.calls.append(("on_open",))

    def on_typed(self, text: str) -> None:
        self.calls.append(("on_typed", text))

    def on_step(self, step: int) -> None:
        self.calls.append(("on_step", step))

    def on_close(self) -> None:
        self.calls.append(("on_close",))


class FakeSearchIntents:
    """Implements `chat.view.ports.search.SearchIntents`."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.forms: list[SearchForm] = []

    def on_open(self) -> None:
        self.calls.append(("on_open",))

    def on_changed(self, form: SearchForm) -> None:
        self.forms.append(form)

    def on_choose(self, key: str) -> None:
        self.calls.append(("on_choose", key))

    def on_cancel(self) -> None:
        self.calls.append(("on_cancel",))

    def on_close(self) -> None:
        self.calls.append(("on_close",))
