"""How new the messages up to a number are: so that a search need not look whether any that stands
under a lower number is newer than what it found, which would be to look at most of them.
"""

from __future__ import annotations

import sqlite3

from chat.model.store.rows import END_OF_TIME

_LOWEST = -(2**63)  # below all numbers
_APART = 1_000  # messages, from one horizon to the next


def move_on(database: sqlite3.Connection, first: int, last: int) -> None:
    """Messages above `first` were added, up to the number `last`."""
    newest = database.execute(
        "SELECT max(time) FROM messages WHERE id > ? AND id <= ?", (first, last)
    ).fetchone()[0]
    latest = database.execute("SELECT number, time FROM horizons ORDER BY number DESC LIMIT 1")
    number, time = latest.fetchone() or (_LOWEST, newest)
    database.execute("INSERT INTO horizons VALUES (?, ?)", (last, max(newest, time)))
    (before,) = database.execute(
        "SELECT max(number) FROM horizons WHERE number < ?", (number,)
    ).fetchone()
    if _are_few(database, _LOWEST if before is None else before, last):
        database.execute("DELETE FROM horizons WHERE number = ?", (number,))


def lift(database: sqlite3.Connection, number: int, time: int) -> None:
    """A message was added under a number lower than others."""
    database.execute(
        "UPDATE horizons SET time = ? WHERE number >= ? AND time < ?", (time, number, time)
    )


def after_all_below(database: sqlite3.Connection, number: int) -> int:
    """A moment after that of all messages below a number, as messages are stamped."""
    found = database.execute(
        "SELECT time FROM horizons WHERE number >= ? ORDER BY number LIMIT 1", (number - 1,)
    ).fetchone()
    return END_OF_TIME if found is None else int(found[0]) + 1


def _are_few(database: sqlite3.Connection, above: int, upto: int) -> bool:
    count = database.execute(
        "SELECT count(*) FROM (SELECT 1 FROM messages WHERE id > ? AND id <= ? LIMIT ?)",
        (above, upto, _APART),
    ).fetchone()[0]
    return bool(count < _APART)
