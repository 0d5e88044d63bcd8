"""What happened on the way to a server, and to the connection with it."""

from __future__ import annotations

from enum import StrEnum

from chat.model.events.base import NetworkEvent
from chat.model.security import Certificate, Doubt
from chat.protocol.frozen import frozen


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


@frozen
class ConnectionStarted(NetworkEvent):
    """Looking up and dialling began."""

    host: str
    port: int


@frozen
class ConnectionEstablished(NetworkEvent):
    """The socket is open; registration (NICK, USER, CAP) began."""


@frozen
class Registered(NetworkEvent):
    """The server said welcome (001); `nick` is the one it granted."""

    nick: str


@frozen
class NetworkNamed(NetworkEvent):
    """The server told its network's name (NETWORK in 005)."""

    name: str


@frozen
class ConnectionFailed(NetworkEvent):
    """No registration was reached; `detail` is the system's or the server's own wording."""

    reason: FailureReason
    detail: str


@frozen
class CertificateDoubted(NetworkEvent):
    """A server showed a certificate that is to be compared; nothing was sent to it.

    `pinned` is the fingerprint that was trusted there until now, "" at the first time.
    """

    host: str
    port: int
    certificate: Certificate
    doubt: Doubt
    pinned: str = ""


@frozen
class PolicyTold(NetworkEvent):
    """Over TLS the server said for how many seconds it wants TLS from us; 0: no longer (sts)."""

    duration: int


@frozen
class ConnectionLost(NetworkEvent):
    """A registered connection ended without being asked to; `detail` says why, if known."""

    detail: str


@frozen
class ReconnectScheduled(NetworkEvent):
    """The connection will be tried again in `delay` seconds, unless that is stopped."""

    delay: float


@frozen
class Disconnected(NetworkEvent):
    """The connection was ended on request."""
