"""What was begun to be written in each conversation. `recording` and `memory` keep it."""

from __future__ import annotations

from collections.abc import Iterable

from chat.model.entities import ConversationKey
from chat.model.events import ConversationClosed, ConversationRenamed, DraftChanged, Event
from chat.model.publisher import Publisher
from chat.model.store.records import StoredConversation

MOST = 20_000  # characters of one


class Drafts:
    """Implements `chat.model.ports.drafts.DraftsModel`."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._texts: dict[ConversationKey, str] = {}
        publisher.subscribe(self._on_event, ConversationRenamed, ConversationClosed)

    def of(self, key: ConversationKey) -> str:
        """See DraftsModel."""
        return self._texts.get(key, "")

    def keep(self, key: ConversationKey, text: str) -> None:
        """See DraftsModel."""
        text = text[:MOST] if text.strip() else ""
        if text != self.of(key):
            self._texts[key] = text
            self._publisher.emit(DraftChanged(key, text))
        self._publisher.publish()

    def restore(self, kept: Iterable[StoredConversation]) -> None:
        """What was begun in an earlier run."""
        for one in kept:
            if one.draft:
                self._texts.setdefault(one.key, one.draft)

    def _on_event(self, event: Event) -> None:
        match event:
            case ConversationRenamed(key=key, new=new) if key in self._texts:
                self._texts[new] = self._texts.pop(key)
            case ConversationClosed(key=key) if self._texts.pop(key, ""):
                self._publisher.emit(DraftChanged(key, ""))
