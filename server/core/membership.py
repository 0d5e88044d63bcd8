"""Coming and going: into a channel, out of it, off the network.

Each step changes state and the tick logs' readers together, so that who is a member and who reads
the channel's log never differ. What is said about it is the handlers' part, but for QUIT and
ERROR, which many causes share.
"""

from __future__ import annotations

from chat.protocol.message import message
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.history import keep_in_channels
from server.core.permanence import is_standing, keep_user
from server.core.presence import refresh_away
from server.core.state import fold


def enter_channel(context: Context, user: User, channel: Channel) -> None:
    """Make a user a member; all its sessions read the channel from now on."""
    channel.members[user] = set()
    channel.joined[user] = context.message_ids.last
    user.channels.add(channel)
    user.invited.discard(fold(channel.name))
    for session in user.sessions:
        context.delivery.attach(session, channel.log)


def leave_channel(context: Context, user: User, channel: Channel) -> None:
    """End a membership; what was said before still reaches the user. The last one out ends it."""
    for session in user.sessions:
        context.delivery.detach(session, channel.log)
    del channel.members[user]
    del channel.joined[user]
    user.channels.discard(channel)
    if not channel.members and channel.founder is None:
        context.state.remove_channel(channel)
    keep_user(context, user)


def leave_network(context: Context, session: Session, reason: str) -> None:
    """End what a session is part of.

    Others see a QUIT when it was its user's last session, unless the user stays (always-on).
    """
    user = session.user
    if user is None:
        return
    context.state.monitors.clear(session)
    if user.sessions == [session] and not is_standing(context, user):
        quit_network(context, user, reason)
        user.sessions.remove(session)
    else:
        for log in list(session.logs):
            context.delivery.detach(session, log)
        user.sessions.remove(session)
        refresh_away(context, user)
        if not user.sessions:  # who runs the server is one by password, for as long as it is here
            user.operator = None
            context.state.set_user_mode(user, "o", on=False)
    session.user = None


def quit_network(context: Context, user: User, reason: str) -> None:
    """End a user: those who share a channel with it see it QUIT. Its one session does not."""
    origin = user.sessions[0] if user.sessions else None
    quit_line = context.event(user, "QUIT", reason)
    context.delivery.broadcast([each.log for each in user.channels], quit_line, origin)
    keep_in_channels(context, user, quit_line, user.channels)
    for channel in list(user.channels):
        leave_channel(context, user, channel)
    context.state.remove_user(user, context.clock())


def disconnect(context: Context, session: Session, reason: str, told: str | None = None) -> None:
    """Send a session ERROR and close it; others read `reason`, itself `told` or the same."""
    session.closing = True
    context.reply(session, message("ERROR", f"Closing link: {told or reason}"))
    leave_network(context, session, reason)
    context.delivery.close(session)
