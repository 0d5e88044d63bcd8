"""PING PONG QUIT ERROR: whether somebody is there, and goodbye."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session
from server.core.membership import disconnect


def handle_ping(context: Context, session: Session, request: Message) -> None:
    """Answer with the same token (modern IRC, PING)."""
    token = request.params[0]
    if not token:
        context.error(session, Numeric.ERR_NOORIGIN)
        return
    context.say(session, "PONG", context.config.server_name, token)


def handle_pong(context: Context, session: Session, request: Message) -> None:
    """Nothing to do: that anything was heard is noted for every line."""


def handle_error(context: Context, session: Session, request: Message) -> None:
    """Nothing to do: only servers say ERROR, and none is connected."""


def handle_quit(context: Context, session: Session, request: Message) -> None:
    """Say ERROR and close; others read the reason behind "Quit: " (modern IRC, QUIT)."""
    reason = request.params[0] if request.params else ""
    disconnect(context, session, f"Quit: {reason}", told="Goodbye")
