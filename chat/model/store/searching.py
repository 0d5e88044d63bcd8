"""Looking for messages in the local store: by their words (FTS5), sender, place, date; or in one
conversation by any part of what was said.

Found are always the newest. The index of words knows messages by their numbers, which mostly rise
with time: so for a frequent word the highest numbers are looked at first, and more only if it is
not sure that nothing newer stands under a lower number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from chat.model.entities import ConversationKey
from chat.model.store import rows
from chat.model.store.records import FoundMessage, Matches, SearchQuery

FIRST_LOOK = 1_000  # messages with the words that are looked at first; then ten times as many
STEPS = 20_000  # of SQLite's machine between two looks whether anybody still waits

_COLUMNS = ", ".join(f"m.{name.strip()}" for name in rows.COLUMNS.split(","))
_SELECT = (
    f"SELECT c.network, c.target, {_COLUMNS} FROM messages m"
    " JOIN conversations c ON c.id = m.conversation"
)
_NEWEST_FIRST = " ORDER BY m.time DESC, m.id DESC LIMIT ?"

Going = Callable[[], bool]
Rows = list[tuple[Any, ...]]


def search(
    database: sqlite3.Connection, query: SearchQuery, going: Going = lambda: True
) -> tuple[FoundMessage, ...]:
    """What was said that fits all that is asked, newest first; nothing once not `going` on."""
    found = _interruptibly(database, going, lambda: _search(database, query)) or []
    return tuple(
        FoundMessage(ConversationKey(network, target), rows.message(tuple(row)))
        for network, target, *row in found
    )


def matches(
    database: sqlite3.Connection,
    conversation: int | None,
    text: str,
    limit: int,
    going: Going = lambda: True,
) -> Matches:
    """Messages of a conversation with a text anywhere in them, in any case, newest first."""
    condition, value = _containing(text)
    found = _interruptibly(
        database,
        going,
        lambda: database.execute(
            f"SELECT m.time, m.id FROM messages m WHERE conversation = ? AND kind != 'event'"
            f" AND {condition}{_NEWEST_FIRST}",
            (conversation, value, limit + 1),
        ).fetchall(),
    )
    return Matches(tuple(found or ())[:limit], len(found or ()) > limit)


def _search(database: sqlite3.Connection, query: SearchQuery) -> Rows:
    wanted, values = _conditions(query)
    words = match_expression(query.text)
    if words and not query.sender:
        return _by_words(database, words, wanted, values, query.limit)
    if words:  # one person has said little enough to be looked through
        wanted.append("m.id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(words)
    where = f" WHERE {' AND '.join(wanted)}"
    return database.execute(_SELECT + where + _NEWEST_FIRST, (*values, query.limit)).fetchall()


def _by_words(
    database: sqlite3.Connection, words: str, wanted: list[str], values: list[object], limit: int
) -> Rows:
    look = FIRST_LOOK
    where = f" WHERE m.id IN (SELECT value FROM json_each(?)) AND {' AND '.join(wanted)}"
    while True:
        numbers = [
            number
            for (number,) in database.execute(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
                (words, look),
            )
        ]
        chosen = str(numbers)  # as JSON: any number of them is one parameter
        found = database.execute(_SELECT + where + _NEWEST_FIRST, (chosen, *values, limit))
        rows_found: Rows = found.fetchall()
        if len(numbers) < look or _is_sure(database, rows_found, numbers[-1], limit):
            return rows_found
        look *= 10


def _is_sure(database: sqlite3.Connection, found: Rows, lowest: int, limit: int) -> bool:
    """Whether no message with a lower number is newer than the last that was found."""
    if len(found) < limit:
        return False
    (newer,) = database.execute(
        "SELECT EXISTS (SELECT 1 FROM messages WHERE time > ? AND id < ?)", (found[-1][3], lowest)
    ).fetchone()
    return not newer


def _conditions(query: SearchQuery) -> tuple[list[str], list[object]]:
    wanted, values = ["m.sender != ''", "m.deleted_by IS NULL"], list[object]()
    if query.text.strip() and not match_expression(query.text):
        condition, value = _containing(query.text.strip())
        wanted.append(condition)
        values.append(value)
    if query.sender:
        wanted.append("m.sender = ? COLLATE NOCASE")
        values.append(query.sender)
    if query.target:
        wanted.append("c.folded = ?")
        values.append(query.target.casefold())
    if query.since is not None:
        wanted.append("m.time >= ?")
        values.append(rows.stamp(query.since))
    if query.until is not None:
        wanted.append("m.time < ?")
        values.append(rows.stamp(query.until))
    return wanted, values


def match_expression(text: str) -> str:
    """What was typed, as FTS5 reads it: all words, the last one may go on; "" without a word."""
    words = ["".join(char for char in word if char not in '"\0') for word in text.split()]
    quoted = [f'"{word}"' for word in words if any(char.isalnum() for char in word)]
    return " ".join(quoted) + "*" if quoted else ""


def _containing(text: str) -> tuple[str, str]:
    """A condition for messages with a text somewhere; SQLite knows upper case of ASCII only."""
    if text.isascii():
        escaped = "".join(f"\\{char}" if char in "\\%_" else char for char in text)
        return "m.text LIKE ? ESCAPE '\\'", f"%{escaped}%"
    return "instr(folded(m.text), ?)", text.casefold()


def add_functions(database: sqlite3.Connection) -> None:
    """What these queries need beyond SQLite's own."""
    database.create_function("folded", 1, str.casefold, deterministic=True)


def _interruptibly(
    database: sqlite3.Connection, going: Going, ask: Callable[[], Rows]
) -> Rows | None:
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
