"""Edited messages in the local store: the newest text in its place, the earlier ones beside it.

Functions of the archive's database; the transaction is the caller's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from msgspec.structs import replace

from chat.model.entities import ChatMessage, Earlier, Edit, Edited
from chat.model.store import words
from chat.model.store.rows import moment, stamp, storable

MOST_EARLIER = 20  # texts kept of one message: the first, and the last ones


def keep(database: sqlite3.Connection, conversation: int, msgid: str, edit: Edit) -> None:
    """Give a message another text, unless it is not kept, deleted, or has a newer one."""
    found = database.execute(
        "SELECT id, text, time, edited FROM messages"
        " WHERE conversation = ? AND msgid = ? AND msgid != '' AND deleted_by IS NULL",
        (conversation, msgid),
    ).fetchone()
    if found is None:
        return
    number, text, said, edited = found
    if is_newer(edited, Edited(edit.time)):
        return
    if text == storable(edit.text):
        _write(database, number, conversation, edit)
        return
    since = said if edited is None else edited
    keep_earlier(database, conversation, msgid, Earlier(text, moment(since)))
    words.forget(database, "id = ?", (number,))
    _write(database, number, conversation, edit)
    words.add(database, "id = ?", (number,))


def is_newer(edited: int | None, than: Edited | None) -> bool:
    """Whether what is kept got its text after another copy did."""
    return edited is not None and (than is None or edited > stamp(than.time))


def with_earlier(
    database: sqlite3.Connection, conversation: int | None, messages: Sequence[ChatMessage]
) -> tuple[ChatMessage, ...]:
    """Messages with what those said before that were edited, which are few."""
    return tuple(
        one if one.edited is None else _with_texts(database, conversation, one, one.edited)
        for one in messages
    )


def _with_texts(
    database: sqlite3.Connection, conversation: int | None, message: ChatMessage, edited: Edited
) -> ChatMessage:
    found = database.execute(
        "SELECT text, time FROM earlier WHERE conversation = ? AND msgid = ? ORDER BY time",
        (conversation, message.msgid),
    )
    texts = tuple(Earlier(text, moment(time)) for text, time in found)
    return replace(message, edited=replace(edited, earlier=texts))


def _write(database: sqlite3.Connection, number: int, conversation: int, edit: Edit) -> None:
    """An answer to us names us whatever it says."""
    database.execute(
        "UPDATE messages SET text = ?, formatted = ?, edited = ?,"
        " edited_by = CASE WHEN ? = '' AND edited = ? THEN edited_by ELSE ? END,"
        " mention = NOT own AND (? OR EXISTS (SELECT 1 FROM messages o WHERE o.own"
        " AND o.conversation = ? AND o.msgid = messages.reply_to AND o.msgid != ''))"
        " WHERE id = ?",
        (
            storable(edit.text),
            storable(edit.formatted),
            stamp(edit.time),
            edit.by,
            stamp(edit.time),
            storable(edit.by),
            edit.mention,
            conversation,
            number,
        ),
    )


def keep_earlier(
    database: sqlite3.Connection, conversation: int, msgid: str, earlier: Earlier
) -> None:
    """Remember what a message said before; of very many texts not all."""
    which = "conversation = ? AND msgid = ?"
    database.execute(
        "INSERT OR REPLACE INTO earlier (conversation, msgid, time, text) VALUES (?, ?, ?, ?)",
        (conversation, msgid, stamp(earlier.time), storable(earlier.text)),
    )
    database.execute(
        f"DELETE FROM earlier WHERE {which} AND time IN (SELECT time FROM earlier WHERE {which}"
        " AND time > (SELECT min(time) FROM earlier WHERE conversation = ? AND msgid = ?)"
        " ORDER BY time DESC LIMIT -1 OFFSET ?)",
        (*(conversation, msgid) * 3, MOST_EARLIER - 1),
    )
