"""Who may upload, as the chat knows it: by an account's password, or by a token of the chat."""

from __future__ import annotations

from chat.protocol.sasl import SaslError, prepare
from server.core.accounts import Account
from server.core.bans import Identity
from server.core.core import Core
from server.core.handlers.token import FILEHOST
from server.core.naming import fold
from server.files.admission import TooManyTries
from server.shell.state_lock import StateLock


class ChatAdmission:
    """Keeps to `server.files.admission.Admission`; called in the threads of the files' port."""

    def __init__(self, core: Core, lock: StateLock) -> None:
        """`lock`: the state lock."""
        self._core = core
        self._lock = lock

    def by_password(self, account: str, password: str, address: str) -> str | None:
        """As Admission says; wrong passwords count as those of SASL do."""
        context = self._core.context
        name = fold(account)
        with self._lock:
            attempts = context.restraints.passwords
            if (wait := attempts.wait(address, name, context.clock())) > 0:
                raise TooManyTries(int(wait) + 1, f"limit: {attempts.limit}")
            found = context.state.accounts.find(account)
            passwords = context.services.passwords
        try:
            fits = passwords.fits(None if found is None else found.credentials, prepare(password))
        except SaslError:
            fits = False
        with self._lock:
            found = context.state.accounts.find(account)
            banned = context.bans.find(Identity(address, name), context.clock())
            if fits and banned is None and _is_usable(found):
                context.restraints.passwords.succeeded(address, name)
                return f"account:{name}"
            context.restraints.passwords.failed(address, name, context.clock())
        return None

    def by_token(self, token: str) -> str | None:
        """As Admission says."""
        with self._lock:
            context = self._core.context
            grant = context.tokens.redeem(token, context.clock(), service=FILEHOST)
        return None if grant is None else grant.owner


def _is_usable(account: Account | None) -> bool:
    return account is not None and account.verified and not account.suspended
