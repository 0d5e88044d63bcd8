"""How new the messages up to a number are: so that a search need not look whether any that stands
under a lower number is newer than what it found, which would be to look at most of them.
"""

from __future__ import annotations

import sqlite3

APART = 1_000  # messages, from one horizon to the next


def move_on(database: sqlite3.Connection, last: int, newest: int, count: int) -> None:
    """So many messages were added above all that are indexed, up to the number `last`."""
    database.execute(
        "UPDATE indexing SET upto = ?, newest = max(newest, ?), beyond = beyond + ?",
        (last, newest, count),
    )
    due = "FROM indexing WHERE beyond >= ?"
    if database.execute(f"INSERT INTO horizons SELECT upto, newest {due}", (APART,)).rowcount:
        database.execute("UPDATE indexing SET beyond = 0")


def lift(database: sqlite3.Connection, number: int, time: int) -> None:
    """A message was added under a number lower than others."""
    database.execute(
        "UPDATE horizons SET time = ? WHERE number >= ? AND time < ?", (time, number, time)
    )
    database.execute("UPDATE indexing SET newest = ? WHERE newest < ?", (time, time))


def after_all_below(database: sqlite3.Connection, number: int) -> int:
    """A moment after that of all indexed messages below a number, as messages are stamped."""
    (time,) = database.execute(
        "SELECT coalesce((SELECT time FROM horizons WHERE number >= ? ORDER BY number LIMIT 1),"
        " newest) FROM indexing",
        (number - 1,),
    ).fetchone()
    return int(time) + 1
