"""Tokens that the chat hands to its people, to show to another service (IRCv3 authtoken)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

LIFETIME = 600.0  # seconds that a token may be used
MOST = 20  # tokens that wait for one owner; a new one takes the place of the oldest


@dataclass(frozen=True, slots=True)
class Grant:
    """Whom a token stands for, and what it is good for."""

    owner: str  # whose uploads it counts for: "account:NAME" or "address:ADDRESS"
    service: str
    url: str
    name: str  # nick
    account: str | None = None
    scope: str = ""


class Tokens:
    """Those that were handed out and not used yet. Each is good once."""

    def __init__(self) -> None:
        self._grants: dict[str, tuple[Grant, float]] = {}  # token -> grant, expiry; oldest first

    def issue(self, grant: Grant, now: float) -> str:
        """A new token."""
        self._forget(now)
        waiting = [token for token, (each, _) in self._grants.items() if each.owner == grant.owner]
        for token in waiting[: max(0, len(waiting) + 1 - MOST)]:
            del self._grants[token]
        token = secrets.token_urlsafe(32)
        self._grants[token] = (grant, now + LIFETIME)
        return token

    def redeem(
        self, token: str, now: float, *, service: str, url: str | None = None
    ) -> Grant | None:
        """What a token is good for; None if it is not, or was used, or is for something else."""
        self._forget(now)
        grant, _ = self._grants.get(token, (None, 0.0))
        if grant is None or grant.service != service or url not in (None, grant.url):
            return None
        del self._grants[token]
        return grant

    def _forget(self, now: float) -> None:
        while self._grants:
            token, (_, expiry) = next(iter(self._grants.items()))
            if expiry > now:
                return
            del self._grants[token]
