"""The index of words: what stands in it of each message, and what it is asked.

Each message is three texts there: a word for its conversation, one for its sender (the nick in
hexadecimal, so that it is one word), and what was said. The index keeps no copy of them, so whoever
changes a message takes its words out before, and puts them in again; nothing else does. What is
new is indexed in one go at a transaction's end: one by one costs five times as much.

`indexing.upto` is the number up to which all are indexed. Scripts without spaces between words are
indexed letter by letter.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from chat.model.store import horizons

ALL = (-(2**63), 2**63 - 1)  # numbers of messages, whichever they are

_ENTRY = "id, 'c' || conversation, 'n' || hex(lower(sender)), spaced(text)"
_INDEXED = "sender != '' AND text != ''"
_UNSPACED = re.compile(  # Thai, Lao, Burmese, Khmer; kana and ideographs; Hangul is spaced
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)

_NEXT_WORD = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY term LIMIT 1"
_MOST_NAMED = 8  # words with one beginning; to look more up takes too long
_SHORTEST = 3  # letters; more words than that begin with fewer

Values = Sequence[object]
Numbers = tuple[int, int]  # the first and the last


class Question(Struct, frozen=True):
    """What the index is asked: whole words in `exact`, and how another one begins."""

    exact: str = ""
    beginning: str = ""

    def __str__(self) -> str:
        """Both, as FTS5 reads it."""
        begun = f"text : {self.beginning}" if self.beginning else ""
        return " AND ".join(part for part in (self.exact, begun) if part)


def prepare(database: sqlite3.Connection) -> None:
    """What the index needs of a connection beyond its tables, which are there."""
    database.create_function("spaced", 1, _spaced, deterministic=True)
    database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, instance)")
    database.execute("ATTACH ':memory:' AS aside")  # nothing that was said goes to another file
    database.execute(
        "CREATE VIRTUAL TABLE aside.looked USING fts5 ("
        "text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2')"
    )


# Writing


def upto(database: sqlite3.Connection) -> int:
    """The number up to which all messages are in the index."""
    return int(database.execute("SELECT upto FROM indexing").fetchone()[0])


def add_new(database: sqlite3.Connection, most: int = -1) -> bool:
    """Index the messages above that number, `most` of them if not -1; whether any is left."""
    first = upto(database)
    last, newest, count = database.execute(
        "SELECT max(id), max(time), count(*)"
        " FROM (SELECT id, time FROM messages WHERE id > ? ORDER BY id LIMIT ?)",
        (first, most),
    ).fetchone()
    if not count:
        return False
    horizons.move_on(database, last, newest, count)
    add(database, "id > ?", (first,))
    return bool(count == most)


def add(database: sqlite3.Connection, condition: str, values: Values) -> None:
    """Index the messages that fulfil a condition, if it is their turn yet; they must not be in."""
    database.execute(
        f"INSERT INTO words (rowid, place, sender, text) {_chosen(_ENTRY, condition)}", values
    )


def forget(database: sqlite3.Connection, condition: str, values: Values) -> None:
    """Take the messages that fulfil a condition out of the index, as they are now."""
    entries = _chosen(f"'delete', {_ENTRY}", condition)
    database.execute(f"INSERT INTO words (words, rowid, place, sender, text) {entries}", values)


def forget_everything(database: sqlite3.Connection) -> None:
    """Empty the index."""
    database.execute("INSERT INTO words (words) VALUES ('delete-all')")


def _chosen(columns: str, condition: str) -> str:
    """By rising numbers, which the index takes most easily."""
    return (
        f"SELECT {columns} FROM messages WHERE {condition} AND {_INDEXED}"
        " AND id <= (SELECT upto FROM indexing) ORDER BY id"
    )


# Asking


def question(
    database: sqlite3.Connection, text: str, sender: str = "", places: Iterable[int] | None = None
) -> Question:
    """For all words of a text, the last of which may go on, in any of these conversations."""
    exact = []
    if places is not None:
        exact.append("place : (" + " OR ".join(f"c{place}" for place in places) + ")")
    if sender:  # in any case, as far as ASCII goes: what `lower` of SQLite and of bytes does
        exact.append(f"sender : n{sender.encode('utf-8', 'replace').lower().hex()}")
    *whole, last = quoted(text) or [""]
    exact += [f"text : {word}" for word in whole]
    named = _named(database, last)
    if named:
        exact.append(f"text : ({' OR '.join(named)})")
    return Question(" AND ".join(exact), f"{last} *" if last and not named else "")


def _named(database: sqlite3.Connection, beginning: str) -> list[str]:
    """All words of the index that begin like a quoted one; none if they are many, or it is unsure.

    Asked for a beginning, FTS5 first gathers all messages that hold any such word. Asked for the
    words themselves it finds the newest messages first, and can stop.
    """
    low = beginning.strip('"').lower()
    if len(low) < _SHORTEST or not (low.isascii() and low.isalnum()):
        return []
    end = low[:-1] + chr(ord(low[-1]) + 1)
    named: list[str] = []
    while found := database.execute(_NEXT_WORD, (low, end)).fetchone():
        named.append(f'"{found[0]}"')
        if len(named) > _MOST_NAMED:
            return []
        low = f"{found[0]}\x01"  # no word holds a character below a digit
    return named or [beginning]


def quoted(text: str) -> list[str]:
    """The words that were typed, as FTS5 takes them: whatever else is in them is no syntax."""
    words = ["".join(char for char in word if char not in '"\0') for word in text.split()]
    return [f'"{_spaced(word)}"' for word in words if any(char.isalnum() for char in word)]


def newest(
    database: sqlite3.Connection, asked: str, within: Numbers, limit: int = -1
) -> Iterator[int]:
    """The numbers of messages that are an answer, falling; of all messages if nothing is asked."""
    values: list[object] = [*within, limit]
    query = "SELECT id FROM messages WHERE id"
    if asked:
        query = "SELECT rowid FROM words WHERE words MATCH ? AND rowid"
        values.insert(0, asked)
    found = database.execute(f"{query} BETWEEN ? AND ? ORDER BY 1 DESC LIMIT ?", values)
    return (number for (number,) in found)


def beginning_with(
    database: sqlite3.Connection, numbers: Sequence[int], beginning: str
) -> list[int]:
    """Which of these messages have a word that begins like this; their numbers fall.

    They are indexed for themselves: asked for a beginning, the whole index would first gather all
    messages that hold any such word, which of a million may be each.
    """
    database.execute("INSERT INTO looked (looked) VALUES ('delete-all')")
    database.execute(
        "INSERT INTO looked (rowid, text) SELECT id, spaced(text) FROM messages"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (str(list(numbers)),),
    )
    found = database.execute(
        "SELECT rowid FROM looked WHERE looked MATCH ? ORDER BY rowid DESC", (beginning,)
    )
    return [number for (number,) in found]


def _spaced(text: str) -> str:
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)
