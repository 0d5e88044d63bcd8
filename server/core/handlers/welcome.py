"""What a client reads when it is registered: 001 to 005, LUSERS, MOTD."""

from __future__ import annotations

from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.handlers.server_queries import (
    send_isupport,
    send_lusers,
    send_motd,
    send_user_modes,
)
from server.core.isupport import CHANNEL_MODES, PARAMETER_MODES, USER_MODES
from server.core.metadata import send_own
from server.core.persistence import tell_persistence


def welcome(context: Context, session: Session) -> None:
    """The burst in the order of modern IRC, "Connection Registration"."""
    config = context.config
    user = sender_of(session)
    network, server = config.network_name, config.server_name
    software = f"chat-app-{config.version}"
    context.numeric(
        session, Numeric.RPL_WELCOME, f"Welcome to the {network} Network, {user.source}"
    )
    context.numeric(
        session, Numeric.RPL_YOURHOST, f"Your host is {server}, running version {software}"
    )
    context.numeric(
        session, Numeric.RPL_CREATED, f"This server was created {context.state.created}"
    )
    context.numeric(
        session, Numeric.RPL_MYINFO, server, software, USER_MODES, CHANNEL_MODES, PARAMETER_MODES
    )
    send_isupport(context, session)
    send_lusers(context, session)
    send_user_modes(context, session)
    tell_persistence(context, session, user)
    send_own(context, session)
    send_motd(context, session)
