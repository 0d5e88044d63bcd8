"""A local store without a thread: answers wait until a test's pump takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.store.archive import Archive
from chat.model.store.keeper import make_exporter
from chat.model.store.records import (
    Change,
    ExportJob,
    ExportState,
    FoundMessage,
    Matches,
    SearchQuery,
    StoredNetwork,
    Stretch,
)


class DirectStore:
    """Implements `chat.model.ports.LocalStore` over an archive in memory, which outlives it."""

    def __init__(self, archive: Archive | None = None) -> None:
        self.archive = archive or Archive(":memory:")
        self.closed = False
        self._post: Callable[[Callable[[], None]], None] = lambda _deliver: None
        self.tell: Callable[[str], None] = lambda _words: None

    def start(
        self, post: Callable[[Callable[[], None]], None], tell: Callable[[str], None]
    ) -> None:
        self._post, self.tell = post, tell

    def load(self, newest: int, deliver: Callable[[tuple[StoredNetwork, ...]], None]) -> None:
        answer = self.archive.load(newest)
        self._post(lambda: deliver(answer))

    def write(self, changes: Sequence[Change]) -> None:
        self.archive.write(changes)

    def older(
        self,
        key: ConversationKey,
        before: ChatMessage | None,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        answer = self.archive.older(key, before, limit)
        self._post(lambda: deliver(answer))

    def newer(
        self,
        key: ConversationKey,
        after: ChatMessage,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        answer = self.archive.newer(key, after, limit)
        self._post(lambda: deliver(answer))

    def around(
        self, key: ConversationKey, place: Place, limit: int, deliver: Callable[[Stretch], None]
    ) -> None:
        answer = self.archive.around(key, place, limit)
        self._post(lambda: deliver(answer))

    def search(
        self, query: SearchQuery, deliver: Callable[[tuple[FoundMessage, ...]], None]
    ) -> None:
        answer = self.archive.search(query)
        self._post(lambda: deliver(answer))

    def export(self, job: ExportJob, deliver: Callable[[ExportState], None]) -> Callable[[], None]:
        exporter = make_exporter(job)

        def step() -> None:
            state = exporter.step(self.archive)
            if not state.ended:
                self._post(step)
            deliver(state)

        self._post(step)
        return lambda: setattr(exporter, "cancelled", True)

    def matches(
        self, key: ConversationKey, text: str, limit: int, deliver: Callable[[Matches], None]
    ) -> None:
        answer = self.archive.matches(key, text, limit)
        self._post(lambda: deliver(answer))

    def forget(self, key: ConversationKey) -> None:
        self.archive.forget(key)

    def limit(self, size: int) -> None:
        self.archive.limit(size)

    def forget_everything(self) -> None:
        self.archive.forget_everything()

    def close(self) -> None:
        self.closed = True
