"""The operators of the configuration, their passwords as argon2id hashes. Slow on purpose.

Whoever wants no password in the file or on the command line gives its hash there instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASH_SIGN = "$argon2"
_hasher = PasswordHasher()


def hashed_operators(operators: Iterable[str]) -> dict[str, str]:
    """Each NAME:PASSWORD, where the password may be a hash already, as name and hash."""
    named = (operator.partition(":") for operator in operators)
    return {name: _hash_of(password) for name, _, password in named}


def verify_password(kept: str, password: str) -> bool:
    """Whether the password is that of the hash; what is no hash is nobody's.

    Takes the same time for both, so that nobody learns which names there are.
    """
    known = kept.startswith(_HASH_SIGN)
    try:
        return _hasher.verify(kept if known else _hash_of(""), password) and known
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hash_of(password: str) -> str:
    return password if password.startswith(_HASH_SIGN) else _hasher.hash(password)
