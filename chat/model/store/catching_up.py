"""What a new version of the tables leaves to be done behind the start, in steps: so that nobody
waits for it who has a million messages. Until it is done the file is as good as before.
"""

from __future__ import annotations

import sqlite3

from chat.model.store import words

STEP = 5_000  # messages indexed in one transaction


def is_behind(database: sqlite3.Connection) -> bool:
    """Whether anything is left to be done."""
    (newest,) = database.execute("SELECT max(id) FROM messages").fetchone()
    return (newest is not None and newest > words.upto(database)) or not _has_texts(database)


def catch_up(database: sqlite3.Connection) -> bool:
    """Take one step, in a transaction of the caller's; whether any is left."""
    if words.add_new(database, STEP):
        return True
    _make_texts(database)
    return False


def _has_texts(database: sqlite3.Connection) -> bool:
    found = database.execute(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'messages_by_text')"
    )
    return bool(found.fetchone()[0])


def _make_texts(database: sqlite3.Connection) -> None:
    """The order of a conversation, with what was said: to look through it, no message is read.

    It takes the place of `messages_by_time`. A second for a million messages.
    """
    database.execute("DROP INDEX IF EXISTS messages_by_time")
    database.execute(
        "CREATE INDEX IF NOT EXISTS messages_by_text"
        " ON messages (conversation, time, id, kind, text)"
    )
