"""PASS NICK USER: from a connection to a user with a nick; and later changes of the nick."""

from __future__ import annotations

import hmac

from chat.protocol.message import Message
from chat.protocol.names import is_valid_nick, is_valid_username
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.context import Context
from server.core.entities import Session, User
from server.core.handlers.channels import send_entry
from server.core.handlers.welcome import welcome
from server.core.history import keep_in_channels
from server.core.membership import disconnect
from server.core.moderation import find_ban, part_with
from server.core.naming import fold
from server.core.permanence import keep_user, settle
from server.core.presence import away_of, joined, refresh_away
from server.core.talks import note_past_nick


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
        _refuse_nick(context, session, nick)
    elif session.user is None and session.negotiating and _is_reserved(context, nick):
        session.nick = nick  # whoever it is may be about to log in: see try_register
    elif context.state.nick_in_use(nick, but=session.user) and not _shares(context, session, nick):
        context.error(session, Numeric.ERR_NICKNAMEINUSE, nick)
    elif refuse_reserved(context, session, nick):
        pass
    elif session.user is None:
        session.nick = nick
        try_register(context, session)
    elif nick != session.user.nick:
        _change_nick(context, session, session.user, nick)


def _refuse_nick(context: Context, session: Session, nick: str) -> None:
    limit = context.limits.nick_length
    if len(nick.encode()) > limit:
        text = f"This nickname is too long (limit: {limit} bytes)"
        context.numeric(session, Numeric.ERR_ERRONEUSNICKNAME, nick, text)
    else:
        context.error(session, Numeric.ERR_ERRONEUSNICKNAME, nick)


def _is_reserved(context: Context, nick: str) -> bool:
    """Whether a login may make the difference: the nick is an account's, or of who has one."""
    user = context.state.find_user(nick)
    held = user is not None and user.account is not None
    return held or context.state.accounts.reserver_of(nick) is not None


def _shares(context: Context, session: Session, nick: str) -> bool:
    """Whether a newcomer may speak for the user who has the nick: it has the same account."""
    user = context.state.find_user(nick)
    same = user is not None and user.account is not None and user.account == session.account
    return same and session.user is None


def refuse_reserved(context: Context, session: Session, nick: str) -> bool:
    """Whether the nick is kept for an account that is not the session's; then that is said."""
    account = context.state.accounts.reserver_of(nick)
    if account is None or account.name == session.account:
        return False
    text = "This nick belongs to an account: log in to it (SASL), or choose another"
    context.numeric(session, Numeric.ERR_NICKNAMEINUSE, nick, text)
    return True


def _change_nick(context: Context, session: Session, user: User, nick: str) -> None:
    ban = find_ban(context, session, nick)
    if ban is not None:
        context.numeric(session, Numeric.ERR_ERRONEUSNICKNAME, nick, f"Banned: {ban.reason}")
        return
    wait = context.restraints.nick_changes.take(session.id, context.clock())
    if wait:
        limit = f"{context.restraints.rates.nick_burst} changes of the nick at once"
        context.try_again(session, "NICK", wait, limit)
        return
    before = user.nick
    line = context.event(user, "NICK", nick)  # still from the old nick
    context.state.rename_user(user, nick, context.clock())
    note_past_nick(user, before, line.id)
    context.tell_neighbours(user, line, session)
    keep_user(context, user)
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
    if (refusal := _password_refusal(context, session)) is not None:
        context.numeric(session, Numeric.ERR_PASSWDMISMATCH, refusal)
        disconnect(context, session, refusal)
    elif (ban := find_ban(context, session)) is not None:
        part_with(context, session, ban)
    elif (shared := _shared_user(context, session, nick)) is not None:
        _join_user(context, session, shared)
    elif context.state.nick_in_use(nick):  # taken since NICK was sent
        session.nick = None
        context.error(session, Numeric.ERR_NICKNAMEINUSE, nick)
    elif refuse_reserved(context, session, nick):
        session.nick = None
    else:
        _abort_login(context, session)
        now = context.clock()
        host = context.cloak(session.address)
        user = User(nick, username, realname, host, now, [session], last_spoke=now)
        user.nick_since = context.message_ids.last
        user.away = away_of(user.sessions)  # IRCv3 pre-away
        session.user = user
        session.password = None
        user.account = session.login
        context.state.add_user(user)
        settle(context, user)
        welcome(context, session)


def _abort_login(context: Context, session: Session) -> None:
    """Registration completes while the client was logging in: that is over (sasl-3.1)."""
    if session.sasl is not None:
        session.sasl = None
        context.error(session, Numeric.ERR_SASLABORTED)


def _shared_user(context: Context, session: Session, nick: str) -> User | None:
    """The user of the same account for whom the session will speak, too.

    It has the nick that was asked for; or it stays for the account, and the account's own name
    was asked for while the user has another nick.
    """
    if session.account is None:
        return None
    if _shares(context, session, nick):
        return context.state.find_user(nick)
    standing = context.state.standing.get(fold(session.account))
    return standing if fold(nick) == fold(session.account) else None


def _join_user(context: Context, session: Session, user: User) -> None:
    """One more client of a user who is here: it reads of all channels that the user is in."""
    session.user = user
    session.password = None
    user.sessions.append(session)
    welcome(context, session)
    for channel in sorted(user.channels, key=lambda each: each.name):
        context.reply(session, joined(context, user, channel))
        context.delivery.attach(session, channel.log)
        send_entry(context, session, channel)
    refresh_away(context, user, session)


def _password_refusal(context: Context, session: Session) -> str | None:
    """Why the server's password does not let the session in; None if it does."""
    expected = context.config.password
    if not expected:
        return None
    attempts, now = context.restraints.passwords, context.clock()
    wait = attempts.wait(session.address, None, now)
    if wait > 0:
        return f"Too many wrong passwords from your address; try again in {int(wait) + 1} s"
    if hmac.compare_digest(expected.encode(), (session.password or "").encode()):
        return None
    attempts.failed(session.address, None, now)
    return "Password incorrect"
