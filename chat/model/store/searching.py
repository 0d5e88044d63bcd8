"""Looking for messages in the local store, by their words (FTS5), sender, place and date."""

from __future__ import annotations

import sqlite3

from chat.model.entities import ConversationKey
from chat.model.store import rows
from chat.model.store.records import FoundMessage, SearchQuery


def search(database: sqlite3.Connection, query: SearchQuery) -> tuple[FoundMessage, ...]:
    """What was said that fits all that is asked, newest first."""
    wanted, values = _conditions(query)
    columns = ", ".join(f"m.{name.strip()}" for name in rows.COLUMNS.split(","))
    found = database.execute(
        f"SELECT c.network, c.target, {columns} FROM messages m"
        " JOIN conversations c ON c.id = m.conversation"
        f" WHERE {' AND '.join(wanted)} ORDER BY m.time DESC, m.id DESC LIMIT ?",
        (*values, query.limit),
    ).fetchall()
    return tuple(
        FoundMessage(ConversationKey(network, target), rows.message(tuple(row)))
        for network, target, *row in found
    )


def _conditions(query: SearchQuery) -> tuple[list[str], list[object]]:
    wanted, values = ["m.sender != ''"], list[object]()
    if words := match_expression(query.text):
        wanted.append("m.id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(words)
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
    words = ["".join(char for char in word if char != '"') for word in text.split()]
    quoted = [f'"{word}"' for word in words if any(char.isalnum() for char in word)]
    return " ".join(quoted) + "*" if quoted else ""
