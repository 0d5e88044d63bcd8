"""What the command line changed of an account, while the server runs: taken over here."""

from __future__ import annotations

from collections.abc import Iterable

from server.core.account_ports import AccountChange
from server.core.accounts import Account
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.login import log_out
from server.core.membership import disconnect, quit_network
from server.core.metadata import forget_values
from server.core.naming import fold
from server.core.permanence import is_standing, keep_channel, lose_founder, release, settle
from server.core.persistence import tell_persistence

SUSPENDED = "Your account was suspended"


def apply_changes(context: Context, changes: Iterable[AccountChange]) -> None:
    """Take the changes over: the suspended are cut, the removed are logged out."""
    for change in changes:
        if change.account is None:
            _remove(context, change.name)
        else:
            _put(context, change.account)


def _put(context: Context, account: Account) -> None:
    before = context.state.accounts.find(account.name)
    if before is not None and before.created != account.created:  # another one of the same name
        _remove(context, account.name)
    context.state.accounts.put(account)
    for user in context.state.users_of(account.name):
        if account.suspended:
            _cut(context, user)
        else:
            _settle(context, user)
    if account.suspended:
        for session in _newcomers_of(context, account.name):
            disconnect(context, session, SUSPENDED)


def _settle(context: Context, user: User) -> None:
    before = is_standing(context, user)
    settle(context, user)
    if is_standing(context, user) != before:
        for session in user.sessions:
            tell_persistence(context, session, user)


def _cut(context: Context, user: User) -> None:
    """End all of a user's sessions, and its staying."""
    release(context, user)
    for session in list(user.sessions):
        disconnect(context, session, SUSPENDED)
    if context.state.find_user(user.nick) is user:
        quit_network(context, user, SUSPENDED)


def _remove(context: Context, name: str) -> None:
    users = context.state.users_of(name)
    context.state.accounts.remove(name)
    context.read_markers.pop(fold(name), None)
    forget_values(context, fold(name))
    for user in users:
        release(context, user)
        if user.sessions:
            log_out(context, user)
        else:
            quit_network(context, user, "The account was removed")
    for session in _newcomers_of(context, name):
        session.login = None
    for channel in list(context.state.channels.values()):
        _forget(context, channel, fold(name))


def _forget(context: Context, channel: Channel, account: str) -> None:
    """A channel without its founder goes on as one that nobody founded; ranks are gone."""
    if channel.founder is not None and fold(channel.founder) == account:
        lose_founder(context, channel)
    elif channel.access.pop(account, None) is not None:
        keep_channel(context, channel)


def _newcomers_of(context: Context, name: str) -> list[Session]:
    """Those who have logged in and are not registered yet."""
    return [
        session
        for session in context.state.sessions
        if session.user is None and not session.closing and fold(session.login or "") == fold(name)
    ]
