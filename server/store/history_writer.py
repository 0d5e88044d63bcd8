"""Storing messages and events, and deleting what they said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from server.core.records import Conversation, RedactMessage, StoreMessage
from server.store.words import forget_words

_MOST_KNOWN = 50_000  # conversations whose numbers are remembered
_MESSAGES = frozenset({"PRIVMSG", "NOTICE"})

_INSERT_MESSAGE = "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_ENTRY = "INSERT INTO entries VALUES (?, ?)"


class HistoryWriter:
    """Writers of the history's records; remembers the conversations' numbers."""

    def __init__(self) -> None:
        self._known: dict[Conversation, int] = {}

    def writers(self) -> dict[type, Callable[[sqlite3.Connection, Sequence[Any]], None]]:
        """Of each record type."""
        return {StoreMessage: self.store_messages, RedactMessage: redact_messages}

    def store_messages(
        self, connection: sqlite3.Connection, messages: Sequence[StoreMessage]
    ) -> None:
        """Store events, each once, and enter them under their conversations."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        rows, entries = [], []
        for message in messages:
            sign = 1 if message.verb in _MESSAGES else -1
            places = [sign * self._number(connection, *each) for each in message.conversations]
            rows.append((*message[:8], " ".join(map(str, places))))
            entries += [(place, message.id) for place in places]
        connection.executemany(_INSERT_MESSAGE, rows)
        connection.executemany(_INSERT_ENTRY, entries)

    def _number(
        self, connection: sqlite3.Connection, conversation: Conversation, shown: str
    ) -> int:
        number = self._known.get(conversation)
        if number is None:
            ((number,),) = connection.execute(
                "INSERT INTO conversations (owner, name, shown) VALUES (?, ?, ?) "
                "ON CONFLICT (owner, name) DO UPDATE SET shown = excluded.shown RETURNING id",
                (*conversation, shown),
            ).fetchall()
            self._known[conversation] = number
        return int(number)


def redact_messages(connection: sqlite3.Connection, redactions: Sequence[RedactMessage]) -> None:
    """Delete what events said, also from the index of words."""
    for redaction in redactions:
        forget_words(connection, "id = ?", (redaction.id,))
        connection.execute(
            "UPDATE messages SET verb = '', source = '', account = NULL, target = '', "
            "middle = '', text = NULL, tags = '' WHERE id = ?",
            (redaction.id,),
        )
