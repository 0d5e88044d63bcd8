"""Extended masks of a channel's lists (IRCv3 account-extban): `~a:name` account, `~m:mask` mute.

`+b ~a:alice` keeps an account out, `+e ~a:alice` and `+I ~a:alice` let it in, `~a:*` is whoever is
logged in. `+b ~m:mask` lets people in but not speak; its mask may be extended itself. Other masks
are nick!user@host.
"""

from __future__ import annotations

import re

from chat.protocol.masks import matches, normalize_mask
from server.core.entities import User
from server.core.naming import CASEMAPPING

PREFIX = "~"
ACCOUNT, MUTE = "a", "m"
TYPES = ACCOUNT + MUTE
_LOOKS_EXTENDED = re.compile(rf"{PREFIX}[A-Za-z]+:")
_NAMES = {"a": ACCOUNT, "account": ACCOUNT, "m": MUTE, "mute": MUTE}


def parse_extban(mask: str) -> tuple[str, str] | None:
    """Type and value of an extended mask; None for any other text."""
    if not mask.startswith(PREFIX):
        return None
    name, colon, value = mask[1:].partition(":")
    kind = _NAMES.get(name.lower())
    return (kind, value) if kind is not None and colon and value else None


def unknown_extban(mask: str) -> str | None:
    """What looks like an extended mask and is none, which would hit nobody; in a mute's, too."""
    extban = parse_extban(mask)
    if extban is not None:
        return unknown_extban(extban[1]) if extban[0] == MUTE else None
    looks_like_one = _LOOKS_EXTENDED.match(mask.removeprefix("*!*@"))
    return looks_like_one[0] if looks_like_one is not None else None


def normalize_entry(text: str) -> str:
    """A list's entry in the form in which it is kept."""
    extban = parse_extban(text)
    if extban is None:
        return normalize_mask(text)
    kind, value = extban
    return f"{PREFIX}{kind}:{normalize_entry(value) if kind == MUTE else value}"


def is_mute(mask: str) -> bool:
    """Whether the entry takes the word from those it matches, and nothing else."""
    extban = parse_extban(mask)
    return extban is not None and extban[0] == MUTE


def entry_matches(mask: str, user: User) -> bool:
    """Whether the entry is about this user; a mute, whether it mutes this user."""
    extban = parse_extban(mask)
    if extban is None:
        return matches(mask, user.source, CASEMAPPING)
    kind, value = extban
    if kind == MUTE:
        return entry_matches(value, user)
    return user.account is not None and matches(value, user.account, CASEMAPPING)
