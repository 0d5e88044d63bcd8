"""JOIN and PART: into a channel and out of it."""

from __future__ import annotations

from itertools import zip_longest

from chat.protocol.message import Message
from chat.protocol.names import is_valid_channel
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.names import send_names
from server.core.handlers.sender import sender_of
from server.core.handlers.topic import send_topic
from server.core.history import keep_in_channels
from server.core.membership import enter_channel, leave_channel
from server.core.metadata import send_on_join, tell_of_newcomer
from server.core.permanence import (
    FOUNDER_RANK,
    found_channel,
    keep_channel,
    keep_user,
    ranks_of,
    runs_channel,
)
from server.core.permissions import can_see, is_banned, is_listed
from server.core.presence import joined, tell_ranks
from server.core.read_markers import send_read_marker
from server.core.records import BeginChannel
from server.core.state import fold

_NEW_CHANNEL_MODES = ("n", "t")
_NO_NAMES = Cap.NO_IMPLICIT_NAMES | Cap.DRAFT_NO_IMPLICIT_NAMES


def handle_join(context: Context, session: Session, request: Message) -> None:
    """Join each channel with its key; "0" leaves them all (modern IRC, JOIN)."""
    user = sender_of(session)
    if request.params[0] == "0":
        for channel in sorted(user.channels, key=lambda each: each.name):
            _part(context, session, channel, None)
        return
    names = [name for name in request.params[0].split(",") if name]
    if not names:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
    keys = request.params[1].split(",") if len(request.params) > 1 else []
    for name, key in zip_longest(names, keys[: len(names)], fillvalue=""):
        _join(context, session, name, key)


def _join(context: Context, session: Session, name: str, key: str) -> None:
    user = sender_of(session)
    channel = context.state.find_channel(name)
    if channel is not None and user in channel.members:
        return
    if channel is None and (successor := _successor(context, user, name)) is not None:
        _redirect(context, session, name, successor, key)
        return
    refusal = _refusal(context, user, name, channel, key)
    if refusal is not None:
        _refuse(context, session, name, refusal)
        return
    if channel is None:
        channel = Channel(name, context.clock(), modes=set(_NEW_CHANNEL_MODES))
        ranks = found_channel(context, channel, user)
        former = context.state.successor_of(name)
        context.state.add_channel(channel)
        keep_channel(context, channel)
        if former is not None:
            keep_channel(context, former)  # it has lost this name
        context.record(BeginChannel(fold(name), context.message_ids.last))
    else:
        ranks = ranks_of(channel, user)
    _enter(context, session, channel, ranks)


def _successor(context: Context, user: User, name: str) -> Channel | None:
    """Where somebody is sent who asks for a channel by the name that it had before.

    Its founder is not: who puts a channel aside may make another of that name.
    """
    channel = context.state.successor_of(name)
    if channel is None or not can_see(channel, user) or FOUNDER_RANK in ranks_of(channel, user):
        return None
    return channel


def _redirect(context: Context, session: Session, name: str, channel: Channel, key: str) -> None:
    """The channel has another name: who knows RENAME asks for that by itself (channel-rename)."""
    text = "The channel has been renamed"
    if session.caps & Cap.DRAFT_CHANNEL_RENAME:
        context.fail(session, "JOIN", "CHANNEL_RENAMED", name, channel.name, text)
    else:
        context.numeric(session, Numeric.ERR_LINKCHANNEL, name, channel.name, text)
        _join(context, session, channel.name, key)


def _refuse(context: Context, session: Session, name: str, refusal: Numeric) -> None:
    limit = context.limits.channel_length
    if refusal is Numeric.ERR_NOSUCHCHANNEL and len(name.encode()) > limit:
        text = f"The name of a channel cannot be so long (limit: {limit} bytes)"
        context.numeric(session, refusal, name, text)
    else:
        context.error(session, refusal, name)


def _refusal(
    context: Context, user: User, name: str, channel: Channel | None, key: str
) -> Numeric | None:
    """Why the user may not join.

    An operator's invitation, or being one by account, opens all but the number of channels.
    """
    if not is_valid_channel(name, context.limits.channel_length):
        return Numeric.ERR_NOSUCHCHANNEL
    if len(user.channels) >= context.limits.channels_per_user:
        return Numeric.ERR_TOOMANYCHANNELS
    if channel is None or fold(channel.name) in user.invited or runs_channel(channel, user):
        return None
    if "R" in channel.modes and user.account is None:
        return Numeric.ERR_NEEDREGGEDNICK
    if channel.key is not None and channel.key != key:
        return Numeric.ERR_BADCHANNELKEY
    if "i" in channel.modes and not is_listed(channel, "I", user):
        return Numeric.ERR_INVITEONLYCHAN
    if is_banned(channel, user):
        return Numeric.ERR_BANNEDFROMCHAN
    if channel.limit is not None and len(channel.members) >= channel.limit:
        return Numeric.ERR_CHANNELISFULL
    return None


def _enter(context: Context, session: Session, channel: Channel, ranks: set[str]) -> None:
    user = sender_of(session)
    line = joined(context, user, channel)
    context.delivery.broadcast(channel.log, line)
    keep_in_channels(context, user, line, (channel,))
    tell_ranks(context, user, channel, ranks)  # itself, it reads them in NAMES
    if user.away is not None:  # IRCv3 away-notify
        away = context.event(user, "AWAY", user.away, needs=Cap.AWAY_NOTIFY)
        context.delivery.broadcast(channel.log, away)
    tell_of_newcomer(context, user, channel)
    enter_channel(context, user, channel)
    channel.members[user] |= ranks
    keep_user(context, user)
    context.tell_user(user, line, session)
    for each in user.sessions:
        send_entry(context, each, channel)


def send_entry(context: Context, session: Session, channel: Channel) -> None:
    """What a client reads of a channel after its own JOIN: the topic, and who is there."""
    if session.caps & Cap.DRAFT_READ_MARKER:
        send_read_marker(context, session, sender_of(session), channel.name)
    if channel.topic is not None:
        send_topic(context, session, channel)
    if not session.caps & _NO_NAMES:
        send_names(context, session, channel)
    send_on_join(context, session, channel)


def handle_part(context: Context, session: Session, request: Message) -> None:
    """Leave each channel, with the same reason (modern IRC, PART)."""
    user = sender_of(session)
    reason = request.params[1] if len(request.params) > 1 else None
    names = [name for name in request.params[0].split(",") if name]
    if not names:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
    for name in names:
        channel = context.state.find_channel(name)
        if channel is None:
            context.error(session, Numeric.ERR_NOSUCHCHANNEL, name)
        elif user not in channel.members:
            context.error(session, Numeric.ERR_NOTONCHANNEL, channel.name)
        else:
            _part(context, session, channel, reason)


def _part(context: Context, session: Session, channel: Channel, reason: str | None) -> None:
    user = sender_of(session)
    reasons = [truncate(reason, context.limits.kick_length)] if reason else []
    line = context.event(user, "PART", channel.name, *reasons)
    context.tell_channel(channel, line, session)
    keep_in_channels(context, user, line, (channel,))
    leave_channel(context, user, channel)
