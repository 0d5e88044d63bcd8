"""A store that keeps writes in lists; keeps to `Store` and `Journal` of `server.core.ports`.

`committed` holds all that was committed, for tests to look at. What is read is found by walking it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from server.core.bans import BanKind, ServerBan
from server.core.metadata_records import MoveMetadata, RemoveMetadata, SaveMetadata
from server.core.moderation_records import (
    LogAction,
    RemoveBan,
    RemoveExpiredBans,
    SaveBan,
)
from server.core.ports import Write
from server.core.records import (
    BeginChannel,
    CloseHistory,
    Conversation,
    EditMessage,
    RedactMessage,
    RenameHistory,
    SaveReadMarker,
    StoreMessage,
)
from server.core.state import fold
from server.core.stored import Search, StoredMessage, StoreFailure, Talk, Target, Window
from tests.fakes.memory_accounts import MemoryAccounts

_MESSAGES = ("PRIVMSG", "NOTICE")


class MemoryHistory:
    """The part that reads history."""

    def __init__(self) -> None:
        self.messages: dict[int, StoreMessage] = {}
        self.shown: dict[Conversation, str] = {}
        self.floors: dict[Conversation, int] = {}
        self.closed: set[Conversation] = set()
        self.failing = False
        self.edits: dict[int, int] = {}

    def _of(self, conversation: Conversation, window: Window) -> Iterator[StoredMessage]:
        if self.failing:
            raise StoreFailure("it is damaged")
        after = max(window.after, self.floors.get(conversation, 0))
        for message in sorted(self.messages.values()):
            if (
                conversation in dict(message.conversations)
                and after < message.id < window.before
                and message.verb
                and message.verb not in window.without
                and (window.events or message.verb in _MESSAGES)
            ):
                yield StoredMessage(*message[:9])

    def last_id(self) -> int:
        return max(self.messages, default=0)

    def read(self, conversation: Conversation, window: Window) -> list[StoredMessage]:
        return _limited(list(self._of(conversation, window)), window)

    def find(self, conversation: Conversation, message_id: int) -> StoredMessage | None:
        only = Window(1, message_id - 1, message_id + 1, events=True)
        return next(self._of(conversation, only), None)

    def targets(
        self, owner: str, channels: Sequence[tuple[Conversation, int]], window: Window
    ) -> list[Target]:
        found = []
        places = [(each, 0) for each in self.shown if each.owner == owner]
        for conversation, readable_from in [*places, *channels]:
            for newest in self.read(conversation, Window(1, readable_from)):
                if window.after < newest.id < window.before:
                    found.append(Target(conversation, self.shown[conversation], newest.id))
        found.sort(key=lambda target: target.last_id)
        return _limited(found, window)

    def search(self, wanted: Search) -> list[StoredMessage]:
        owned = [Talk(it) for it in self.shown if it.owner in wanted.owners]
        found = {
            message
            for talk in (*wanted.talks, *owned)
            for message in self._of(talk.conversation, talk.part_of(wanted.window))
            if _matches(message, wanted)
        }
        return _limited(sorted(found), wanted.window)

    def store(self, message: StoreMessage) -> None:
        self.messages[message.id] = message
        self.shown.update(dict(message.conversations))

    def redact(self, write: RedactMessage) -> None:
        self.messages.pop(self.edits.pop(write.id, 0), None)
        before = self.messages[write.id]
        empty = StoreMessage(write.id, "", "", None, "", "", None, "", "", before.conversations)
        self.messages[write.id] = empty
        self._enter(write.event, before)

    def edit(self, write: EditMessage) -> None:
        before, event = self.messages[write.id], write.event
        if before.verb:
            edited = before._replace(text=write.text, middle="", tags=write.tags)
            self.messages[write.id] = edited
            self.messages.pop(self.edits.pop(write.id, 0), None)
            self._enter(event, before)
            self.edits[write.id] = event.id

    def _enter(self, event: StoreMessage, about: StoreMessage) -> None:
        places = dict((*about.conversations, *event.conversations))
        self.store(event._replace(conversations=tuple(places.items())))

    def close(self, write: CloseHistory) -> None:
        (self.closed.add if write.closed else self.closed.discard)(Conversation("", write.channel))

    def begin(self, write: BeginChannel) -> None:
        conversation = Conversation("", write.channel)
        if conversation in self.closed:
            self.closed.discard(conversation)
            self.floors[conversation] = write.last_id

    def rename(self, write: RenameHistory) -> None:
        before, after = Conversation("", write.channel), Conversation("", write.renamed)
        for message in list(self.messages.values()):
            places = {it: shown for it, shown in message.conversations if it != after}
            if before in places:
                del places[before]
                places[after] = write.shown
            self.messages[message.id] = message._replace(conversations=tuple(places.items()))
        self.shown[after] = write.shown


def _limited(found: list[Any], window: Window) -> list[Any]:
    if window.newest:
        return found[len(found) - window.limit :] if len(found) > window.limit else found
    return found[: window.limit]


def _matches(message: StoredMessage, wanted: Search) -> bool:
    words = (message.text or "").lower().split()
    asked = (wanted.text or "").lower().split()
    if wanted.sender not in (None, fold(message.source.partition("!")[0])):
        return False
    return all(any(word.startswith(each) for word in words) for each in asked)


class MemoryReadMarkers:
    """The part that knows how far was read."""

    def __init__(self) -> None:
        self.markers: dict[str, dict[str, int]] = {}

    def load(self) -> dict[str, dict[str, int]]:
        return {account: dict(markers) for account, markers in self.markers.items()}

    def save(self, write: SaveReadMarker) -> None:
        self.markers.setdefault(write.account, {})[write.target] = write.time


class MemoryModeration:
    """The part that reads bans and the audit log."""

    def __init__(self) -> None:
        self.kept: dict[tuple[BanKind, str], ServerBan] = {}
        self.log: list[LogAction] = []
        self.changes = 0

    def bans(self) -> list[ServerBan]:
        return list(self.kept.values())

    def revision(self) -> int:
        return self.changes

    def actions(self, most: int) -> list[LogAction]:
        return self.log[-most:]

    def take(self, write: SaveBan | RemoveBan | RemoveExpiredBans | LogAction) -> None:
        if isinstance(write, LogAction):
            self.log.append(write)
            return
        self.changes += 1
        if isinstance(write, SaveBan):
            self.kept[write.ban.kind, write.ban.target] = write.ban
        elif isinstance(write, RemoveExpiredBans):
            for key, ban in list(self.kept.items()):
                if ban.has_expired(write.time):
                    del self.kept[key]
        else:
            self.kept.pop((write.kind, write.target), None)


class MemoryMetadata:
    """The part that keeps metadata."""

    def __init__(self) -> None:
        self.owners: dict[str, dict[str, str]] = {}

    def load(self) -> dict[str, dict[str, str]]:
        return {owner: dict(values) for owner, values in self.owners.items()}

    def take(self, write: Write) -> None:
        if isinstance(write, RemoveMetadata):
            self.owners.pop(write.owner, None)
        elif isinstance(write, MoveMetadata):
            self.owners[write.new_owner] = self.owners.pop(write.owner)
        elif isinstance(write, SaveMetadata):
            values = self.owners.setdefault(write.owner, {})
            values.pop(write.key, None)
            if write.value is not None:
                values[write.key] = write.value


class MemoryStore:
    """`failing`: refuse every commit with this reason."""

    def __init__(self) -> None:
        self.history = MemoryHistory()
        self.accounts = MemoryAccounts()
        self.moderation = MemoryModeration()
        self.metadata = MemoryMetadata()
        self.read_markers = MemoryReadMarkers()
        self.committed: list[Write] = []
        self.failing: str | None = None
        self.closed = False
        history = self.history
        self._takers: dict[type, Callable[[Any], None]] = {
            StoreMessage: history.store,
            EditMessage: history.edit,
            RedactMessage: history.redact,
            CloseHistory: history.close,
            BeginChannel: history.begin,
            RenameHistory: history.rename,
            SaveReadMarker: self.read_markers.save,
            **dict.fromkeys(
                (SaveBan, RemoveBan, RemoveExpiredBans, LogAction), self.moderation.take
            ),
            **dict.fromkeys((SaveMetadata, RemoveMetadata, MoveMetadata), self.metadata.take),
        }

    def commit(self, writes: Sequence[Write]) -> None:
        if self.failing is not None:
            raise StoreFailure(self.failing)
        self.committed += writes
        for write in writes:
            self._takers.get(type(write), self.accounts.take)(write)

    def tidy(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True
