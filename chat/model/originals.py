"""Messages that were answered, and are no longer here: from the local store."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.events import (
    ConversationRenamed,
    Event,
    HistoryForgotten,
    MessageDeleted,
    MessageEdited,
    OriginalFound,
)
from chat.model.ports import LocalStore
from chat.model.publisher import Publisher
from chat.model.session.edit_log import rewritten
from chat.model.store.records import Stretch

MOST = 1_000  # remembered, be they found or not

_Name = tuple[ConversationKey, str]


class Originals:
    """Looks each up once."""

    def __init__(self, store: LocalStore | None, publisher: Publisher) -> None:
        self._store = store
        self._publisher = publisher
        self._known: OrderedDict[_Name, ChatMessage | None] = (
            OrderedDict()
        )  # None: none, or not yet
        publisher.subscribe(
            self._on_event, MessageDeleted, MessageEdited, HistoryForgotten, ConversationRenamed
        )

    def look_up(self, key: ConversationKey, msgid: str) -> ChatMessage | None:
        """The message if it is known; else the store is asked, and OriginalFound may follow."""
        name = (key, msgid)
        if name in self._known or self._store is None:
            return self._known.get(name)
        self._known[name] = None
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        self._store.around(key, Place(msgid=msgid), 1, partial(self._take, name))
        return None

    def _take(self, name: _Name, stretch: Stretch) -> None:
        found = next((one for one in stretch.messages if one.msgid == name[1]), None)
        if found is not None and name in self._known:
            self._known[name] = found
            self._publisher.emit(OriginalFound(*name))
            self._publisher.publish()

    def _on_event(self, event: Event) -> None:
        match event:
            case MessageDeleted(key=key, msgid=msgid):
                self._known.pop((key, msgid), None)
            case MessageEdited(key=key, msgid=msgid, edit=edit):
                if (known := self._known.get((key, msgid))) is not None:
                    self._known[key, msgid] = rewritten(known, edit)
            case HistoryForgotten(key=key) | ConversationRenamed(key=key):
                for name in [name for name in self._known if name[0] == key]:
                    del self._known[name]
