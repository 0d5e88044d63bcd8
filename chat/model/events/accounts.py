"""What happened to the accounts that we use on the networks, and to their passwords."""

from __future__ import annotations

from chat.model.events.base import Event, NetworkEvent
from chat.model.events.connection import FailureReason


class LoggedIn(NetworkEvent, frozen=True):
    """We are logged in to `account`, by its own spelling."""

    account: str


class LoggedOut(NetworkEvent, frozen=True):
    """We are logged in to no account any more."""


class LoginFailed(NetworkEvent, frozen=True):
    """While connected, a login did not work; `detail` is the server's own wording."""

    reason: FailureReason
    detail: str


class AccountRegistered(NetworkEvent, frozen=True):
    """A new account is made, or completed by its code."""

    account: str


class VerificationWanted(NetworkEvent, frozen=True):
    """A new account needs a code; `words` are the server's, and say where it is to be found."""

    account: str
    words: str


class AccountRefused(NetworkEvent, frozen=True):
    """A new account was not made: the specification's code ("UNAVAILABLE": ours), and words."""

    code: str
    words: str


class PasswordChanged(NetworkEvent, frozen=True):
    """`account` has another password, that was asked for."""

    account: str


class PasswordRefused(NetworkEvent, frozen=True):
    """The password stays: the server's code ("TOO_LONG", "UNSENDABLE": ours), and its words."""

    code: str
    words: str


class PasswordNotKept(Event, frozen=True):
    """The system's keyring did not do what it should: `words` say why.

    `name`: it could not forget this password; "": it could not keep or tell one.
    """

    words: str
    name: str = ""
