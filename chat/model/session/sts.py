"""A server that wants TLS always says so with its capabilities (IRCv3 sts)."""

from __future__ import annotations

from collections.abc import Mapping

from chat.model.events import PolicyTold
from chat.model.session.session import Session
from chat.model.session.state import Phase

_MOST_DIGITS = 15


def note_policy(session: Session, offered: Mapping[str, str | None]) -> None:
    """Take the value of `sts`: where to come back over TLS, or for how long TLS is wanted.

    `port` counts on connections without TLS alone, `duration` on those with it.
    """
    value = offered.get("sts")
    if not value:
        return
    keys = _keys(value)
    if session.security is None:
        port = _number(keys.get("port"))
        if port is not None and 1 <= port <= 65535 and session.phase is Phase.REGISTERING:
            session.upgrade_port = port
        return
    duration = _number(keys.get("duration"))
    if duration is not None:
        session.publish(PolicyTold(session.network, duration))


def _keys(value: str) -> dict[str, str]:
    pairs = (token.partition("=") for token in value.split(","))
    return {key: text for key, _, text in pairs}


def _number(text: str | None) -> int | None:
    usable = text is not None and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if usable and text is not None else None
