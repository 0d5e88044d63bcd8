"""When two names are the same.

Names are compared with the casemapping `ascii` (told in 005): what a client must fold to follow
us is then the same on every machine. So that nobody passes as somebody else by the case or the
width of a letter beyond ASCII, two nicks whose compatibility forms (Unicode NFKC, case folded)
are equal cannot be in use at once; nor by a Cyrillic or Greek letter that looks like a Latin one
(`chat.protocol.lookalikes`).
"""

from __future__ import annotations

from collections.abc import Iterable

from chat.protocol.casemapping import CaseMapping, casefold
from chat.protocol.lookalikes import skeleton

__all__ = ["CASEMAPPING", "SERVICE", "distinct", "fold", "is_nobodys", "is_service", "skeleton"]

CASEMAPPING = CaseMapping.ASCII
SERVICE = "NickServ"  # the nick of the service for accounts; nobody else may have it


def fold(name: str) -> str:
    """The form of a nick, channel or account name that equal names share."""
    if name.isascii():
        return name.lower()
    return casefold(name, CASEMAPPING)


def distinct(names: Iterable[str]) -> list[str]:
    """The names that are not empty, each once, as it stands first."""
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(fold(name), name)
    return list(found.values())


def is_service(nick: str) -> bool:
    """Whether it is the nick of the service for accounts."""
    return fold(nick) == fold(SERVICE)


def is_nobodys(nick: str) -> bool:
    """Whether nobody may have the nick: it reads as the service's."""
    return skeleton(nick) == skeleton(SERVICE)
