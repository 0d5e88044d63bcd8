"""MODE: show or change what a channel or oneself is set to (modern IRC, MODE)."""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.modes import ModeChange, format_mode_changes, parse_mode_changes
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.channel_modes import change_channel_modes
from server.core.handlers.sender import sender_of
from server.core.isupport import USER_MODES
from server.core.permanence import STAYING, keep_user
from server.core.permissions import can_see
from server.core.persistence import choose_to_stay


def handle_mode(context: Context, session: Session, request: Message) -> None:
    """Show the modes, or change them."""
    target, *params = request.params
    user = sender_of(session)
    if not target.startswith("#"):
        _handle_user_mode(context, session, target, params)
        return
    channel = context.state.find_channel(target)
    if channel is None or not can_see(channel, user):
        context.error(session, Numeric.ERR_NOSUCHCHANNEL, target)
    elif params:
        change_channel_modes(context, session, channel, params)
    else:
        _send_channel_modes(context, session, channel)


def _send_channel_modes(context: Context, session: Session, channel: Channel) -> None:
    """RPL_CHANNELMODEIS and RPL_CREATIONTIME; the key is for members only."""
    letters, values = "".join(sorted(channel.modes)), []
    if channel.key is not None:
        letters += "k"
        values.append(channel.key if sender_of(session) in channel.members else "*")
    if channel.limit is not None:
        letters += "l"
        values.append(str(channel.limit))
    context.numeric(session, Numeric.RPL_CHANNELMODEIS, channel.name, f"+{letters}", *values)
    created = str(int(channel.created))
    context.numeric(session, Numeric.RPL_CREATIONTIME, channel.name, created)


def _handle_user_mode(context: Context, session: Session, nick: str, params: list[str]) -> None:
    target = context.state.find_user(nick)
    user = sender_of(session)
    if target is None:
        context.error(session, Numeric.ERR_NOSUCHNICK, nick)
    elif target is not user:
        context.error(session, Numeric.ERR_USERSDONTMATCH)
    elif params:
        _change_user_modes(context, session, user, params[0])
    else:
        context.numeric(session, Numeric.RPL_UMODEIS, "+" + "".join(sorted(user.modes)))


def _change_user_modes(context: Context, session: Session, user: User, modestring: str) -> None:
    """Apply the modes that there are; the others are named after, once for all."""
    changes = parse_mode_changes(modestring, (), flag_modes=USER_MODES)
    known = [change for change in changes if change.mode in USER_MODES]
    done = [change for change in known if _apply(context, session, user, change)]
    if done:
        line = context.event(user, "MODE", user.nick, *format_mode_changes(done))
        context.tell_user(user, line, session)
        keep_user(context, user)
    if any(change.mode not in USER_MODES for change in changes):
        context.error(session, Numeric.ERR_UMODEUNKNOWNFLAG)


def _apply(context: Context, session: Session, user: User, change: ModeChange) -> bool:
    """Set or unset a mode; False if it was so already. Only OPER makes an operator."""
    if change.adding == (change.mode in user.modes) or (change.mode == "o" and change.adding):
        return False
    if change.mode == STAYING:
        return _choose_to_stay(context, session, user, adding=change.adding)
    if change.mode == "o":
        user.operator = None
    context.state.set_user_mode(user, change.mode, on=change.adding)
    return True


def _choose_to_stay(context: Context, session: Session, user: User, *, adding: bool) -> bool:
    """Always-on: the account's choice whether its user stays while no client is connected."""
    if not choose_to_stay(context, user, adding):
        context.error(session, Numeric.ERR_NEEDREGGEDNICK, user.nick)
        return False
    return adding == (STAYING in user.modes)
