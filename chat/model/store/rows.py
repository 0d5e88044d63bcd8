"""Messages as rows of the table `messages`, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from chat.model.entities import ChatMessage, Deletion, DeliveryState, Edited, MessageKind

COLUMNS = (
    "id, time, kind, sender, text, own, mention, state, msgid,"
    " formatted, reply_to, account, deleted_by, delete_reason, edited, edited_by"
)
PLACES = ", ".join("?" * len(COLUMNS.split(",")))
END_OF_TIME = 2**62  # later than any message

_KINDS = {kind.value: kind for kind in MessageKind}  # quicker than to ask the class
_STATES = {state.value: state for state in DeliveryState}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def stamp(time: datetime) -> int:
    """A moment in microseconds since 1970."""
    return (time - _EPOCH) // _TICK


def moment(ticks: int) -> datetime:
    """The moment that `stamp` made this number of."""
    return _EPOCH + ticks * _TICK


def of_message(message: ChatMessage) -> tuple[object, ...]:
    """A message's values, in the order of COLUMNS."""
    return (
        message.id,
        stamp(message.time),
        message.kind.value,
        message.sender,
        storable(message.text),
        message.own,
        message.mention,
        message.state.value,
        message.msgid,
        storable(message.formatted),
        message.reply_to,
        message.account,
        message.deleted.by if message.deleted else None,
        message.deleted.reason if message.deleted else "",
        stamp(message.edited.time) if message.edited else None,
        message.edited.by if message.edited else "",
    )


def storable(text: str) -> str:
    """A text that SQLite takes: without lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def message(row: tuple[Any, ...]) -> ChatMessage:
    """The message of a row."""
    number, time, kind, sender, text, own, mention, state, msgid = row[:9]
    formatted, reply_to, account, deleted_by, reason, edited, by = row[9:]
    return ChatMessage(
        number,
        moment(time),
        _KINDS[kind],
        sender,
        text,
        bool(own),
        bool(mention),
        _STATES[state],
        msgid,
        formatted=formatted,
        reply_to=reply_to,
        account=account,
        deleted=None if deleted_by is None else Deletion(deleted_by, reason),
        edited=None if edited is None else Edited(moment(edited), by),
    )
