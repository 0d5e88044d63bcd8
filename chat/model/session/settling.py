"""An own message has arrived: it takes the server's time, and the place that this gives it.

It stood where it was written, under this machine's clock, which may be wrong; the server may have
taken in others' messages before it. Sends nothing.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from chat.model.entities import ChatMessage
from chat.model.events import MessageMoved
from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session


def settle_as_told(
    session: Session, conversation: Conversation, message: ChatMessage, incoming: Incoming
) -> None:
    """Show an own message as the server tells it, and when, if it tells the time (server-time)."""
    if "time" not in incoming.message.tags:
        session.change(conversation, message)
        return
    before, message = message.time, replace(message, time=incoming.time)
    passed = conversation.move_down(message)
    session.change(conversation, message)
    if passed is not None or _day(before) != _day(message.time):
        first = message.id if passed is None else passed
        session.publish(MessageMoved(conversation.key, message, first))


def _day(time: datetime) -> object:
    """The day as the person calls it."""
    return time.astimezone().date()
