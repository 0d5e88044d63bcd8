"""Where a message came from: `nick!user@host`, or a server's name (modern IRC, "Source")."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct


class Source(Struct, frozen=True):
    """A source in its parts; a part that was not given is "". A server's name stands in `nick`."""

    nick: str = ""
    user: str = ""
    host: str = ""

    @property
    def is_server(self) -> bool:
        """Whether it names a server: a dotted name alone (no nick holds a dot)."""
        return "." in self.nick and not self.user and not self.host

    def __str__(self) -> str:
        """The source as it stands in a line; what is missing is left out with its mark."""
        user = f"!{self.user}" if self.user else ""
        host = f"@{self.host}" if self.host else ""
        return f"{self.nick}{user}{host}"


@lru_cache(maxsize=1024)
def parse_source(text: str | None) -> Source:
    """Take a source apart. Never fails: what cannot be told apart is the nick."""
    name, bang, userhost = (text or "").partition("!")
    if bang:
        user, _, host = userhost.partition("@")
        return Source(name, user, host)
    nick, _, host = name.partition("@")
    return Source(nick, "", host)
