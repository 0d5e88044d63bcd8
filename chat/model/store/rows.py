"""Messages as rows of the table `messages`, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from chat.model.entities import ChatMessage, DeliveryState, MessageKind

COLUMNS = "id, time, kind, sender, text, own, mention, state, msgid"
END_OF_TIME = 2**62  # later than any message

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
        message.text.encode("utf-8", "replace").decode(),  # no lone surrogates
        message.own,
        message.mention,
        message.state.value,
        message.msgid,
    )


def message(row: tuple[Any, ...]) -> ChatMessage:
    """The message of a row."""
    number, time, kind, sender, text, own, mention, state, msgid = row
    return ChatMessage(
        number,
        moment(time),
        MessageKind(kind),
        sender,
        text,
        bool(own),
        bool(mention),
        DeliveryState(state),
        msgid,
    )
