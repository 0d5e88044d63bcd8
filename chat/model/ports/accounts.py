"""What the model offers about accounts: log in, register, and be a guest again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.security import OwnCertificate
from chat.protocol.frozen import frozen


@frozen
class Registration:
    """How a server takes new accounts."""

    email_required: bool = False
    custom_name: bool = False  # other names than one's nick


class AccountsModel(Protocol):
    """The accounts that are used on the networks, one on each."""

    def account(self, network: str) -> str:
        """The account that we are logged in to now, or ""."""

    def wanted(self, network: str) -> str:
        """The account that we log in to when we connect, or "" for a guest."""

    def can_log_in(self, network: str) -> bool:
        """Whether the server offers accounts, as far as is known."""

    def use(self, host: str, port: int, account: str, password: str = "") -> None:
        """Log in to this account there from the next connection on; "": as a guest.

        Without a password that of this run is used, or the one in the keyring.
        """

    def certificate(self, host: str, port: int) -> OwnCertificate | None:
        """The certificate of ours that is shown there; None if none is."""

    def use_certificate(self, host: str, port: int, own: OwnCertificate | None) -> None:
        """Show this one there from the next connection on, and log in by it; None: no longer."""

    def log_in(self, network: str, account: str, password: str = "") -> None:
        """Log in: at once where there is a connection (LoggedIn or LoginFailed), else connect."""

    def as_guest(self, network: str) -> None:
        """Forget the account there, and connect again as a guest."""

    def registration(self, network: str) -> Registration | None:
        """How new accounts are made there; None: not from a client."""

    def register(self, network: str, account: str, email: str, password: str) -> None:
        """Make an account: AccountRegistered, VerificationWanted or AccountRefused follow.

        `account` "": as the nick; `email` "": none. Without a connection it connects, and where
        that ends in a refusal, ConnectionFailed(ACCOUNT_REFUSED) follows.
        """

    def verify(self, network: str, account: str, code: str) -> None:
        """Complete a new account by its code: AccountRegistered or AccountRefused follow."""

    def change_password(self, network: str, current: str, new: str) -> None:
        """Give the account there another password: PasswordChanged or PasswordRefused follow.

        Neither does if the connection ends meanwhile. A password that was kept is replaced.
        """

    def may_send_password(self, network: str) -> bool:
        """Whether a password may be sent there as it is: over TLS, or because one said so."""

    def allow_unencrypted(self, network: str) -> None:
        """The password may be sent to this server without TLS, because the person said so."""

    def unencrypted(self) -> Sequence[str]:
        """The servers to which it may, as host:port."""

    def forbid_unencrypted(self, where: str) -> None:
        """It may no more."""

    def is_password_kept(self, network: str) -> bool:
        """Whether the system's keyring has the password of the account there."""

    def forget_password(self, network: str) -> None:
        """Forget it, here and in the keyring."""
