"""The local store's file: SQLite in WAL mode. Blocks; belongs to the one thread that opened it.

Raises sqlite3.DatabaseError wherever the file is damaged; `keeper` deals with that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from chat.model.entities import ChatMessage, ConversationKey, Place
from chat.model.store import (
    catching_up,
    conversations,
    loading,
    marks,
    matching,
    paging,
    rows,
    searching,
    words,
    writing,
)
from chat.model.store.records import (
    Change,
    DeletionKept,
    FoundMessage,
    Matches,
    MessagesKept,
    NetworkForgotten,
    SearchQuery,
    StoredNetwork,
    Stretch,
)
from chat.model.store.schema import migrate, version_of

SIZE_LIMIT = 512 * 1024 * 1024  # bytes; beyond, the oldest messages go
LOOK_EVERY = 2_000  # messages written between two looks at the size
PRUNED_PART = 10  # one part of so many goes at once

_SETTINGS = (
    "PRAGMA auto_vacuum = INCREMENTAL",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",  # a crash of the machine may cost the last moments, no more
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is forgotten is overwritten
)

_EVERYTHING = ("messages", "reactions", "earlier", "conversations", "networks", "horizons")


class Archive:
    """All that is kept. `path` may be ":memory:"."""

    def __init__(self, path: Path | str, size_limit: int = SIZE_LIMIT) -> None:
        self._size_limit = size_limit
        self._unlooked = 0
        self._untidy = False  # a word of a deleted message is still in the file, found by nobody
        self._database = sqlite3.connect(path, isolation_level=None)
        try:
            version_of(self._database)  # before anything is written into a file of a later one
            for setting in _SETTINGS:
                self._database.execute(setting)
            migrate(self._database)
            matching.prepare(self._database)
            words.prepare(self._database)
            self.behind = catching_up.is_behind(self._database)
            self.catch_up()
            self.prune()
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        """Give the file back; the words of what was deleted leave the search's index first."""
        with suppress(sqlite3.DatabaseError):  # of a damaged file: another has it already
            if self._untidy:
                self._tidy()
        self._database.close()

    # Writing

    def write(self, changes: Sequence[Change]) -> None:
        """Write changes in order: all of them, or none."""
        with self._transaction():
            for change in changes:
                writing.write(self._database, change)
                self._note(change)
            if not self.behind:
                words.add_new(self._database)
        if any(isinstance(change, NetworkForgotten) for change in changes):
            self._tidy()
        if self._unlooked >= LOOK_EVERY:
            self.prune()

    def catch_up(self) -> bool:
        """Take a step of what a new version left to be done; whether any is left."""
        if self.behind:
            with self._transaction():
                self.behind = catching_up.catch_up(self._database)
        return self.behind

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it, or none."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            yield

    def _note(self, change: Change) -> None:
        if isinstance(change, MessagesKept):
            self._unlooked += len(change.messages)
        elif isinstance(change, DeletionKept):
            self._untidy = True

    # Reading

    def load(self, newest: int) -> tuple[StoredNetwork, ...]:
        """The networks with what is open there, and the newest messages of each conversation."""
        return loading.load(self._database, newest)

    def older(
        self, key: ConversationKey, before: ChatMessage | None, limit: int
    ) -> tuple[ChatMessage, ...]:
        """The newest messages before one, or the newest of all; oldest first."""
        at = (rows.stamp(before.time), before.id) if before else None
        return paging.older(self._database, self._find(key), at, limit)

    def newer(
        self, key: ConversationKey, after: ChatMessage, limit: int
    ) -> tuple[ChatMessage, ...]:
        """The oldest messages after one; oldest first."""
        at = (rows.stamp(after.time), after.id)
        return paging.newer(self._database, self._find(key), at, limit)

    def after(
        self, key: ConversationKey, last: ChatMessage | None, limit: int
    ) -> tuple[ChatMessage, ...]:
        """The oldest messages after one, or the oldest of all; oldest first."""
        at = (rows.stamp(last.time), last.id) if last else paging.BEGINNING
        return paging.newer(self._database, self._find(key), at, limit)

    def count(self, key: ConversationKey) -> int:
        """How many messages of a conversation are kept."""
        (found,) = self._database.execute(
            "SELECT count(*) FROM messages WHERE conversation = ?", (self._find(key),)
        ).fetchone()
        return int(found)

    def kept(self, network: str) -> list[tuple[ConversationKey, int]]:
        """The conversations of a network of which something is kept, by name, and how much."""
        found = self._database.execute(
            "SELECT target, (SELECT count(*) FROM messages WHERE conversation = conversations.id)"
            " FROM conversations WHERE network = ? ORDER BY folded",
            (network,),
        ).fetchall()
        return [(ConversationKey(network, target), int(count)) for target, count in found if count]

    def around(self, key: ConversationKey, place: Place, limit: int) -> Stretch:
        """A message with those before and after it, `limit` at most; empty if it is not kept."""
        return paging.around(self._database, self._find(key), place, limit)

    def search(
        self, query: SearchQuery, going: Callable[[], bool] = lambda: True
    ) -> tuple[FoundMessage, ...]:
        """What was said that fits the query, newest first; nothing once not `going` on."""
        while self.behind:
            if not going():
                return ()
            self.catch_up()
        return searching.search(self._database, query, going)

    def matches(
        self, key: ConversationKey, text: str, limit: int, going: Callable[[], bool] = lambda: True
    ) -> Matches:
        """What was said in a conversation with a text in it, newest first."""
        return matching.matches(self._database, self._find(key), text, limit, going)

    # Forgetting

    def forget(self, key: ConversationKey) -> None:
        """Delete what was said in a conversation; that it is open stays."""
        there = (self._find(key),)
        with self._transaction():
            words.forget(self._database, "conversation = ?", there)
            for table in ("messages", "reactions", "earlier"):
                self._database.execute(f"DELETE FROM {table} WHERE conversation = ?", there)
        self._tidy()

    def forget_everything(self) -> None:
        """Delete all of it."""
        with self._transaction():
            words.forget_everything(self._database)
            for table in _EVERYTHING:
                self._database.execute(f"DELETE FROM {table}")
        self._tidy()

    def limit(self, size: int) -> None:
        """Keep at most so many bytes from now on."""
        self._size_limit = size
        self.prune()

    def prune(self) -> None:
        """Delete the oldest messages while the file is over its limit."""
        self._unlooked = 0
        while self._size() > self._size_limit and (count := self._count()):
            oldest = "id IN (SELECT id FROM messages ORDER BY time, id LIMIT ?)"
            part = (max(1, count // PRUNED_PART),)
            with self._transaction():
                words.forget(self._database, oldest, part)
                self._database.execute(f"DELETE FROM messages WHERE {oldest}", part)
                marks.drop_loose(self._database)
            self._tidy()

    def _count(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM messages").fetchone()[0])

    def _size(self) -> int:
        pages, free, size = (
            int(self._database.execute(f"PRAGMA {what}").fetchone()[0])
            for what in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def _tidy(self) -> None:
        """Give back the room, in the file and in its log, with what stood there."""
        self._untidy = False
        self._database.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._database.executescript("PRAGMA incremental_vacuum")  # `execute` gives back one page
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _find(self, key: ConversationKey) -> int | None:
        return conversations.find(self._database, key)
