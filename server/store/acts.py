"""What is done to messages that are stored: other texts, deletion; and the events that tell of it.

Of each message only the newest text stays, in the message and in its EDIT.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from server.core.records import EditMessage, RedactMessage, StoreMessage
from server.store.words import forget_words, index_again

INSERT_MESSAGE = "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_ENTRY = "INSERT INTO entries VALUES (?, ?)"
_EMPTY = (
    "UPDATE messages SET verb = '', source = '', account = NULL, target = '', "
    "middle = '', text = NULL, tags = '', author = '' WHERE id = ?"
)


def edit_message(connection: sqlite3.Connection, edit: EditMessage, numbers: Iterable[int]) -> None:
    """Give a message another text; nothing, if it was deleted meanwhile.

    `numbers`: of the conversations in which the EDIT is told.
    """
    found = connection.execute(
        "SELECT places FROM messages WHERE id = ? AND verb IN ('PRIVMSG', 'NOTICE')", (edit.id,)
    ).fetchone()
    if found is None:
        return
    forget_words(connection, "id = ?", (edit.id,))
    connection.execute(
        "UPDATE messages SET text = ?, middle = '', tags = ? WHERE id = ?",
        (edit.text, edit.tags, edit.id),
    )
    index_again(connection, edit.id)
    _remove_edit(connection, edit.id)
    _enter(connection, edit.event, found[0], numbers)
    connection.execute("INSERT INTO edits VALUES (?, ?)", (edit.id, edit.event.id))


def redact_message(
    connection: sqlite3.Connection, redaction: RedactMessage, numbers: Iterable[int]
) -> None:
    """Delete what an event said, but for its place; and what it was edited to."""
    number = redaction.id
    forget_words(connection, "id = ?", (number,))
    connection.execute(_EMPTY, (number,))
    empty_edits(connection, number, number)
    found = connection.execute("SELECT places FROM messages WHERE id = ?", (number,)).fetchone()
    _enter(connection, redaction.event, found[0] if found else "", numbers)


def _enter(
    connection: sqlite3.Connection, event: StoreMessage, places: str, numbers: Iterable[int]
) -> None:
    """Store what was done to a message: in the message's places, and in these conversations."""
    entered = dict.fromkeys([-abs(int(place)) for place in places.split()])
    entered |= dict.fromkeys([-number for number in numbers])
    connection.execute(INSERT_MESSAGE, (*event[:9], " ".join(map(str, entered))))
    connection.executemany(INSERT_ENTRY, [(place, event.id) for place in entered])


def _remove_edit(connection: sqlite3.Connection, message: int) -> None:
    """Of a message that has a newer one."""
    for number, places in connection.execute(
        "SELECT m.id, m.places FROM edits e JOIN messages m ON m.id = e.edit WHERE e.message = ?",
        (message,),
    ).fetchall():
        connection.executemany(
            "DELETE FROM entries WHERE conversation = ? AND message = ?",
            [(int(place), number) for place in places.split()],
        )
        connection.execute("DELETE FROM messages WHERE id = ?", (number,))
    connection.execute("DELETE FROM edits WHERE message = ?", (message,))


def empty_edits(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Delete what messages of these ids were edited to.

    The EDITs' own places stay, until they are too old: no id is given out again.
    """
    between = "FROM edits WHERE message BETWEEN ? AND ?"
    edits = connection.execute(f"SELECT edit {between}", (first, last)).fetchall()
    connection.executemany(_EMPTY, edits)
    connection.execute(f"DELETE {between}", (first, last))
