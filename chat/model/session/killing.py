"""KILL: an operator puts us off the server (modern IRC, KILL). Reads who it was, and why.

Servers tell it by a KILL of its own, or only in the words of their ERROR.
"""

from __future__ import annotations

import re

from msgspec import Struct

from chat.model.session.incoming import Incoming
from chat.protocol.formatting import strip_formatting

_PATH = re.compile(r"\S+ \((.*)\)")  # RFC 1459, 4.6.1: servers put the way it came before the words
_TOLD = re.compile(r"\bkilled (?:by )?\(?\"?([^\s()\":]+)\"?(?: \((.*?)\)+|: (.*))?", re.IGNORECASE)


class Kill(Struct, frozen=True):
    """Who ended our connection, and why, "" if they did not say."""

    by: str
    reason: str = ""


def told_by_kill(incoming: Incoming) -> Kill | None:
    """What a KILL says; None of one by a server, which is no judgement of its user."""
    if incoming.source.is_server or not incoming.nick:
        return None
    words = strip_formatting(incoming.param(1)).strip()
    path = _PATH.fullmatch(words)
    return Kill(incoming.nick, path[1] if path else words)


def told_by_error(words: str) -> Kill | None:
    """What an ERROR says of a KILL, if it is about one by a person or a service."""
    found = _TOLD.search(words)
    if found is None or "." in found[1]:  # a server's name: two had the same nick
        return None
    return Kill(found[1], (found[2] or found[3] or "").strip())
