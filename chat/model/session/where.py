"""In which open conversation something was done that is no message of its own. Opens none."""

from __future__ import annotations

from chat.model.session.conversation import Conversation
from chat.model.session.incoming import Incoming
from chat.model.session.session import Session


def conversation_of(session: Session, incoming: Incoming) -> Conversation | None:
    """The conversation of a TAGMSG or REDACT: a channel, or the other person's; None if closed."""
    target = incoming.param(0)
    if session.is_channel(target):
        return session.find(target)
    return session.find(target if incoming.own else incoming.nick)
