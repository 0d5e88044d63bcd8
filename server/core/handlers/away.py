"""AWAY: say that one is not there (modern IRC, AWAY; IRCv3 away-notify, pre-away)."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Session
from server.core.presence import refresh_away


def handle_away(context: Context, session: Session, request: Message) -> None:
    """With a text the client is away, without or with an empty one it is back.

    Before registration the text is kept for when there is a user to be away.
    """
    text = request.params[0] if request.params else ""
    session.away = truncate(text, context.limits.away_length) or None
    session.away_since = context.clock()
    if session.away is None:
        context.numeric(session, Numeric.RPL_UNAWAY, "You are no longer marked as being away")
    else:
        context.numeric(session, Numeric.RPL_NOWAWAY, "You have been marked as being away")
    if session.user is not None:
        refresh_away(context, session.user, session)
