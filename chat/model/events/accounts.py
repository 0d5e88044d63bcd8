"""What happened to the accounts that we use on the networks, and to their passwords."""

from __future__ import annotations

from chat.model.events.base import Event, NetworkEvent
from chat.model.events.connection import FailureReason
from chat.protocol.frozen import frozen


@frozen
class LoggedIn(NetworkEvent):
    """We are logged in to `account`, by its own spelling."""

    account: str


@frozen
class LoggedOut(NetworkEvent):
    """We are logged in to no account any more."""


@frozen
class LoginFailed(NetworkEvent):
    """While connected, a login did not work; `detail` is the server's own wording."""

    reason: FailureReason
    detail: str


@frozen
class AccountRegistered(NetworkEvent):
    """A new account is made, or completed by its code."""

    account: str


@frozen
class VerificationWanted(NetworkEvent):
    """A new account needs a code; `words` are the server's, and say where it is to be found."""

    account: str
    words: str


@frozen
class AccountRefused(NetworkEvent):
    """A new account was not made: the specification's code ("UNAVAILABLE": ours), and words."""

    code: str
    words: str


@frozen
class PasswordChanged(NetworkEvent):
    """`account` has another password, that was asked for."""

    account: str


@frozen
class PasswordRefused(NetworkEvent):
    """The password stays: the server's code ("TOO_LONG", "UNSENDABLE": ours), and its words."""

    code: str
    words: str


@frozen
class PasswordNotKept(Event):
    """The system's keyring did not do what it should: `words` say why.

    `name`: it could not forget this password; "": it could not keep or tell one.
    """

    words: str
    name: str = ""
