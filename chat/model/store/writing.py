"""Writing one change into the local store; the transaction is the caller's (`archive`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from chat.model.entities import ChatMessage, ConversationKey, Edit
from chat.model.store import conversations, edits, horizons, marks, rows, wishes, words
from chat.model.store.records import (
    Change,
    ConversationKept,
    ConversationMoved,
    DeletionKept,
    DraftKept,
    EditKept,
    MessagesKept,
    MessageUpdated,
    NetworkForgotten,
    NetworkKept,
    NetworkWanted,
    PreferencesKept,
    ReactionKept,
    ReadingKept,
)

_INSERT = f"INSERT OR IGNORE INTO messages (conversation, {rows.COLUMNS}) VALUES (?, {rows.PLACES})"


def write(database: sqlite3.Connection, change: Change) -> None:
    """Put a change into the tables."""
    match change:
        case NetworkKept():
            _keep_network(database, change)
        case ConversationKept(key=key, is_channel=is_channel, opened=opened):
            database.execute(
                "UPDATE conversations SET target = ?, is_channel = ?, opened = ? WHERE id = ?",
                (key.target, is_channel, opened, conversations.number(database, key)),
            )
        case ConversationMoved(key=key, new=new):
            conversations.move(database, key, new)
        case MessagesKept(key=key, messages=messages):
            _keep_messages(database, key, messages)
        case PreferencesKept(key=key) | ReadingKept(key=key) | DraftKept(key=key):
            wishes.write_to_conversation(database, conversations.number(database, key), change)
        case NetworkWanted() | NetworkForgotten():
            wishes.write_to_network(database, change)
        case MessageUpdated(message=message):
            marks.update_message(database, message)
        case ReactionKept(key=key):
            marks.keep_reaction(database, conversations.number(database, key), change)
        case DeletionKept(key=key):
            marks.keep_deletion(database, conversations.number(database, key), change)
        case EditKept(key=key, msgid=msgid, edit=edit):
            edits.keep(database, conversations.number(database, key), msgid, edit)


def _keep_network(database: sqlite3.Connection, kept: NetworkKept) -> None:
    request = kept.request
    database.execute(
        "INSERT INTO networks (key, name, nick, host, port, tls, realname)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name,"
        " nick = excluded.nick, host = excluded.host, port = excluded.port,"
        " tls = excluded.tls, realname = excluded.realname, wanted = 1",
        (
            kept.network,
            kept.name,
            request.nick,
            request.host,
            request.port,
            request.tls,
            request.realname,
        ),
    )


def _keep_messages(
    database: sqlite3.Connection, key: ConversationKey, messages: Sequence[ChatMessage]
) -> None:
    conversation = conversations.number(database, key)
    values = [(conversation, *rows.of_message(message)) for message in messages]
    upto = words.upto(database)
    if min((message.id for message in messages), default=upto) > upto:
        database.executemany(_INSERT, values)  # the words of all that is new are added at the end
        _renew(database, conversation, messages)
        return
    for message, row in zip(messages, values, strict=True):
        if database.execute(_INSERT, row).rowcount and message.id <= upto:
            words.add(database, "id = ?", (message.id,))
            horizons.lift(database, message.id, rows.stamp(message.time))
    _renew(database, conversation, messages)


def _renew(
    database: sqlite3.Connection, conversation: int, messages: Sequence[ChatMessage]
) -> None:
    """Those that were kept already may have been told again with a newer text."""
    for one in messages:
        if one.edited is not None and one.msgid:
            edit = Edit(one.text, one.edited.time, one.edited.by, one.formatted, one.mention)
            for text in one.edited.earlier:
                edits.keep_earlier(database, conversation, one.msgid, text)
            edits.keep(database, conversation, one.msgid, edit)
