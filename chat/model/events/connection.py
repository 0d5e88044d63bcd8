"""What happened on the way to a server, and to the connection with it."""

from __future__ import annotations

from enum import StrEnum

from chat.model.events.base import NetworkEvent
from chat.model.security import Certificate, Doubt


class FailureReason(StrEnum):
    """Why a connection could not be made, or was refused before registration ended."""

    NAME_NOT_FOUND = "name-not-found"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    UNTRUSTED = "untrusted"  # nothing speaks for the server's certificate
    CHANGED = "changed"  # it is another than the one that the person trusted
    ONLY_ENCRYPTED = "only-encrypted"  # the server wants TLS always (sts), and TLS failed
    NICK_IN_USE = "nick-in-use"
    NICK_INVALID = "nick-invalid"
    WRONG_PASSWORD = "wrong-password"
    LOGIN_REFUSED = "login-refused"  # account or password are wrong, or the account is locked
    LOGIN_UNAVAILABLE = "login-unavailable"  # the server offers no login that we know
    LOGIN_UNENCRYPTED = "login-unencrypted"  # it would have the password in clear text
    LOGIN_PASSWORD = "login-password"  # no password is known for the account
    CLIENT_CERTIFICATE = "client-certificate"  # our own cannot be used, as its files are
    CERTIFICATE_REFUSED = "certificate-refused"  # the server lets nobody in by it
    ACCOUNT_REFUSED = "account-refused"  # a new account was not made
    BANNED = "banned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ConnectionStarted(NetworkEvent, frozen=True):
    """Looking up and dialling began."""

    host: str
    port: int


class ConnectionEstablished(NetworkEvent, frozen=True):
    """The socket is open; registration (NICK, USER, CAP) began."""


class Registered(NetworkEvent, frozen=True):
    """The server said welcome (001); `nick` is the one it granted."""

    nick: str


class NetworkNamed(NetworkEvent, frozen=True):
    """The server told its network's name (NETWORK in 005)."""

    name: str


class ConnectionFailed(NetworkEvent, frozen=True):
    """No registration was reached; `detail` is the system's or the server's own wording."""

    reason: FailureReason
    detail: str


class CertificateDoubted(NetworkEvent, frozen=True):
    """A server showed a certificate that is to be compared; nothing was sent to it.

    `pinned` is the fingerprint that was trusted there until now, "" at the first time.
    """

    host: str
    port: int
    certificate: Certificate
    doubt: Doubt
    pinned: str = ""


class PolicyTold(NetworkEvent, frozen=True):
    """Over TLS the server said for how many seconds it wants TLS from us; 0: no longer (sts)."""

    duration: int


class ConnectionLost(NetworkEvent, frozen=True):
    """A registered connection ended without being asked to; `detail` says why, if known.

    `by` is who ended it, if a person did: it is not made again by itself.
    """

    detail: str
    by: str = ""


class ReconnectScheduled(NetworkEvent, frozen=True):
    """The connection will be tried again in `delay` seconds, unless that is stopped."""

    delay: float


class Disconnected(NetworkEvent, frozen=True):
    """The connection was ended on request."""
