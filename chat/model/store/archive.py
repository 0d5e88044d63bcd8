"""The local store's file: SQLite in WAL mode. Blocks; belongs to the one thread that opened it.

Raises sqlite3.DatabaseError wherever the file is damaged; `keeper` deals with that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from chat.model.entities import ChatMessage, ConnectionRequest, ConversationKey, Place
from chat.model.store import marks, paging, rows, searching, wishes
from chat.model.store.records import (
    Change,
    ConversationKept,
    ConversationMoved,
    DeletionKept,
    DraftKept,
    FoundMessage,
    Matches,
    MessagesKept,
    MessageUpdated,
    NetworkForgotten,
    NetworkKept,
    NetworkWanted,
    PreferencesKept,
    ReactionKept,
    ReadingKept,
    SearchQuery,
    StoredConversation,
    StoredNetwork,
    Stretch,
)
from chat.model.store.schema import migrate

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


class Archive:
    """All that is kept. `path` may be ":memory:"."""

    def __init__(self, path: Path | str, size_limit: int = SIZE_LIMIT) -> None:
        self._size_limit = size_limit
        self._unlooked = 0
        self._untidy = False  # a word of a deleted message is still in the file, found by nobody
        self._database = sqlite3.connect(path, isolation_level=None)
        try:
            for setting in _SETTINGS:
                self._database.execute(setting)
            searching.add_functions(self._database)
            migrate(self._database)
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
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            for change in changes:
                self._write(change)
        if any(isinstance(change, NetworkForgotten) for change in changes):
            self._tidy()
        if self._unlooked >= LOOK_EVERY:
            self.prune()

    def _write(self, change: Change) -> None:
        match change:
            case NetworkKept():
                self._keep_network(change)
            case ConversationKept(key=key, is_channel=is_channel, opened=opened):
                self._database.execute(
                    "UPDATE conversations SET target = ?, is_channel = ?, opened = ? WHERE id = ?",
                    (key.target, is_channel, opened, self._conversation(key)),
                )
            case ConversationMoved(key=key, new=new):
                self._move(key, new)
            case MessagesKept(key=key, messages=messages):
                self._keep_messages(key, messages)
            case PreferencesKept(key=key) | ReadingKept(key=key) | DraftKept(key=key):
                wishes.write_to_conversation(self._database, self._conversation(key), change)
            case NetworkWanted() | NetworkForgotten():
                wishes.write_to_network(self._database, change)
            case MessageUpdated(message=message):
                marks.update_message(self._database, message)
            case ReactionKept(key=key):
                marks.keep_reaction(self._database, self._conversation(key), change)
            case DeletionKept(key=key):
                marks.keep_deletion(self._database, self._conversation(key), change)
                self._untidy = True

    def _keep_network(self, kept: NetworkKept) -> None:
        request = kept.request
        self._database.execute(
            "INSERT INTO networks (key, name, nick, host, port, tls, realname)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name,"
            " nick = excluded.nick, host = excluded.host, port = excluded.port,"
            " tls = excluded.tls, realname = excluded.realname, wanted = 1",
            (
                kept.network,
                kept.name,
                request.nick,
                request.host,
                request.port,
                request.tls,
                request.realname,
            ),
        )

    def _keep_messages(self, key: ConversationKey, messages: Iterable[ChatMessage]) -> None:
        conversation = self._conversation(key)
        values = [(conversation, *rows.of_message(message)) for message in messages]
        self._database.executemany(
            f"INSERT OR IGNORE INTO messages (conversation, {rows.COLUMNS})"
            f" VALUES (?, {rows.PLACES})",
            values,
        )
        self._unlooked += len(values)

    def _conversation(self, key: ConversationKey) -> int:
        """The number of a conversation, made if there is none; a channel by its first letter."""
        found = self._find(key)
        if found is not None:
            return found
        made = self._database.execute(
            "INSERT INTO conversations (network, target, folded, is_channel, opened)"
            " VALUES (?, ?, ?, ?, 1)",
            (key.network, key.target, key.target.casefold(), key.target[:1] in "#&"),
        )
        return int(made.lastrowid or 0)

    def _find(self, key: ConversationKey) -> int | None:
        found = self._database.execute(
            "SELECT id FROM conversations WHERE network = ? AND folded = ?",
            (key.network, key.target.casefold()),
        ).fetchone()
        return None if found is None else int(found[0])

    def _move(self, key: ConversationKey, new: ConversationKey) -> None:
        """Follow a person; what was said under the new name before stands with it."""
        old, there = self._find(key), self._find(new)
        if old is None or old == there:
            return
        if there is not None:
            self._database.execute(
                "UPDATE OR IGNORE messages SET conversation = ? WHERE conversation = ?",
                (old, there),
            )
            marks.move(self._database, old, there)
            self._database.execute("DELETE FROM conversations WHERE id = ?", (there,))
        self._database.execute(
            "UPDATE conversations SET target = ?, folded = ? WHERE id = ?",
            (new.target, new.target.casefold(), old),
        )

    # Reading

    def load(self, newest: int) -> tuple[StoredNetwork, ...]:
        """The networks with what is open there, and the newest messages of each conversation."""
        columns = "key, name, nick, host, port, tls, realname, wanted"
        with closing(
            self._database.execute(f"SELECT {columns} FROM networks ORDER BY rowid")
        ) as found:
            networks = found.fetchall()
        return tuple(
            StoredNetwork(
                key,
                ConnectionRequest(nick, host, port, bool(tls), realname=realname),
                name,
                self._open_conversations(key, newest),
                bool(wanted),
                wishes.preferences(self._database, key),
            )
            for key, name, nick, host, port, tls, realname, wanted in networks
        )

    def _open_conversations(self, network: str, newest: int) -> tuple[StoredConversation, ...]:
        found = self._database.execute(
            "SELECT target, is_channel, read_to, draft FROM conversations"
            " WHERE network = ? AND opened ORDER BY id",
            (network,),
        ).fetchall()
        conversations = []
        for target, is_channel, read, draft in found:
            key = ConversationKey(network, target)
            messages = self.older(key, None, newest)
            moment = None if read is None else rows.moment(read)
            conversations.append(StoredConversation(key, bool(is_channel), messages, moment, draft))
        return tuple(conversations)

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

    def around(self, key: ConversationKey, place: Place, limit: int) -> Stretch:
        """A message with those before and after it, `limit` at most; empty if it is not kept."""
        return paging.around(self._database, self._find(key), place, limit)

    def search(
        self, query: SearchQuery, going: Callable[[], bool] = lambda: True
    ) -> tuple[FoundMessage, ...]:
        """What was said that fits the query, newest first; nothing once not `going` on."""
        return searching.search(self._database, query, going)

    def matches(
        self, key: ConversationKey, text: str, limit: int, going: Callable[[], bool] = lambda: True
    ) -> Matches:
        """What was said in a conversation with a text in it, newest first."""
        return searching.matches(self._database, self._find(key), text, limit, going)

    # Forgetting

    def forget(self, key: ConversationKey) -> None:
        """Delete what was said in a conversation; that it is open stays."""
        with self._database:
            for table in ("messages", "reactions"):
                self._database.execute(
                    f"DELETE FROM {table} WHERE conversation = ?", (self._find(key),)
                )
        self._tidy()

    def forget_everything(self) -> None:
        """Delete all of it."""
        with self._database:
            for table in ("messages", "reactions", "conversations", "networks"):
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
            with self._database:
                self._database.execute(
                    "DELETE FROM messages WHERE id IN"
                    " (SELECT id FROM messages ORDER BY time LIMIT ?)",
                    (max(1, count // PRUNED_PART),),
                )
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
        self._database.execute("PRAGMA incremental_vacuum").fetchall()
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
