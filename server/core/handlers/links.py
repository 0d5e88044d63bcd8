"""LINKS CONNECT SQUIT: the servers of the network, of which there is this one."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session


def handle_links(context: Context, session: Session, _request: Message) -> None:
    """List the servers (RFC 2812 section 3.4.3)."""
    config = context.config
    name = config.server_name
    context.numeric(session, Numeric.RPL_LINKS, "*", name, f"0 {config.description}")
    context.numeric(session, Numeric.RPL_ENDOFLINKS, "*", "End of /LINKS list")


def handle_connect(context: Context, session: Session, request: Message) -> None:
    """There is no other server to connect to (modern IRC, CONNECT)."""
    context.error(session, Numeric.ERR_NOSUCHSERVER, request.params[0])


def handle_squit(context: Context, session: Session, request: Message) -> None:
    """There is no other server to part from (modern IRC, SQUIT)."""
    context.error(session, Numeric.ERR_NOSUCHSERVER, request.params[0])
