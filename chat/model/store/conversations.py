"""Conversations in the local store: their numbers, and following a person to another nick."""

from __future__ import annotations

import sqlite3

from chat.model.entities import ConversationKey
from chat.model.store import marks, words


def number(database: sqlite3.Connection, key: ConversationKey) -> int:
    """The number of a conversation, made if there is none; a channel by its first letter."""
    found = find(database, key)
    if found is not None:
        return found
    made = database.execute(
        "INSERT INTO conversations (network, target, folded, is_channel, opened)"
        " VALUES (?, ?, ?, ?, 1)",
        (key.network, key.target, key.target.casefold(), key.target[:1] in "#&"),
    )
    return int(made.lastrowid or 0)


def find(database: sqlite3.Connection, key: ConversationKey) -> int | None:
    """The number of a conversation; None if nothing is kept of it."""
    found = database.execute(
        "SELECT id FROM conversations WHERE network = ? AND folded = ?",
        (key.network, key.target.casefold()),
    ).fetchone()
    return None if found is None else int(found[0])


def move(database: sqlite3.Connection, key: ConversationKey, new: ConversationKey) -> None:
    """Follow a person; what was said under the new name before stands with it."""
    old, there = find(database, key), find(database, new)
    if old is None or old == there:
        return
    if there is not None:
        words.forget(database, "conversation = ?", (there,))
        words.forget(database, "conversation = ?", (old,))
        database.execute(
            "UPDATE OR IGNORE messages SET conversation = ? WHERE conversation = ?",
            (old, there),
        )
        words.add(database, "conversation = ?", (old,))
        marks.move(database, old, there)
        database.execute("DELETE FROM conversations WHERE id = ?", (there,))
    database.execute(
        "UPDATE conversations SET target = ?, folded = ? WHERE id = ?",
        (new.target, new.target.casefold(), old),
    )
