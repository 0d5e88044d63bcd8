"""INVITE: ask somebody into a channel."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.permissions import may_moderate
from server.core.state import fold


def handle_invite(context: Context, session: Session, request: Message) -> None:
    """Invite, or with no parameters list one's own invitations (modern IRC, INVITE)."""
    if not request.params:
        _send_invitations(context, session)
        return
    if len(request.params) == 1:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
        return
    nick, name = request.params[:2]
    user = sender_of(session)
    target = context.state.find_user(nick)
    channel = context.state.find_channel(name)
    if channel is None:
        context.error(session, Numeric.ERR_NOSUCHCHANNEL, name)
    elif user not in channel.members:
        context.error(session, Numeric.ERR_NOTONCHANNEL, channel.name)
    elif "i" in channel.modes and not may_moderate(channel, user):
        context.error(session, Numeric.ERR_CHANOPRIVSNEEDED, channel.name)
    elif target is None:
        context.error(session, Numeric.ERR_NOSUCHNICK, nick)
    elif target in channel.members:
        context.error(session, Numeric.ERR_USERONCHANNEL, target.nick, channel.name)
    elif wait := context.restraints.invitations.take(session.id, context.clock()):
        limit = f"{context.restraints.rates.invite_burst} invitations at once"
        context.try_again(session, request.verb, wait, limit)
    else:
        _invite(context, session, target, channel)


def _invite(context: Context, session: Session, target: User, channel: Channel) -> None:
    user = sender_of(session)
    if may_moderate(channel, user):  # anybody may ask; an operator also opens the door
        target.invited.add(fold(channel.name))
    context.numeric(session, Numeric.RPL_INVITING, target.nick, channel.name)
    if target.away is not None:
        context.numeric(session, Numeric.RPL_AWAY, target.nick, target.away)
    line = context.event(user, "INVITE", target.nick, channel.name)
    context.tell_user(target, line)
    notice = context.delivery.line(
        line.message, needs=Cap.INVITE_NOTIFY, account=line.account, time=line.time
    )
    context.delivery.broadcast(channel.log, notice, session)


def _send_invitations(context: Context, session: Session) -> None:
    for name in sorted(sender_of(session).invited):
        context.numeric(session, Numeric.RPL_INVITELIST, context.state.channels[name].name)
    context.numeric(session, Numeric.RPL_ENDOFINVITELIST, "End of /INVITE list")
