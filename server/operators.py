"""The operators of the configuration, their passwords as argon2id hashes.

Whoever wants no password in the file or on the command line gives its hash there instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

_HASH_SIGN = "$argon2"


def hashed_operators(operators: Iterable[str], make_hash: Callable[[str], str]) -> dict[str, str]:
    """Each NAME:PASSWORD, where the password may be a hash already, as name and hash. Slow."""
    named = (operator.partition(":") for operator in operators)
    return {
        name: password if password.startswith(_HASH_SIGN) else make_hash(password)
        for name, _, password in named
    }
