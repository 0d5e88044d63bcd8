"""Which passwords an account may have. Answers only; what becomes of them is the callers'."""

from __future__ import annotations

from chat.protocol.sasl import SaslError, prepare
from server.core.naming import fold

LONGEST = 450  # bytes; what still fits into the line of any command


def refused_password(name: str, password: str, least: int) -> tuple[str, str] | None:
    """Code and text of why the account cannot have this password, of at least so many letters.

    The codes are those of IRCv3 draft/account-registration.
    """
    if len(password.encode()) > LONGEST:
        return "UNACCEPTABLE_PASSWORD", f"The password is over {LONGEST} bytes long"
    try:
        prepared = prepare(password)
    except SaslError as reason:
        return "UNACCEPTABLE_PASSWORD", f"The password cannot be used: {reason}"
    if len(prepared) < least:
        return "WEAK_PASSWORD", f"The password needs at least {least} characters"
    if fold(prepared) == fold(name):
        return "WEAK_PASSWORD", "The password is the account's name"
    return None
