"""What happens in the model, written to the local store: gathered for a turn, written in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chat.model.entities import (
    BY_PEOPLE,
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    MessageKind,
)
from chat.model.events import (
    ConversationClosed,
    ConversationOpened,
    ConversationRenamed,
    DraftChanged,
    Event,
    HistoryAdded,
    MessageChanged,
    MessageDeleted,
    MessageEdited,
    MessagesAdded,
    NetworkForgotten,
    NetworkNamed,
    NickChanged,
    PreferencesChanged,
    Reacted,
    ReadingChanged,
    Registered,
    TurnEnded,
)
from chat.model.ports import LocalStore
from chat.model.store import records
from chat.model.store.records import (
    Change,
    ConversationKept,
    ConversationMoved,
    DeletionKept,
    DraftKept,
    EditKept,
    MessagesKept,
    MessageUpdated,
    NetworkKept,
    PreferencesKept,
    ReactionKept,
    ReadingKept,
)

#: What is worth keeping; what a server says of itself comes again with every connection.
KEPT = (*BY_PEOPLE, MessageKind.EVENT)


class Recorder:
    """Turns events into changes. `describe` tells a network's request and name."""

    def __init__(
        self, store: LocalStore, describe: Callable[[str], tuple[ConnectionRequest, str]]
    ) -> None:
        self._store = store
        self._describe = describe
        self._changes: list[Change] = []
        self._said: list[ChatMessage] = []  # one after the other, to be kept in one go
        self._said_in: ConversationKey | None = None
        self.paused = False  # while what comes from the store itself is published

    def on_event(self, event: Event) -> None:
        """Note what is to be written; at a turn's end, write it."""
        if isinstance(event, TurnEnded):
            self.flush()
        elif self.paused:
            return
        elif isinstance(event, MessagesAdded):
            self._keep(event.key, event.messages)
        elif (change := self._change(event)) is not None:
            self.add(change)

    def add(self, change: Change) -> None:
        """Write this too, in its turn."""
        self._end_run()
        self._changes.append(change)

    def flush(self) -> None:
        """Write what was noted."""
        self._end_run()
        if self._changes:
            changes, self._changes = self._changes, []
            self._store.write(changes)

    def forget(self) -> None:
        """What was noted is not to be written."""
        self._changes, self._said = [], []

    def _keep(self, key: ConversationKey, messages: Iterable[ChatMessage]) -> None:
        if not key.target:
            return
        if key != self._said_in:
            self._end_run()
            self._said_in = key
        self._said.extend([one for one in messages if one.kind in KEPT])

    def _end_run(self) -> None:
        """What was said in one conversation, without a break, is one change."""
        if self._said and self._said_in is not None:
            self._changes.append(MessagesKept(self._said_in, tuple(self._said)))
            self._said = []

    def _change(self, event: Event) -> Change | None:
        match event:
            case Registered(network=network) | NetworkNamed(network=network):
                return NetworkKept(network, *self._describe(network))
            case NickChanged(network=network):
                return NetworkKept(network, *self._describe(network))
            case ConversationOpened(key=key) if key.target:
                return ConversationKept(key, _looks_like_channel(key), True)
            case ConversationClosed(key=key) if key.target:
                return ConversationKept(key, _looks_like_channel(key), False)
            case NetworkForgotten(network=network):
                return records.NetworkForgotten(network)
            case DraftChanged(key=key, text=text) if key.target:
                return DraftKept(key, text)
            case ReadingChanged(key=key, read=read) if key.target:
                return ReadingKept(key, read)
            case PreferencesChanged(key=key, preferences=wanted) if key.target:
                return PreferencesKept(key, wanted)
            case ConversationRenamed(key=key, new=new):
                return ConversationMoved(key, new)
            case HistoryAdded(key=key, messages=messages):
                return MessagesKept(key, messages)
            case MessageChanged(key=key, message=message) if key.target:
                return MessageUpdated(message)
            case MessageDeleted(key=key, msgid=msgid, deletion=deletion) if key.target:
                return DeletionKept(key, msgid, deletion)
            case MessageEdited(key=key, msgid=msgid, edit=edit) if key.target:
                return EditKept(key, msgid, edit)
            case Reacted(key, msgid, nick, text, own, time, present) if key.target:
                return ReactionKept(key, msgid, nick, text, own, time, present)
        return None


def _looks_like_channel(key: ConversationKey) -> bool:
    return key.target[:1] in "#&"
