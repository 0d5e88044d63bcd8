"""What a person wants of conversations and networks, in the store's file; no message is touched.

Blocks; belongs to the archive's thread, as everything in this folder but `keeper`.
"""

from __future__ import annotations

import sqlite3

from chat.model.entities import ConversationKey, ConversationPreferences
from chat.model.store import rows, words
from chat.model.store.records import (
    Change,
    DraftKept,
    NetworkForgotten,
    NetworkWanted,
    PreferencesKept,
    ReadingKept,
)


def write_to_conversation(database: sqlite3.Connection, number: int, change: Change) -> None:
    """Write what concerns the conversation of this number."""
    match change:
        case PreferencesKept(preferences=wanted):
            database.execute(
                "UPDATE conversations SET pinned = ?, muted = ?, notify = ? WHERE id = ?",
                (wanted.pinned, wanted.muted, wanted.notify, number),
            )
        case ReadingKept(read=read):
            stamp = None if read is None else rows.stamp(read)
            database.execute("UPDATE conversations SET read_to = ? WHERE id = ?", (stamp, number))
        case DraftKept(text=text):
            draft = text.encode("utf-8", "replace").decode()  # no lone surrogates
            database.execute("UPDATE conversations SET draft = ? WHERE id = ?", (draft, number))


def write_to_network(database: sqlite3.Connection, change: Change) -> None:
    """Write what concerns a whole network."""
    match change:
        case NetworkWanted(network=network, wanted=wanted):
            database.execute("UPDATE networks SET wanted = ? WHERE key = ?", (wanted, network))
        case NetworkForgotten(network=network):
            there = "conversation IN (SELECT id FROM conversations WHERE network = ?)"
            words.forget(database, there, (network,))
            database.execute("DELETE FROM conversations WHERE network = ?", (network,))
            database.execute("DELETE FROM networks WHERE key = ?", (network,))


def preferences(
    database: sqlite3.Connection, network: str
) -> tuple[tuple[ConversationKey, ConversationPreferences], ...]:
    """What is wanted of the conversations of a network, open or not, where it is anything."""
    found = database.execute(
        "SELECT target, pinned, muted, notify FROM conversations"
        " WHERE network = ? AND (pinned OR muted OR notify != '') ORDER BY id",
        (network,),
    ).fetchall()
    return tuple(
        (
            ConversationKey(network, target),
            ConversationPreferences(bool(pinned), bool(muted), notify),
        )
        for target, pinned, muted, notify in found
    )
