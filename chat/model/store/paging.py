"""Reading a conversation by pages: before a message, after one, around a place."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from chat.model.entities import ChatMessage, Place
from chat.model.store import rows
from chat.model.store.edits import with_earlier
from chat.model.store.marks import with_reactions
from chat.model.store.records import Stretch

At = tuple[int, int]  # a message's time, as it is stored, and number
BEGINNING: At = (-(2**62), 0)  # before any message


def older(
    database: sqlite3.Connection, conversation: int | None, before: At | None, limit: int
) -> tuple[ChatMessage, ...]:
    """The newest messages before one, or the newest of all; oldest first."""
    found = database.execute(
        f"SELECT {rows.COLUMNS} FROM messages"
        " WHERE conversation = ? AND (time, id) < (?, ?) ORDER BY time DESC, id DESC LIMIT ?",
        (conversation, *(before or (rows.END_OF_TIME, 0)), limit),
    ).fetchall()
    return _whole(database, conversation, [rows.message(row) for row in reversed(found)])


def newer(
    database: sqlite3.Connection, conversation: int | None, after: At, limit: int
) -> tuple[ChatMessage, ...]:
    """The oldest messages after one; oldest first."""
    found = database.execute(
        f"SELECT {rows.COLUMNS} FROM messages"
        " WHERE conversation = ? AND (time, id) > (?, ?) ORDER BY time, id LIMIT ?",
        (conversation, *after, limit),
    ).fetchall()
    return _whole(database, conversation, [rows.message(row) for row in found])


def _whole(
    database: sqlite3.Connection, conversation: int | None, messages: Sequence[ChatMessage]
) -> tuple[ChatMessage, ...]:
    """Messages with what other tables have of them."""
    reacted = with_reactions(database, conversation, messages)
    return with_earlier(database, conversation, reacted)


def around(
    database: sqlite3.Connection, conversation: int | None, place: Place, limit: int
) -> Stretch:
    """The message of a place with those before and after it, `limit` in all at most."""
    at = _locate(database, conversation, place)
    if at is None:
        return Stretch()
    before = older(database, conversation, at, limit // 2)
    after = newer(database, conversation, (at[0], at[1] - 1), limit - limit // 2)
    return Stretch((*before, *after), at[1])


def _locate(database: sqlite3.Connection, conversation: int | None, place: Place) -> At | None:
    if place.message_id and (found := _one(database, conversation, "id = ?", place.message_id)):
        return found
    if place.msgid and (found := _one(database, conversation, "msgid = ?", place.msgid)):
        return found
    if place.time is None or place.message_id or place.msgid:
        return None
    moment = rows.stamp(place.time)
    return _one(database, conversation, "time >= ?", moment)


def _one(
    database: sqlite3.Connection, conversation: int | None, which: str, value: object
) -> At | None:
    found: At | None = database.execute(
        f"SELECT time, id FROM messages WHERE conversation = ? AND {which}"
        " ORDER BY time, id LIMIT 1",
        (conversation, value),
    ).fetchone()
    return found
