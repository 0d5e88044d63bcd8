"""SASL mechanisms from the client's side: which to take, and what to answer to each challenge.

SCRAM-SHA-256 first, because the server never learns the password by it; PLAIN only where that is
safe or allowed (RFC 4616, 4). Pure: the nonce is given, and the slow step is left to the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from chat.protocol.sasl import SaslError, format_plain
from chat.protocol.scram import MECHANISM as SCRAM
from chat.protocol.scram import ScramClient

PLAIN = "PLAIN"
EXTERNAL = "EXTERNAL"


def choose(
    offered: Iterable[str] | None, *, plain: bool, password: bool = True, certificate: bool = False
) -> list[str]:
    """The mechanisms to try, best first; `offered` None: the server does not say which it has.

    `password` and `certificate` say what there is to log in with; `plain`, whether the password
    may be sent as it is.
    """
    known = [EXTERNAL] if certificate else []
    if password:
        known += [SCRAM, PLAIN] if plain else [SCRAM]
    if offered is None:
        return known
    names = {name.upper() for name in offered}
    return [name for name in known if name in names]


class Mechanism(Protocol):
    """One exchange."""

    @property
    def slow(self) -> bool:
        """Whether `answer` to the next challenge takes a noticeable time."""

    def answer(self, challenge: bytes) -> bytes:
        """The response to a challenge of the server's. Raises SaslError."""

    def proven(self) -> bool:
        """Whether the server has shown all that it must show before its word counts."""


class PlainMechanism:
    """PLAIN: name and password as they are."""

    slow = False

    def __init__(self, account: str, password: str) -> None:
        self._account = account
        self._password = password

    def answer(self, challenge: bytes) -> bytes:
        """See Mechanism."""
        if challenge:
            raise SaslError("the server asks what PLAIN does not answer")
        return format_plain(self._account, self._password)

    def proven(self) -> bool:
        """See Mechanism."""
        return True


class ExternalMechanism:
    """EXTERNAL (RFC 4422, appendix A): the certificate that TLS has shown says who we are."""

    slow = False

    def answer(self, challenge: bytes) -> bytes:
        """See Mechanism. No name is given: the server knows whose the certificate is."""
        if challenge:
            raise SaslError("the server asks what EXTERNAL does not answer")
        return b""

    def proven(self) -> bool:
        """See Mechanism."""
        return True


class ScramMechanism:
    """SCRAM-SHA-256: the password stays here, and the server proves that it knows the account."""

    def __init__(self, account: str, password: str, nonce: str) -> None:
        """Raises SaslError for a name or password that can be none."""
        self._client = ScramClient(account, password, nonce)
        self._step = 0
        self._proven = False

    @property
    def slow(self) -> bool:
        """See Mechanism."""
        return self._step == 1

    def answer(self, challenge: bytes) -> bytes:
        """See Mechanism."""
        self._step += 1
        if self._step == 1:
            return self._client.first_message()
        if self._step == 2:
            return self._client.final_message(challenge)
        self._client.check(challenge)
        self._proven = True
        return b""

    def proven(self) -> bool:
        """See Mechanism."""
        return self._proven


def make(name: str, account: str, password: str, nonce: str) -> Mechanism:
    """The mechanism of a name that `choose` gave. Raises SaslError."""
    if name == SCRAM:
        return ScramMechanism(account, password, nonce)
    if name == EXTERNAL:
        return ExternalMechanism()
    return PlainMechanism(account, password)
