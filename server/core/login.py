"""Being logged in to an account: how it begins and ends, how others are told, how often one may try.

The commands that lead here (AUTHENTICATE, REGISTER, VERIFY) are the handlers'.
"""

from __future__ import annotations

from chat.protocol.numerics import Numeric
from server.config import ServerConfig
from server.core.accounts import Account
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session, User
from server.core.naming import fold
from server.core.ports import Clock
from server.core.throttle import Throttle


class LoginAttempts:
    """How many wrong passwords came from an address, and for an account."""

    def __init__(self, config: ServerConfig, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._wrong = Throttle(config.rates.password_window)

    def wait(self, address: str, name: str) -> float:
        """Seconds until a password is looked at again; 0.0 if it is now."""
        rates, now = self._config.effective_rates, self._clock()
        pair = self._wrong.wait((address, fold(name)), rates.password_attempts, now)
        own = self._wrong.wait(address, rates.password_attempts_per_address, now)
        return max(pair, own)

    def failed(self, address: str, name: str) -> None:
        """A wrong password."""
        for key in (address, (address, fold(name))):
            self._wrong.count(key, self._clock())

    def succeeded(self, address: str, name: str) -> None:
        """The right one: those before do not count any more."""
        self._wrong.forget((address, fold(name)))


def log_in(context: Context, session: Session, account: Account) -> None:
    """From now on the session, and its user, is the account's."""
    user = session.user
    if user is None:
        session.login = account.name
    else:
        _set_account(context, user, account.name)
    _tell(context, session, Numeric.RPL_LOGGEDIN, account.name)


def log_out(context: Context, user: User) -> None:
    """The account is gone: the user goes on without."""
    _set_account(context, user, None)
    for session in user.sessions:
        _tell(context, session, Numeric.RPL_LOGGEDOUT)


def _set_account(context: Context, user: User, name: str | None) -> None:
    line = context.event(user, "ACCOUNT", name or "*", needs=Cap.ACCOUNT_NOTIFY)
    user.account = name
    if user.channels:
        context.delivery.broadcast([channel.log for channel in user.channels], line)
    else:
        context.tell_user(user, line)


def _tell(context: Context, session: Session, numeric: Numeric, *account: str) -> None:
    text = f"You are now logged in as {account[0]}" if account else "You are now logged out"
    context.numeric(session, numeric, _mask_of(session), *account, text)


def _mask_of(session: Session) -> str:
    """nick!user@host, as far as it is known before registration."""
    if session.user is not None:
        return session.user.source
    return f"{session.nick or '*'}!{session.username or '*'}@*"
