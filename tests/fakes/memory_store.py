"""A store that keeps writes in lists; keeps to `Store` and `Journal` of `server.core.ports`.

`committed` holds all that was committed, for tests to look at. What is read is found by walking it.
"""

from __future__ import annotations

from collections.abc import Sequence

from server.core.bans import BanKind, ServerBan
from server.core.moderation_records import LogAction, RemoveBan, SaveBan
from server.core.ports import Write
from server.core.records import Conversation, RedactMessage, StoreMessage
from server.core.stored import StoredMessage, StoreFailure, Window
from tests.fakes.memory_accounts import MemoryAccounts

_MESSAGES = ("PRIVMSG", "NOTICE")


class MemoryHistory:
    """The part that reads history."""

    def __init__(self) -> None:
        self.messages: list[StoreMessage] = []

    def last_id(self) -> int:
        return max((message.id for message in self.messages), default=0)

    def read(self, conversation: Conversation, window: Window) -> list[StoredMessage]:
        found = [
            StoredMessage(*message[:8])
            for message in self.messages
            if conversation in dict(message.conversations)
            and window.after < message.id < window.before
            and message.verb
            and (window.events or message.verb in _MESSAGES)
        ]
        found.sort()
        if window.newest:
            return found[-window.limit :]
        return found[: window.limit]

    def redact(self, message_id: int) -> None:
        for place, message in enumerate(self.messages):
            if message.id == message_id:
                self.messages[place] = StoreMessage(
                    message_id, "", "", None, "", "", None, "", message.conversations
                )


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

    def take(self, write: SaveBan | RemoveBan | LogAction) -> None:
        if isinstance(write, LogAction):
            self.log.append(write)
            return
        self.changes += 1
        if isinstance(write, SaveBan):
            self.kept[write.ban.kind, write.ban.target] = write.ban
        else:
            self.kept.pop((write.kind, write.target), None)


class MemoryStore:
    """`failing`: refuse every commit with this reason."""

    def __init__(self) -> None:
        self.history = MemoryHistory()
        self.accounts = MemoryAccounts()
        self.moderation = MemoryModeration()
        self.committed: list[Write] = []
        self.failing: str | None = None
        self.closed = False

    def commit(self, writes: Sequence[Write]) -> None:
        if self.failing is not None:
            raise StoreFailure(self.failing)
        self.committed += writes
        for write in writes:
            if isinstance(write, StoreMessage):
                self.history.messages.append(write)
            elif isinstance(write, RedactMessage):
                self.history.redact(write.id)
            elif isinstance(write, SaveBan | RemoveBan | LogAction):
                self.moderation.take(write)
            else:
                self.accounts.take(write)

    def tidy(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True
