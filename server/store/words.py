"""The index of words behind SEARCH: filled behind the messages, in steps, and what it is asked.

A message is indexed some time after it is stored, many at once: that is far cheaper, and nothing
waits for it. `indexing.upto` tells how far the index has come. Scripts without spaces between words
are indexed letter by letter.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence

from server.core.records import IndexWords
from server.core.state import fold

_SHORTEST_BEGINNING = 4  # characters; too many words begin with fewer
_MOST_NAMED = 128  # words with one beginning; more take longer than to gather all messages
_STEP = 5000  # events indexed at once when all must be
_INDEXED = "verb IN ('PRIVMSG', 'NOTICE') AND text IS NOT NULL"
_INSERT = "INSERT INTO words (rowid, place, sender, text) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO words (words, rowid, place, sender, text) VALUES ('delete', ?, ?, ?, ?)"
_NEXT_WORD = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY term LIMIT 1"
_UNSPACED = re.compile(  # Thai, Lao, Burmese, Khmer; kana and ideographs; Hangul is spaced
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)


def index_words(connection: sqlite3.Connection, most: int) -> bool:
    """Index up to `most` stored events that are not yet; whether there are more."""
    upto = _upto(connection)
    last, count = connection.execute(
        "SELECT max(id), count(*) FROM (SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?)",
        (upto, most),
    ).fetchone()
    if not count:
        return False
    rows = connection.execute(
        f"SELECT id, places, source, text FROM messages WHERE id > ? AND id <= ? AND {_INDEXED}",
        (upto, last),
    ).fetchall()
    connection.executemany(_INSERT, map(_words, rows))
    connection.execute("UPDATE indexing SET upto = ?", (last,))
    return bool(count == most)


def index_all_words(connection: sqlite3.Connection, _requests: Sequence[IndexWords]) -> None:
    """Index all that is not yet."""
    while index_words(connection, _STEP):
        pass


def forget_words(
    connection: sqlite3.Connection, condition: str, parameters: tuple[object, ...]
) -> None:
    """Take the events that fulfil the condition out of the index, where they are in it."""
    connection.executemany(_DELETE, _indexed(connection, condition, parameters))


def index_again(connection: sqlite3.Connection, message: int) -> None:
    """Index the words of an event that were forgotten, if the index has come as far as that."""
    connection.executemany(_INSERT, _indexed(connection, "id = ?", (message,)))


def _indexed(
    connection: sqlite3.Connection, condition: str, parameters: tuple[object, ...]
) -> list[tuple[int, str, str, str]]:
    """The words of the events that fulfil the condition, as far as the index has come."""
    rows = connection.execute(
        f"SELECT id, places, source, text FROM messages WHERE {condition} AND id <= ? "
        f"AND {_INDEXED}",
        (*parameters, _upto(connection)),
    ).fetchall()
    return list(map(_words, rows))


def question(
    connection: sqlite3.Connection,
    places: Iterable[int] | None,
    sender: str | None,
    text: str | None,
) -> str | None:
    """What to ask the index for messages of these conversations (None: of any).

    Each word of `text` must be one of the message's, or begin one if it is not too short for that.
    None if nothing can match.
    """
    parts = []
    if places is not None:
        parts.append("place : (" + " OR ".join(f"c{place}" for place in places) + ")")
    if sender is not None:
        parts.append(f"sender : {_sender_word(sender)}")
    if text is not None:
        words = [word for word in text.split() if any(map(str.isalnum, word))]
        if not words:
            return None
        parts += [f"text : ({_asked(connection, word)})" for word in words]
    return " AND ".join(parts)


def _asked(connection: sqlite3.Connection, word: str) -> str:
    """The word, or whatever begins with it.

    Asked for a beginning, FTS5 first gathers all messages that hold any such word. Asked for the
    words themselves it finds the newest messages first and can stop, so they are named where they
    are not too many: of millions of messages with a common word, that is all the difference.
    """
    if len(word) < _SHORTEST_BEGINNING:
        return _quoted(word)
    if word.isascii() and word.isalnum():
        known = _known_words(connection, word.lower())
        if len(known) <= _MOST_NAMED:
            return " OR ".join(map(_quoted, known or [word]))
    return f"{_quoted(word)} *"


def _known_words(connection: sqlite3.Connection, beginning: str) -> list[str]:
    """Words in the index that begin like this, up to one more than may be named.

    Each is sought: what lies between two words, the places of the first, can be very much.
    """
    known: list[str] = []
    low, end = beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)
    while len(known) <= _MOST_NAMED:
        found = connection.execute(_NEXT_WORD, (low, end)).fetchone()
        if found is None:
            break
        known.append(found[0])
        low = f"{found[0]}\x01"  # no word holds a character below a digit
    return known


def _quoted(word: str) -> str:
    return '"' + _spaced(word).replace('"', '""') + '"'


def _words(row: tuple[int, str, str, str]) -> tuple[int, str, str, str]:
    message_id, places, source, text = row
    place = " ".join(f"c{place}" for place in places.split())
    return message_id, place, _sender_word(fold(source.partition("!")[0])), _spaced(text)


def _sender_word(nick: str) -> str:
    return f"n{nick.encode().hex()}"


def _spaced(text: str) -> str:
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def _upto(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT upto FROM indexing").fetchone()[0])
