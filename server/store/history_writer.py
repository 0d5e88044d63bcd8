"""Storing messages and events, deleting what they said, and cutting off what may not be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from server.core.records import (
    SPOKEN,
    BeginChannel,
    CloseHistory,
    Conversation,
    EditMessage,
    RedactMessage,
    RenameHistory,
    StoreMessage,
)
from server.store.acts import INSERT_ENTRY, INSERT_MESSAGE, edit_message, redact_message

_MOST_KNOWN = 50_000  # conversations whose numbers are remembered


class HistoryWriter:
    """Writers of the history's records; remembers the conversations' numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[Conversation, str], int] = {}

    def writers(self) -> dict[type, Callable[[sqlite3.Connection, Sequence[Any]], None]]:
        """Of each record type."""
        return {
            StoreMessage: self.store_messages,
            EditMessage: self.edit_messages,
            RedactMessage: self.redact_messages,
            CloseHistory: close_histories,
            BeginChannel: begin_channels,
            RenameHistory: self.rename_histories,
        }

    def store_messages(
        self, connection: sqlite3.Connection, messages: Sequence[StoreMessage]
    ) -> None:
        """Store events, each once, and enter them under their conversations."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        known = self._known
        rows, entries = [], []
        for message in messages:
            sign = 1 if message.verb in SPOKEN else -1
            places = ""
            for named in message.conversations:
                place = sign * (known.get(named) or self._number(connection, named))
                places += f" {place}"
                entries.append((place, message.id))
            rows.append((*message[:9], places[1:]))
        connection.executemany(INSERT_MESSAGE, rows)
        connection.executemany(INSERT_ENTRY, entries)

    def edit_messages(self, connection: sqlite3.Connection, edits: Sequence[EditMessage]) -> None:
        """Give messages other texts, also in the index of words."""
        for edit in edits:
            edit_message(connection, edit, self._numbers(connection, edit.event))

    def redact_messages(
        self, connection: sqlite3.Connection, redactions: Sequence[RedactMessage]
    ) -> None:
        """Delete what events said, also from the index of words."""
        for redaction in redactions:
            redact_message(connection, redaction, self._numbers(connection, redaction.event))

    def _numbers(self, connection: sqlite3.Connection, event: StoreMessage) -> list[int]:
        return [
            self._known.get(named) or self._number(connection, named)
            for named in event.conversations
        ]

    def _number(self, connection: sqlite3.Connection, named: tuple[Conversation, str]) -> int:
        """The number of a conversation; made if it is new, called by its newest name."""
        conversation, shown = named
        ((number,),) = connection.execute(
            "INSERT INTO conversations (owner, name, shown) VALUES (?, ?, ?) "
            "ON CONFLICT (owner, name) DO UPDATE SET shown = excluded.shown RETURNING id",
            (*conversation, shown),
        ).fetchall()
        self._known[named] = number
        return int(number)

    def rename_histories(
        self, connection: sqlite3.Connection, renames: Sequence[RenameHistory]
    ) -> None:
        """Give channels' histories another name; one that has it already loses it for ever."""
        for rename in renames:
            connection.execute(
                "UPDATE conversations SET name = '#' || id, owner = '-' "
                "WHERE owner = '' AND name = ? AND name <> ?",
                (rename.renamed, rename.channel),
            )
            connection.execute(
                "UPDATE conversations SET name = ?, shown = ? WHERE owner = '' AND name = ?",
                (rename.renamed, rename.shown, rename.channel),
            )
        self._known.clear()


def close_histories(connection: sqlite3.Connection, changes: Sequence[CloseHistory]) -> None:
    """Remember which channels are closed."""
    connection.executemany(
        "UPDATE conversations SET closed = ? WHERE owner = '' AND name = ?",
        [(change.closed, change.channel) for change in changes],
    )


def begin_channels(connection: sqlite3.Connection, channels: Sequence[BeginChannel]) -> None:
    """Cut off what was said in closed channels that are no more."""
    connection.executemany(
        "UPDATE conversations SET floor = ?, closed = 0 WHERE owner = '' AND name = ? AND closed",
        [(each.last_id, each.channel) for each in channels],
    )
