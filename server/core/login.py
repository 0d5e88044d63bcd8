"""Being logged in to an account: how it begins and ends, and how others are told.

The commands that lead here (AUTHENTICATE, REGISTER, VERIFY) are the handlers'.
"""

from __future__ import annotations

from chat.protocol.numerics import Numeric
from server.core.accounts import Account
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session, User
from server.core.metadata import tell_of_others, values_of
from server.core.permanence import keep_user, ranks_of, settle
from server.core.presence import tell_monitors, tell_ranks
from server.core.read_markers import adopt_read_markers


def log_in(context: Context, session: Session, account: Account) -> None:
    """From now on the session, and its user, is the account's."""
    user = session.user
    if user is None:
        session.login = account.name
    else:
        values = dict(values_of(context, user))
        _set_account(context, user, account.name)
        tell_of_others(context, user, values)
        settle(context, user)
        _regain_ranks(context, user)
        adopt_read_markers(context, user)
    _tell(context, session, Numeric.RPL_LOGGEDIN, account.name)


def _regain_ranks(context: Context, user: User) -> None:
    """In the channels that it is in already, the user has the ranks of its account at once."""
    for channel in sorted(user.channels, key=lambda each: each.name):
        regained = ranks_of(channel, user) - channel.members[user]
        if regained:
            channel.members[user] |= regained
            tell_ranks(context, user, channel, regained)
            keep_user(context, user)


def log_out(context: Context, user: User) -> None:
    """The account is gone: the user goes on without."""
    _set_account(context, user, None)
    for session in user.sessions:
        _tell(context, session, Numeric.RPL_LOGGEDOUT)


def _set_account(context: Context, user: User, name: str | None) -> None:
    line = context.event(user, "ACCOUNT", name or "*", needs=Cap.ACCOUNT_NOTIFY)
    context.state.set_account(user, name)
    if user.channels:
        context.delivery.broadcast([channel.log for channel in user.channels], line)
    else:
        context.tell_user(user, line)
    tell_monitors(context, user, line)


def _tell(context: Context, session: Session, numeric: Numeric, *account: str) -> None:
    text = f"You are now logged in as {account[0]}" if account else "You are now logged out"
    context.numeric(session, numeric, _mask_of(session), *account, text)


def _mask_of(session: Session) -> str:
    """nick!user@host, as far as it is known before registration."""
    if session.user is not None:
        return session.user.source
    return f"{session.nick or '*'}!{session.username or '*'}@*"
