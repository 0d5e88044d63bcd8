"""What the core needs of the world, as Protocols: a clock, a way out for each client, a memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from server.core.records import Conversation
from server.core.stored import Search, StoredMessage, Target, Window

if TYPE_CHECKING:
    from server.core.account_ports import Kept
    from server.core.bans import ServerBan
    from server.core.moderation_records import LogAction

Clock = Callable[[], float]  # seconds since the epoch, UTC
VerifyPassword = Callable[[str | None, str], bool]  # a hash, if any, and a password; slow
Write = object  # one of the records that a module of `server.store` has a writer for


class AccountLoader(Protocol):
    """What is kept of accounts and channels."""

    def load(self) -> Kept:
        """Everything, at the start. Raises StoreFailure."""


class Sink(Protocol):
    """Where one session's bytes go. Called by the broadcaster only, never by a handler."""

    @property
    def waiting(self) -> int:
        """Bytes that were sent and are not out yet."""

    def send(self, data: bytes) -> None:
        """Take bytes on their way; never blocks and never raises."""

    def close(self) -> None:
        """Close once all that was sent is out, or cannot be."""


class HistoryReader(Protocol):
    """What was said. Slow: called in deferred work only, in any thread. Raises StoreFailure."""

    def last_id(self) -> int:
        """The highest message id that was ever stored; 0 if there is none."""

    def read(self, conversation: Conversation, window: Window) -> list[StoredMessage]:
        """The events of a conversation that the window shows, the oldest first."""

    def find(self, conversation: Conversation, message_id: int) -> StoredMessage | None:
        """The event of this id, if it is in the conversation and was not redacted."""

    def targets(
        self, owner: str, channels: Sequence[tuple[Conversation, int]], window: Window
    ) -> list[Target]:
        """The owner's conversations and these channels whose newest message the window shows.

        Each channel comes with the id from which on it may be read. The oldest first.
        """

    def search(self, wanted: Search) -> list[StoredMessage]:
        """The messages that match, the oldest first."""


class ReadMarkers(Protocol):
    """How far accounts have read. Read once, when the server starts. Raises StoreFailure."""

    def load(self) -> dict[str, dict[str, int]]:
        """Of each account, of each target, the time in milliseconds since the epoch."""


class ModerationReader(Protocol):
    """Server bans and the audit log. Raises StoreFailure."""

    def bans(self) -> list[ServerBan]:
        """All bans, also expired ones that were not removed yet; the oldest first."""

    def revision(self) -> int:
        """A number that is another one after every change of the bans, whoever made it."""

    def actions(self, most: int) -> list[LogAction]:
        """The newest of the audit log, the oldest of those first."""


class MetadataReader(Protocol):
    """What accounts and founded channels say of themselves. Raises StoreFailure."""

    def load(self) -> dict[str, dict[str, str]]:
        """The values by key of each owner: an account or a channel, casefolded."""


class Store(Protocol):
    """What lasts, for reading. Each topic has a reader of its own."""

    @property
    def history(self) -> HistoryReader:
        """Messages and events."""

    @property
    def moderation(self) -> ModerationReader:
        """Server bans and the audit log."""

    @property
    def accounts(self) -> AccountLoader:
        """Accounts, founded channels, who stays in them."""

    @property
    def metadata(self) -> MetadataReader:
        """Metadata of accounts and founded channels."""

    @property
    def read_markers(self) -> ReadMarkers:
        """How far they were read."""


class Journal(Protocol):
    """What lasts, for writing. One thread calls it, the one that sends."""

    def commit(self, writes: Sequence[Write]) -> None:
        """Store all of it, so that it survives a crash, or raise StoreFailure and store none."""

    def tidy(self) -> bool:
        """One small step of housekeeping; whether there is more to do. Raises StoreFailure."""

    def close(self) -> None:
        """Let go of the file."""
