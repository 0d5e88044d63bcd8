"""PASS NICK USER: from a connection to a user with a nick; and later changes of the nick."""

from __future__ import annotations

import hmac

from chat.protocol.message import Message
from chat.protocol.names import is_valid_nick, is_valid_username
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Session, User
from server.core.handlers.welcome import welcome
from server.core.history import keep_in_channels
from server.core.membership import disconnect
from server.core.presence import away_of


def handle_pass(context: Context, session: Session, request: Message) -> None:
    """Remember the password; it is looked at when registration completes."""
    if session.registered:
        context.error(session, Numeric.ERR_ALREADYREGISTERED)
        return
    session.password = request.params[0]


def handle_nick(context: Context, session: Session, request: Message) -> None:
    """Take or change the nick."""
    nick = request.params[0] if request.params else ""
    if not nick:
        context.error(session, Numeric.ERR_NONICKNAMEGIVEN)
    elif not is_valid_nick(nick, context.limits.nick_length):
        context.error(session, Numeric.ERR_ERRONEUSNICKNAME, nick)
    elif context.state.nick_in_use(nick, but=session.user):
        context.error(session, Numeric.ERR_NICKNAMEINUSE, nick)
    elif session.user is None:
        session.nick = nick
        try_register(context, session)
    elif nick != session.user.nick:
        _change_nick(context, session, session.user, nick)


def _change_nick(context: Context, session: Session, user: User, nick: str) -> None:
    line = context.event(user, "NICK", nick)  # still from the old nick
    context.state.rename_user(user, nick, context.clock())
    context.tell_neighbours(user, line, session)
    keep_in_channels(context, user, line, user.channels)


def handle_user(context: Context, session: Session, request: Message) -> None:
    """Take username and realname."""
    if session.registered:
        context.error(session, Numeric.ERR_ALREADYREGISTERED)
        return
    username, _, _, realname = request.params[:4]
    if not username or not realname:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
        return
    session.username = _clean_username(username, context.limits.username_length)
    session.realname = truncate(realname, context.limits.realname_length)
    try_register(context, session)


def _clean_username(username: str, limit: int) -> str:
    """What can stand in nick!user@host; silently cut (modern IRC, USER)."""
    kept = "".join(char for char in username if is_valid_username(char, limit))
    return truncate(kept, limit) or "user"


def try_register(context: Context, session: Session) -> None:
    """Complete registration if all is there: NICK, USER, the end of CAP, and the password."""
    if session.registered or session.negotiating:
        return
    nick, username, realname = session.nick, session.username, session.realname
    if nick is None or username is None or realname is None:
        return
    if not _password_matches(context, session):
        context.error(session, Numeric.ERR_PASSWDMISMATCH)
        disconnect(context, session, "Password incorrect")
    elif context.state.nick_in_use(nick):  # taken since NICK was sent
        session.nick = None
        context.error(session, Numeric.ERR_NICKNAMEINUSE, nick)
    else:
        now = context.clock()
        host = _host_of(session.address)
        user = User(nick, username, realname, host, now, [session], last_spoke=now)
        user.away = away_of(user.sessions)  # IRCv3 pre-away
        session.user = user
        session.password = None
        context.state.add_user(user)
        welcome(context, session)


def _password_matches(context: Context, session: Session) -> bool:
    expected = context.config.password
    given = session.password or ""
    return not expected or hmac.compare_digest(expected.encode(), given.encode())


def _host_of(address: str) -> str:
    """The address as a host: one that begins with a colon would read as a trailing parameter."""
    return f"0{address}" if address.startswith(":") else address
