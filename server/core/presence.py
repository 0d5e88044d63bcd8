"""What others see of a user beside its nick: whether it is away, where it is from.

Changes state and tells those who are to know; who may change what is the handlers' part.
"""

from __future__ import annotations

from collections.abc import Iterable

from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session, User
from server.core.permanence import ABSENT

_UNSPECIFIED = "*"  # away without a word: nobody sits there (IRCv3 pre-away)


def away_of(sessions: Iterable[Session]) -> str | None:
    """The away text of a user with these sessions; None if it is here in any of them.

    A session that is away as `*` counts as if it were not there (pre-away, "Implementation
    considerations"): of the others the one that went last has the word.
    """
    present = [each for each in sessions if each.away != _UNSPECIFIED]
    if not present:
        return _UNSPECIFIED
    if any(each.away is None for each in present):
        return None
    return max(reversed(present), key=lambda each: each.away_since).away


def refresh_away(context: Context, user: User, origin: Session | None = None) -> None:
    """Tell those who share a channel with the user if its sessions now make it away, or here."""
    before = user.away
    user.away = away_of(user.sessions) if user.sessions else ABSENT
    if user.away != before:
        params = () if user.away is None else (user.away,)
        line = context.event(user, "AWAY", *params, needs=Cap.AWAY_NOTIFY)
        context.delivery.broadcast([each.log for each in user.channels], line, origin)
