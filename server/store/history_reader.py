"""Reading messages and events back."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from server.core.records import Conversation
from server.core.stored import NEWEST, Search, StoredMessage, Target, Window
from server.store.database import Database
from server.store.words import question

_COLUMNS = "m.id, m.verb, m.source, m.account, m.target, m.middle, m.text, m.tags, m.author"
_ENTRIES = (
    f"SELECT {_COLUMNS} FROM entries e JOIN messages m ON m.id = e.message "
    "WHERE e.conversation = ? AND e.message > ? AND e.message < ? "
    "AND m.verb <> '' {without} ORDER BY e.message {order} LIMIT ?"
)
_FOUND = (
    f"SELECT {_COLUMNS}, m.places FROM words w JOIN messages m ON m.id = w.rowid "
    "WHERE words MATCH :question AND w.rowid > :after AND w.rowid < :before "
    "ORDER BY w.rowid {order} LIMIT :limit"
)
_TARGETS = (
    "SELECT name, shown, floor, ("
    "SELECT e.message FROM entries e JOIN messages m ON m.id = e.message "
    "WHERE e.conversation = c.id AND m.verb <> '' ORDER BY e.message DESC LIMIT 1"
    ") FROM conversations c WHERE owner = ?"
)

_FEW = 16  # conversations
_NAMED_AT_ONCE = 100  # channels, in one question
_LOOKED_THROUGH = 1000  # messages

_Row = tuple[object, ...]


class HistoryReader:
    """Keeps to `server.core.ports.HistoryReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_id(self) -> int:
        """The highest message id that was ever stored, also of what is pruned; 0 if none was."""
        with self._database.reading() as connection:
            (last,) = connection.execute(
                "SELECT max(upto, coalesce((SELECT max(id) FROM messages), 0)) FROM indexing"
            ).fetchone()
        return int(last)

    def read(self, conversation: Conversation, window: Window) -> list[StoredMessage]:
        """The events of a conversation that the window shows, the oldest first."""
        with self._database.reading() as connection:
            found = _numbered(connection, conversation)
            if found is None:
                return []
            number, floor = found
            rows = _entries(connection, number, window.within(floor, NEWEST))
        return _ascending(rows)

    def find(self, conversation: Conversation, message_id: int) -> StoredMessage | None:
        """The event of this id, if it is in the conversation and was not redacted."""
        only = Window(1, after=message_id - 1, before=message_id + 1, events=True)
        found = self.read(conversation, only)
        return found[0] if found else None

    def targets(
        self, owner: str, channels: Sequence[tuple[Conversation, int]], window: Window
    ) -> list[Target]:
        """The owner's conversations and these channels whose newest message the window shows."""
        with self._database.reading() as connection:
            found = [
                Target(Conversation(owner, name), shown, newest)
                for name, shown, floor, newest in connection.execute(_TARGETS, (owner,))
                if newest is not None and newest > floor
            ]
            for start in range(0, len(channels), _NAMED_AT_ONCE):
                found += _channel_targets(connection, channels[start : start + _NAMED_AT_ONCE])
        shown_by_window = [
            target for target in found if window.after < target.last_id < window.before
        ]
        shown_by_window.sort(key=lambda target: target.last_id, reverse=window.newest)
        return sorted(shown_by_window[: window.limit], key=lambda target: target.last_id)

    def search(self, wanted: Search) -> list[StoredMessage]:
        """The messages that match, the oldest first."""
        with self._database.reading() as connection:
            rows: list[_Row] = []
            for bounds, numbers in _by_bounds(connection, wanted).items():
                window = wanted.window.within(*bounds)
                if wanted.text is None and wanted.sender is None:
                    for number in numbers:
                        rows += _entries(connection, number, window)
                else:
                    rows += _matches(connection, numbers, window, wanted)
        best = heapq.nlargest if wanted.window.newest else heapq.nsmallest
        unique = {row[0]: row for row in rows}  # one's talk with oneself, seen from both sides
        return _ascending(best(wanted.window.limit, unique.values()))


def _numbered(connection: sqlite3.Connection, conversation: Conversation) -> tuple[int, int] | None:
    """Number and floor of a conversation, if there is one."""
    found: tuple[int, int] | None = connection.execute(
        "SELECT id, floor FROM conversations WHERE owner = ? AND name = ?", conversation
    ).fetchone()
    return found


def _channel_targets(
    connection: sqlite3.Connection, channels: Sequence[tuple[Conversation, int]]
) -> Iterator[Target]:
    """Those of these channels that have something which may be read."""
    readable = {conversation.name: readable_from for conversation, readable_from in channels}
    query = f"{_TARGETS} AND name IN ({', '.join('?' * len(readable))})"
    for name, shown, floor, newest in connection.execute(query, ("", *readable)):
        if newest is not None and newest > max(floor, readable[name]):
            yield Target(Conversation("", name), shown, newest)


def _entries(connection: sqlite3.Connection, number: int, window: Window) -> list[_Row]:
    """What the window shows of a conversation, in the order in which it counts.

    Messages and events are asked for apart: SQLite would sort what it has in order already.
    """
    limit, left_out = window.limit, window.without
    without = f"AND m.verb NOT IN ({', '.join('?' * len(left_out))})" if left_out else ""
    query = _ENTRIES.format(order="DESC" if window.newest else "ASC", without=without)
    places = (number, -number) if window.events else (number,)
    rows: list[_Row] = []
    for place in places:
        values = (place, window.after, window.before, *left_out, limit)
        rows += connection.execute(query, values).fetchall()
    if len(places) > 1:
        rows.sort(key=itemgetter(0), reverse=window.newest)
        del rows[limit:]
    return rows


def _matches(
    connection: sqlite3.Connection, numbers: list[int], window: Window, wanted: Search
) -> list[_Row]:
    """What matches of what the window shows of these conversations.

    In few of them the index finds what is in both a conversation and a word's list. Of many, the
    lists would be nearly all there is: then what the words find is looked through, and only if
    most of it is others', asked for in the first way.
    """
    limit = window.limit
    if len(numbers) > _FEW:
        allowed = {str(number) for number in numbers}
        asked = question(connection, None, wanted.sender, wanted.text)
        found: list[_Row] = []
        looked_through = 0
        for row in _ask(connection, asked, window, _LOOKED_THROUGH):
            looked_through += 1
            if not allowed.isdisjoint(str(row[-1]).split()):
                found.append(row[:-1])
                if len(found) == limit:
                    return found
        if looked_through < _LOOKED_THROUGH:
            return found
    asked = question(connection, numbers, wanted.sender, wanted.text)
    return [row[:-1] for row in _ask(connection, asked, window, limit)]


def _ask(
    connection: sqlite3.Connection, asked: str | None, window: Window, most: int
) -> Iterable[_Row]:
    """The messages that answer the question, each with its places; found as they are taken."""
    if asked is None:
        return ()
    values = {
        "question": asked,
        "after": window.after,
        "before": window.before,
        "limit": most,
    }
    query = _FOUND.format(order="DESC" if window.newest else "ASC")
    return connection.execute(query, values)


def _by_bounds(connection: sqlite3.Connection, wanted: Search) -> dict[tuple[int, int], list[int]]:
    """The numbers of the conversations to be searched, by the ids between which each may be."""
    found: dict[tuple[int, int], list[int]] = {}
    for talk in wanted.talks:
        numbered = _numbered(connection, talk.conversation)
        if numbered is not None:
            number, floor = numbered
            found.setdefault((max(talk.after, floor), talk.before), []).append(number)
    for owner in wanted.owners:
        query = "SELECT id, floor FROM conversations WHERE owner = ?"
        for number, floor in connection.execute(query, (owner,)):
            found.setdefault((floor, NEWEST), []).append(number)
    return found


def _ascending(rows: Iterable[_Row]) -> list[StoredMessage]:
    return list(map(StoredMessage._make, sorted(rows, key=itemgetter(0))))
