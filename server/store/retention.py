"""Deleting what is older than is kept, or more than there is room for: a little at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from server.store.acts import empty_edits
from server.store.words import forget_words

_AT_ONCE = 200  # events; a few milliseconds


class Pruned(NamedTuple):
    """What one step did."""

    more: bool  # there is more to do
    conversations: int  # so many are no more: their numbers may be given out again


def prune(connection: sqlite3.Connection, older_than: int, most_bytes: int) -> Pruned:
    """Delete the oldest events that have ids below `older_than`, or are too many for the bytes.

    One small step.
    """
    bound = older_than if _used_bytes(connection) <= most_bytes else 1 << 62
    rows = connection.execute(
        "SELECT id, places FROM messages WHERE id < ? ORDER BY id LIMIT ?", (bound, _AT_ONCE)
    ).fetchall()
    if not rows:
        return Pruned(False, 0)
    last = rows[-1][0]
    forget_words(connection, "id <= ?", (last,))
    entries = [(int(place), number) for number, places in rows for place in places.split()]
    connection.executemany("DELETE FROM entries WHERE conversation = ? AND message = ?", entries)
    connection.execute("DELETE FROM messages WHERE id <= ?", (last,))
    empty_edits(connection, 0, last)
    forgotten = _forget_empty(connection, {abs(place) for place, _ in entries})
    return Pruned(len(rows) == _AT_ONCE, forgotten)


def _forget_empty(connection: sqlite3.Connection, numbers: Iterable[int]) -> int:
    """Delete those of the talks in which nothing is left; how many.

    Each guest's are conversations of their own: they would be more and more. A channel's stays, for
    it tells whether the channel is closed; a talk's floor is above nothing when all is gone.
    """
    deleted = connection.executemany(
        "DELETE FROM conversations WHERE id = ?1 AND owner <> '' "
        "AND NOT EXISTS (SELECT 1 FROM entries WHERE conversation IN (?1, -?1))",
        [(number,) for number in numbers],
    )
    return deleted.rowcount


def _used_bytes(connection: sqlite3.Connection) -> int:
    used = 0
    for pragma, sign in (("page_count", 1), ("freelist_count", -1)):
        used += sign * connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return int(used * connection.execute("PRAGMA page_size").fetchone()[0])
