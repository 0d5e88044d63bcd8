"""KICK: a channel's operator puts somebody out."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.history import keep_in_channels
from server.core.membership import leave_channel
from server.core.permissions import highest_rank, may_act_upon, may_moderate


def handle_kick(context: Context, session: Session, request: Message) -> None:
    """Kick several from one channel, or one from each of several (modern IRC, KICK)."""
    channels, nicks = (list(filter(None, each.split(","))) for each in request.params[:2])
    if len(channels) == 1:
        channels *= len(nicks)
    if not nicks or len(channels) != len(nicks):
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
        return
    comment = request.params[2] if len(request.params) > 2 else ""
    comment = truncate(comment, context.limits.kick_length) or sender_of(session).nick
    pairs = list(zip(channels, nicks, strict=True))
    limit = context.limits.targets_per_command
    for channel, nick in pairs[:limit]:
        _kick(context, session, channel, nick, comment)
    if len(pairs) > limit:
        text = f"Too many targets, this one and those after it were left out (limit: {limit})"
        context.numeric(session, Numeric.ERR_TOOMANYTARGETS, pairs[limit][1], text)


def _kick(context: Context, session: Session, name: str, nick: str, comment: str) -> None:
    user = sender_of(session)
    channel = context.state.find_channel(name)
    target = context.state.find_user(nick)
    if channel is None:
        context.error(session, Numeric.ERR_NOSUCHCHANNEL, name)
    elif user not in channel.members:
        context.error(session, Numeric.ERR_NOTONCHANNEL, channel.name)
    elif not may_moderate(channel, user):
        context.error(session, Numeric.ERR_CHANOPRIVSNEEDED, channel.name)
    elif target is None or target not in channel.members:
        context.error(session, Numeric.ERR_USERNOTINCHANNEL, nick, channel.name)
    elif target is not user and not may_act_upon(channel, user, highest_rank(channel, target)):
        context.error(session, Numeric.ERR_CHANOPRIVSNEEDED, channel.name)
    else:
        line = context.event(user, "KICK", channel.name, target.nick, comment)
        context.tell_channel(channel, line, session)
        keep_in_channels(context, user, line, (channel,))
        leave_channel(context, target, channel)
