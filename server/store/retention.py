"""Deleting what is older than is kept, or more than there is room for: a little at a time."""

from __future__ import annotations

import sqlite3

from server.store.acts import empty_edits
from server.store.words import forget_words

_AT_ONCE = 200  # events; a few milliseconds


def prune(connection: sqlite3.Connection, older_than: int, most_bytes: int) -> bool:
    """Delete the oldest events that have ids below `older_than`, or are too many for the bytes.

    One small step; whether there is more to do.
    """
    bound = older_than if _used_bytes(connection) <= most_bytes else 1 << 62
    rows = connection.execute(
        "SELECT id, places FROM messages WHERE id < ? ORDER BY id LIMIT ?", (bound, _AT_ONCE)
    ).fetchall()
    if not rows:
        return False
    last = rows[-1][0]
    forget_words(connection, "id <= ?", (last,))
    connection.executemany(
        "DELETE FROM entries WHERE conversation = ? AND message = ?",
        [(int(place), number) for number, places in rows for place in places.split()],
    )
    connection.execute("DELETE FROM messages WHERE id <= ?", (last,))
    empty_edits(connection, 0, last)
    return len(rows) == _AT_ONCE


def _used_bytes(connection: sqlite3.Connection) -> int:
    used = 0
    for pragma, sign in (("page_count", 1), ("freelist_count", -1)):
        used += sign * connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return int(used * connection.execute("PRAGMA page_size").fetchone()[0])
