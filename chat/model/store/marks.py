"""What happens to a message after it was said, in the local store: states, reactions, deletions.

Functions of the archive's database; the transaction is the caller's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from chat.model.entities import ChatMessage, Reaction
from chat.model.store import edits, horizons, words
from chat.model.store.records import DeletionKept, ReactionKept
from chat.model.store.rows import stamp, storable

_AT_ONCE = 500  # message ids in one question


def update_message(database: sqlite3.Connection, message: ChatMessage) -> None:
    """Write a message as it is now. What was deleted stays deleted, and its words are gone."""
    text = storable(message.text)
    before = database.execute(
        "SELECT text, edited, time FROM messages WHERE id = ?", (message.id,)
    ).fetchone()
    if before is None or edits.is_newer(before[1], message.edited):
        return
    if (time := stamp(message.time)) > before[2]:
        horizons.lift(database, message.id, time)
    if before[0] == text:
        _write(database, message)
        return
    words.forget(database, "id = ?", (message.id,))
    _write(database, message)
    words.add(database, "id = ?", (message.id,))


def _write(database: sqlite3.Connection, message: ChatMessage) -> None:
    deleted = message.deleted
    database.execute(
        "UPDATE OR IGNORE messages SET time = ?, text = ?, formatted = ?, mention = ?, state = ?,"
        " msgid = ?, account = ?, deleted_by = ?, delete_reason = ?, edited = ?, edited_by = ?"
        " WHERE id = ?",
        (
            stamp(message.time),
            storable(message.text),
            storable(message.formatted),
            message.mention,
            message.state.value,
            message.msgid,
            message.account,
            deleted.by if deleted else None,
            deleted.reason if deleted else "",
            stamp(message.edited.time) if message.edited else None,
            storable(message.edited.by) if message.edited else "",
            message.id,
        ),
    )


def keep_reaction(database: sqlite3.Connection, conversation: int, kept: ReactionKept) -> None:
    """Write a reaction, or that it was taken back, unless something newer is known."""
    database.execute(
        "INSERT INTO reactions (conversation, msgid, who, nick, text, time, present)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET nick = excluded.nick, time = excluded.time, present = excluded.present"
        " WHERE excluded.time >= time",
        (
            conversation,
            kept.msgid,
            "" if kept.own else storable(kept.nick.casefold()),
            storable(kept.nick),
            storable(kept.text),
            stamp(kept.time),
            kept.present,
        ),
    )


def keep_deletion(database: sqlite3.Connection, conversation: int, kept: DeletionKept) -> None:
    """Delete a message's text and what was answered to it; who did it stays in its place."""
    which = "conversation = ? AND msgid = ? AND msgid != ''"
    words.forget(database, which, (conversation, kept.msgid))
    database.execute(
        "UPDATE messages SET text = '', formatted = '', mention = 0, deleted_by = ?,"
        f" delete_reason = ?, edited = NULL, edited_by = '' WHERE {which}",
        (storable(kept.deletion.by), storable(kept.deletion.reason), conversation, kept.msgid),
    )
    for table in ("reactions", "earlier"):
        database.execute(
            f"DELETE FROM {table} WHERE conversation = ? AND msgid = ?", (conversation, kept.msgid)
        )


def move(database: sqlite3.Connection, into: int, conversation: int) -> None:
    """What was reacted in one conversation, and said before, stands in another from now on."""
    for table in ("reactions", "earlier"):
        database.execute(
            f"UPDATE OR IGNORE {table} SET conversation = ? WHERE conversation = ?",
            (into, conversation),
        )


def drop_loose(database: sqlite3.Connection) -> None:
    """Delete reactions to messages that are no longer kept, and what those said before."""
    for table in ("reactions", "earlier"):
        database.execute(
            f"DELETE FROM {table} WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.msgid != ''"
            f" AND m.conversation = {table}.conversation AND m.msgid = {table}.msgid)"
        )


def with_reactions(
    database: sqlite3.Connection, conversation: int | None, messages: Sequence[ChatMessage]
) -> tuple[ChatMessage, ...]:
    """Messages with what was reacted to them."""
    named = [message.msgid for message in messages if message.msgid]
    found: dict[str, list[Reaction]] = {}
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        rows = database.execute(
            "SELECT msgid, text, nick, who = '' FROM reactions WHERE conversation = ? AND present"
            f" AND msgid IN ({', '.join('?' * len(some))}) ORDER BY msgid, time",
            (conversation, *some),
        )
        for msgid, reactions in _grouped(rows):
            found[msgid] = reactions
    return tuple(
        replace(one, reactions=tuple(found[one.msgid])) if one.msgid in found else one
        for one in messages
    )


def _grouped(rows: Iterable[tuple[str, str, str, int]]) -> list[tuple[str, list[Reaction]]]:
    """Reactions by message; of each, our own nick goes first."""
    found: dict[str, dict[str, list[tuple[str, bool]]]] = {}
    for msgid, text, nick, own in rows:
        found.setdefault(msgid, {}).setdefault(text, []).append((nick, bool(own)))
    return [(msgid, [_reaction(*one) for one in texts.items()]) for msgid, texts in found.items()]


def _reaction(text: str, people: list[tuple[str, bool]]) -> Reaction:
    people = sorted(people, key=lambda person: not person[1])
    return Reaction(text, tuple(nick for nick, _ in people), own=people[0][1])
