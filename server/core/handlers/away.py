"""AWAY: say that one is not there (modern IRC, AWAY; IRCv3 away-notify, pre-away)."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Session
from server.core.presence import refresh_away, send_away


def handle_away(context: Context, session: Session, request: Message) -> None:
    """With a text the client is away, without or with an empty one it is back.

    Before registration the text is kept for when there is a user to be away.
    """
    text = request.params[0] if request.params else ""
    session.away = truncate(text, context.limits.away_length) or None
    session.away_since = context.clock()
    send_away(context, session, session.away is not None)
    if session.user is not None:
        refresh_away(context, session.user, session)
