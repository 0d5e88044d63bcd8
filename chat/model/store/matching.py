"""Looking through one conversation of the local store for any part of what was said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from chat.model.store.records import Matches
from chat.model.store.rows import storable

STEPS = 20_000  # of SQLite's machine between two looks whether anybody still waits

T = TypeVar("T")
Going = Callable[[], bool]


def matches(
    database: sqlite3.Connection,
    conversation: int | None,
    text: str,
    limit: int,
    going: Going = lambda: True,
) -> Matches:
    """Messages of a conversation with a text anywhere in them, in any case, newest first."""
    condition, value = containing(text)
    query = (
        f"SELECT m.time, m.id FROM messages m WHERE conversation = ? AND kind != 'event'"
        f" AND {condition} ORDER BY m.time DESC, m.id DESC LIMIT ?"
    )
    values = (conversation, value, limit + 1)
    found: list[Any] = (
        interruptibly(database, going, lambda: database.execute(query, values).fetchall()) or []
    )
    return Matches(tuple(found)[:limit], len(found) > limit)


def containing(text: str) -> tuple[str, str]:
    """A condition for messages with a text somewhere; SQLite knows upper case of ASCII only."""
    text = storable(text)
    if text.isascii():
        escaped = "".join(f"\\{char}" if char in "\\%_" else char for char in text)
        return "m.text LIKE ? ESCAPE '\\'", f"%{escaped}%"
    folded = text.casefold()
    condition = "instr(folded(m.text), ?)"
    if not folded.isascii():  # then no text of ASCII has it, which is quickly seen
        condition = f"length(CAST(m.text AS BLOB)) > length(m.text) AND {condition}"
    return condition, folded


def prepare(database: sqlite3.Connection) -> None:
    """What these conditions need beyond SQLite's own."""
    database.create_function("folded", 1, str.casefold, deterministic=True)


def interruptibly(database: sqlite3.Connection, going: Going, ask: Callable[[], T]) -> T | None:
    """What `ask` returns; None if nobody waits for it any more."""
    database.set_progress_handler(lambda: not going(), STEPS)
    try:
        return ask()
    except sqlite3.OperationalError:
        if going():
            raise
        return None
    finally:
        database.set_progress_handler(None, STEPS)
