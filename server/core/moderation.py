"""What commands of operators share: finding the banned, parting with them, and the audit log."""

from __future__ import annotations

import logging

from chat.protocol.numerics import Numeric
from server.core.bans import Identity, ServerBan
from server.core.context import Context
from server.core.entities import Session, User
from server.core.membership import disconnect, quit_network
from server.core.moderation_records import LogAction, RemoveExpiredBans
from server.core.permanence import release

log = logging.getLogger(__name__)


def identity_of(context: Context, session: Session, nick: str | None = None) -> Identity:
    """What bans look at of a session that has a nick, perhaps under another one."""
    user = session.user
    if user is not None:
        nick, username, host = nick or user.nick, user.username, user.host
    else:
        nick, username = nick or session.nick or "*", session.username or "*"
        host = context.cloak(session.address)
    sources = dict.fromkeys(f"{nick}!{username}@{each}" for each in (host, session.address))
    return Identity(session.address, session.account, tuple(sources))


def find_ban(context: Context, session: Session, nick: str | None = None) -> ServerBan | None:
    """The server ban that hits a session, perhaps under another nick."""
    if not context.bans:
        return None
    return context.bans.find(identity_of(context, session, nick), context.clock())


def part_with(context: Context, session: Session, ban: ServerBan) -> None:
    """Tell somebody that it is banned, and close (modern IRC, ERR_YOUREBANNEDCREEP)."""
    context.numeric(session, Numeric.ERR_YOUREBANNEDCREEP, ban.explanation)
    disconnect(context, session, "Banned from the server", told=ban.explanation)


def enforce_ban(context: Context, session: Session) -> None:
    """Part with somebody who has just become one who is banned, by logging in."""
    ban = find_ban(context, session)
    if ban is not None:
        part_with(context, session, ban)


def enforce_bans(context: Context) -> int:
    """Part with all who are connected and banned; how many those were.

    Who stays while its clients are away (always-on), and is banned, does not stay.
    """
    now = context.clock()
    hit = 0
    for session in context.state.sessions:
        if session.closing:
            continue
        if session.registered:
            ban = find_ban(context, session)
        else:
            ban = context.bans.find_address(session.address, now)
        if ban is not None:
            part_with(context, session, ban)
            hit += 1
    for user in list(context.state.standing.values()):
        if not user.sessions and context.bans.find(_identity_of_absent(user), now) is not None:
            release(context, user)
            quit_network(context, user, "Banned from the server")
    return hit


def forget_expired_bans(context: Context) -> None:
    """Keep no bans that are over."""
    now = context.clock()
    if context.bans.drop_expired(now):
        context.record(RemoveExpiredBans(now))


def _identity_of_absent(user: User) -> Identity:
    return Identity("", user.account, (user.source,))


def lose_privileges(context: Context, user: User) -> None:
    """Make an operator a user like others, and tell it."""
    user.operator = None
    context.state.set_user_mode(user, "o", on=False)
    context.tell_user(user, context.event(user, "MODE", user.nick, "-o"))


def audit(context: Context, session: Session, action: str, target: str, detail: str = "") -> None:
    """Keep what an operator did, and log it."""
    user = session.user
    assert user is not None
    operator = user.operator or "-"
    source = f"{user.nick}!{user.username}@{session.address}"
    context.record(LogAction(context.clock(), operator, source, action, target, detail))
    log.info(
        "operator",
        extra={
            "operator": operator,
            "source": source,
            "action": action,
            "target": target,
            "detail": detail,
        },
    )
