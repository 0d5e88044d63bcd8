"""What the local store has of an earlier run: networks, and what was open there."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from chat.model.entities import ConnectionRequest, ConversationKey
from chat.model.store import paging, rows, wishes
from chat.model.store.records import StoredConversation, StoredNetwork


def load(database: sqlite3.Connection, newest: int) -> tuple[StoredNetwork, ...]:
    """The networks with what is open there, and the newest messages of each conversation."""
    columns = "key, name, nick, host, port, tls, realname, wanted"
    with closing(database.execute(f"SELECT {columns} FROM networks ORDER BY rowid")) as found:
        networks = found.fetchall()
    return tuple(
        StoredNetwork(
            key,
            ConnectionRequest(nick, host, port, bool(tls), realname=realname),
            name,
            _open_conversations(database, key, newest),
            bool(wanted),
            wishes.preferences(database, key),
        )
        for key, name, nick, host, port, tls, realname, wanted in networks
    )


def _open_conversations(
    database: sqlite3.Connection, network: str, newest: int
) -> tuple[StoredConversation, ...]:
    found = database.execute(
        "SELECT id, target, is_channel, read_to, draft FROM conversations"
        " WHERE network = ? AND opened ORDER BY id",
        (network,),
    ).fetchall()
    opened = []
    for number, target, is_channel, read, draft in found:
        key = ConversationKey(network, target)
        messages = paging.older(database, number, None, newest)
        moment = None if read is None else rows.moment(read)
        opened.append(StoredConversation(key, bool(is_channel), messages, moment, draft))
    return tuple(opened)
