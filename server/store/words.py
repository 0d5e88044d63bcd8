"""The index of words behind SEARCH: filled behind the messages, in steps, and asked.

A message is indexed some time after it is stored, many at once: that is far cheaper, and nothing
waits for it. `indexing.upto` tells how far the index has come.
"""

from __future__ import annotations

import sqlite3

_INDEXED = "verb IN ('PRIVMSG', 'NOTICE') AND text IS NOT NULL"
_INSERT = "INSERT INTO words (rowid, place, sender, text) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO words (words, rowid, place, sender, text) VALUES ('delete', ?, ?, ?, ?)"


def index_words(connection: sqlite3.Connection, most: int) -> bool:
    """Index up to `most` stored events that are not yet; whether there are more."""
    upto = _upto(connection)
    last = connection.execute(
        "SELECT max(id), count(*) FROM (SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?)",
        (upto, most),
    ).fetchone()
    if not last[1]:
        return False
    rows = connection.execute(
        f"SELECT id, places, source, text FROM messages WHERE id > ? AND id <= ? AND {_INDEXED}",
        (upto, last[0]),
    ).fetchall()
    connection.executemany(_INSERT, map(_words, rows))
    connection.execute("UPDATE indexing SET upto = ?", (last[0],))
    return bool(last[1] == most)


def forget_words(
    connection: sqlite3.Connection, condition: str, parameters: tuple[object, ...]
) -> None:
    """Take the events that fulfil the condition out of the index, where they are in it."""
    rows = connection.execute(
        f"SELECT id, places, source, text FROM messages WHERE {condition} AND id <= ? "
        f"AND {_INDEXED}",
        (*parameters, _upto(connection)),
    ).fetchall()
    connection.executemany(_DELETE, map(_words, rows))


def sender_word(nick: str) -> str:
    """A casefolded nick as one word."""
    return nick.encode().hex()


def place_word(conversation: int) -> str:
    """A conversation's number as a word."""
    return f"c{conversation}"


def _words(row: tuple[int, str, str, str]) -> tuple[int, str, str, str]:
    message_id, places, source, text = row
    place = " ".join(f"c{place}" for place in places.split())
    return message_id, place, sender_word(_folded(source.partition("!")[0])), text


def _folded(nick: str) -> str:
    return nick.lower() if nick.isascii() else "".join(map(_lower, nick))


def _lower(char: str) -> str:
    return char.lower() if char.isascii() else char


def _upto(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT upto FROM indexing").fetchone()[0])
