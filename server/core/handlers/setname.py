"""SETNAME: change one's realname (IRCv3 setname)."""

from __future__ import annotations

from chat.protocol.message import Message
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.permanence import keep_user
from server.core.presence import tell_monitors


def handle_setname(context: Context, session: Session, request: Message) -> None:
    """Take the new realname, or say that it is none."""
    user = sender_of(session)
    realname = request.params[0]
    if not realname.strip() or len(realname.encode()) > context.limits.realname_length:
        context.fail(session, "SETNAME", "INVALID_REALNAME", "Realname is not valid")
        return
    user.realname = realname
    line = context.event(user, "SETNAME", realname, needs=Cap.SETNAME)
    context.tell_neighbours(user, line, session)
    keep_user(context, user)
    tell_monitors(context, user, line)
