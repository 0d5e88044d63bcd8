"""RENAME: give a channel another name, all else staying as it is (IRCv3 channel-rename).

Who asks for a founded channel by its old name is sent on to it, until its founder makes another of
that name; that of other channels is free at once.
"""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.names import is_valid_channel
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.channels import send_entry
from server.core.handlers.sender import sender_of
from server.core.history import keep_in_channels
from server.core.metadata import move_values
from server.core.permanence import move_channel
from server.core.permissions import is_founder, is_operator
from server.core.presence import joined
from server.core.read_markers import move_read_markers
from server.core.records import RenameHistory
from server.core.state import fold


def handle_rename(context: Context, session: Session, request: Message) -> None:
    """Rename a channel that one runs; who does not know RENAME reads PART and JOIN."""
    user = sender_of(session)
    old, new = request.params[:2]
    reason = request.params[2] if len(request.params) > 2 else ""
    channel = context.state.find_channel(old)
    if channel is None:
        context.error(session, Numeric.ERR_NOSUCHCHANNEL, old)
    elif user not in channel.members:
        context.error(session, Numeric.ERR_NOTONCHANNEL, channel.name)
    elif not (is_operator if channel.founder is None else is_founder)(channel, user):
        context.error(session, Numeric.ERR_CHANOPRIVSNEEDED, channel.name)
    elif not is_valid_channel(new, context.limits.channel_length) or new == channel.name:
        text = "The channel cannot be called this"
        context.fail(session, "RENAME", "CANNOT_RENAME", channel.name, new, text)
    elif _is_taken(context, channel, new):
        text = "The channel name is already taken"
        context.fail(session, "RENAME", "CHANNEL_NAME_IN_USE", channel.name, new, text)
    else:
        _rename(context, session, channel, new, truncate(reason, context.limits.kick_length))


def _is_taken(context: Context, channel: Channel, name: str) -> bool:
    """Whether another channel has the name, or had it and is still looked for under it."""
    holders = (context.state.find_channel(name), context.state.successor_of(name))
    return any(holder is not None and holder is not channel for holder in holders)


def _rename(context: Context, session: Session, channel: Channel, new: str, reason: str) -> None:
    user, old = sender_of(session), channel.name
    renamed = context.event(user, "RENAME", old, new, reason, needs=Cap.DRAFT_CHANNEL_RENAME)
    context.state.rename_channel(channel, new)
    move_channel(context, channel, old)
    move_values(context, old, new)
    move_read_markers(context, old, new)
    context.record(RenameHistory(fold(old), fold(new), new))
    keep_in_channels(context, user, renamed, (channel,))
    for member in channel.members:
        context.tell_user(member, renamed, session)
        if fold(new) != fold(old):
            _tell_by_part_and_join(context, member, channel, old, reason)


def _tell_by_part_and_join(
    context: Context, member: User, channel: Channel, old: str, reason: str
) -> None:
    """The fallback: each of those clients reads that it left the old channel and is in the new."""
    reasons = (reason,) if reason else ()
    parted = context.event(member, "PART", old, *reasons, unless=Cap.DRAFT_CHANNEL_RENAME)
    entered = joined(context, member, channel, unless=Cap.DRAFT_CHANNEL_RENAME)
    for session in member.sessions:
        if not session.caps & Cap.DRAFT_CHANNEL_RENAME:
            context.reply(session, parted)
            context.reply(session, entered)
            send_entry(context, session, channel)
