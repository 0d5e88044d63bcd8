"""Accounts: who has one, which nick is kept for whom, what is remembered of an account.

Data and lookups. What a password is hashed with, and where accounts are kept, is behind ports.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field, replace

from chat.protocol.scram import ScramVerifier
from server.core.naming import fold, skeleton

SCRAM_ITERATIONS = 16_384  # of new passwords; RFC 7677 section 4 wants 4096 at least


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is kept of a password: an argon2id hash for PLAIN, a verifier for SCRAM-SHA-256."""

    hashed: str
    scram: ScramVerifier


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account. Times in seconds since the epoch."""

    name: str
    created: float
    credentials: Credentials | None = None  # None: a certificate alone opens it
    email: str = ""
    suspended: bool = False
    always_on: bool | None = None  # None: as the server's default
    fingerprints: frozenset[str] = field(default_factory=frozenset)  # of certificates, SHA-256
    code: str = ""  # digest of the code that VERIFY has to bring; "": verified
    code_expires: float = 0.0

    @property
    def verified(self) -> bool:
        """Whether it may be used."""
        return not self.code

    def opened_by(self, code: str) -> bool:
        """Whether the code is the one that was sent."""
        return bool(self.code) and hmac.compare_digest(self.code, digest(code))


INVITATION = "invitation"  # as an account's `code`: any open invitation's code will do


def digest(code: str) -> str:
    """What is kept of a code: long and random, so a plain hash will do."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


class AccountRegistry:
    """All accounts by name; names that read the same are the same."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._skeletons: dict[str, str] = {}
        self._certificates: dict[str, str] = {}

    def find(self, name: str) -> Account | None:
        """The account of this name, in any case."""
        return self._accounts.get(fold(name))

    def holder_of(self, name: str, now: float) -> Account | None:
        """The account that stands in the way of a new one of this name."""
        key = self._skeletons.get(skeleton(name), fold(name))
        account = self._accounts.get(key)
        if account is not None and not account.verified and account.code_expires <= now:
            return None
        return account

    def reserver_of(self, nick: str) -> Account | None:
        """The account that a nick is kept for: verified, and of a name that reads the same."""
        account = self.find(nick) or self._accounts.get(self._skeletons.get(skeleton(nick), ""))
        return account if account is not None and account.verified else None

    def by_certificate(self, fingerprint: str) -> Account | None:
        """The account that this certificate opens."""
        key = self._certificates.get(fingerprint)
        return self._accounts.get(key) if key is not None else None

    def put(self, account: Account) -> None:
        """Enter an account, in the place of the one of the same name.

        And of one that only reads the same, unless that is somebody's: such a pair is of a time
        when fewer names read the same.
        """
        key = fold(account.name)
        alike = self._accounts.get(self._skeletons.get(skeleton(account.name), ""))
        self.remove(account.name)
        if alike is not None and not alike.verified:
            self.remove(alike.name)
        self._accounts[key] = account
        self._skeletons.setdefault(skeleton(account.name), key)
        self._certificates.update(dict.fromkeys(account.fingerprints, key))

    def remove(self, name: str) -> None:
        """Forget an account; absent is no error."""
        account = self._accounts.pop(fold(name), None)
        if account is not None:
            if self._skeletons.get(skeleton(account.name)) == fold(name):
                del self._skeletons[skeleton(account.name)]
            for fingerprint in account.fingerprints:
                self._certificates.pop(fingerprint, None)


def verified(account: Account) -> Account:
    """The account once its code was given."""
    return replace(account, code="", code_expires=0.0)
