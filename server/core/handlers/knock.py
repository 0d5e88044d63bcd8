"""KNOCK: ask to be invited (RPL_KNOCK 710 to ERR_KNOCKONCHAN 714)."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Channel, Session
from server.core.handlers.sender import sender_of
from server.core.permissions import can_see, is_banned, may_moderate

_INTERVAL = 60.0  # seconds between two knocks of one user


def handle_knock(context: Context, session: Session, request: Message) -> None:
    """Those who may invite read who asks, and why."""
    user = sender_of(session)
    name = request.params[0]
    channel = context.state.find_channel(name)
    if channel is None or not can_see(channel, user):
        context.error(session, Numeric.ERR_NOSUCHCHANNEL, name)
    elif user in channel.members:
        context.error(session, Numeric.ERR_KNOCKONCHAN, channel.name)
    elif "i" not in channel.modes and channel.key is None:
        context.error(session, Numeric.ERR_CHANOPEN, channel.name)
    elif is_banned(channel, user):
        context.error(session, Numeric.ERR_CANNOTSENDTOCHAN, channel.name)
    elif not context.config.no_limits and context.clock() - user.last_knock < _INTERVAL:
        context.error(session, Numeric.ERR_TOOMANYKNOCK, channel.name)
    else:
        _knock(context, session, channel, request.params[1] if len(request.params) > 1 else "")


def _knock(context: Context, session: Session, channel: Channel, why: str) -> None:
    user = sender_of(session)
    user.last_knock = context.clock()
    text = f"has asked for an invite: {why}" if why else "has asked for an invite"
    for member in channel.members:
        if may_moderate(channel, member):
            for each in member.sessions:
                words = (channel.name, user.source, text)
                context.numeric_about(user, each, Numeric.RPL_KNOCK, *words)
    told = "Your KNOCK has been delivered"
    context.numeric(session, Numeric.RPL_KNOCKDLVR, channel.name, told)
