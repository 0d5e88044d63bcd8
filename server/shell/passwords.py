"""Hashing passwords: argon2id for PLAIN, PBKDF2 for SCRAM. Keeps to `account_ports.Passwords`."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from chat.protocol.sasl import prepare
from chat.protocol.scram import SALT_LENGTH, make_verifier
from server.core.accounts import SCRAM_ITERATIONS, Credentials

_AT_ONCE = 4  # hashes; each takes its memory while it is made
_MEMORY = 19 * 1024  # KiB, with two passes: OWASP's first choice for argon2id
_PASSES = 2


class Argon2Passwords:
    """From any thread; a crowd that logs in at once takes turns."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(
            time_cost=_PASSES, memory_cost=_MEMORY, parallelism=1, type=Type.ID
        )
        self._room = threading.BoundedSemaphore(_AT_ONCE)
        self._decoy = self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """The argon2id hash of a password, in its own encoding."""
        with self._room:
            return self._hasher.hash(password)

    def verify(self, hashed: str | None, password: str) -> bool:
        """Whether the hash is the password's. Without a hash: no, after the same time."""
        with self._room:
            try:
                return self._hasher.verify(hashed or self._decoy, password) and hashed is not None
            except (VerificationError, InvalidHashError):
                return False

    def make(self, password: str) -> Credentials:
        """What to keep of a password. Raises SaslError if it can be none."""
        prepared = prepare(password)
        hashed = self.hash(prepared)
        with self._room:
            verifier = make_verifier(prepared, secrets.token_bytes(SALT_LENGTH), SCRAM_ITERATIONS)
        return Credentials(hashed, verifier)

    def fits(self, credentials: Credentials | None, password: str) -> bool:
        """Whether it is the password. Without credentials: no, after the same time."""
        return self.verify(credentials.hashed if credentials is not None else None, password)
