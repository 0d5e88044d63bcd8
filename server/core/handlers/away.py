"""AWAY: say that one is not there (modern IRC, AWAY; IRCv3 away-notify)."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of


def handle_away(context: Context, session: Session, request: Message) -> None:
    """With a text the user is away, without or with an empty one it is back."""
    user = sender_of(session)
    text = request.params[0] if request.params else ""
    before = user.away
    user.away = truncate(text, context.limits.away_length) or None
    if user.away is None:
        context.numeric(session, Numeric.RPL_UNAWAY, "You are no longer marked as being away")
    else:
        context.numeric(session, Numeric.RPL_NOWAWAY, "You have been marked as being away")
    if user.away != before:
        params = () if user.away is None else (user.away,)
        line = context.event(user, "AWAY", *params, needs=Cap.AWAY_NOTIFY)
        context.delivery.broadcast([each.log for each in user.channels], line, session)
