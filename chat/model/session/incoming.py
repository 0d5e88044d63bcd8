"""One message from the server, with what the session already made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from chat.protocol.message import Message
from chat.protocol.source import Source

_EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
_LATEST_AHEAD = timedelta(days=1)


class Incoming(Struct, frozen=True):
    """A message, who it is from, when it was said, and which of our commands it answers."""

    message: Message
    source: Source
    own: bool  # we are the source
    time: datetime
    label: str = ""  # of labeled-response, also through batches; "" if it answers nothing
    parts: tuple[Message, ...] = ()  # as the server sent it, if that was more than one line

    @property
    def params(self) -> tuple[str, ...]:
        """The message's parameters."""
        return self.message.params

    @property
    def nick(self) -> str:
        """Who did it: a nick, or a server's name."""
        return self.source.nick

    @property
    def lines(self) -> tuple[Message, ...]:
        """The message as it was on the wire."""
        return self.parts or (self.message,)

    def param(self, index: int) -> str:
        """A parameter, or "" if there are not so many."""
        return self.params[index] if index < len(self.params) else ""


def time_of(tags: Mapping[str, str], clock: Callable[[], datetime]) -> datetime:
    """The moment in the `time` tag (IRCv3 server-time), or now if it tells none one can believe."""
    now = clock()
    if not tags:
        return now
    try:
        said = datetime.fromisoformat(tags["time"])
    except (KeyError, ValueError):
        return now
    if said.tzinfo is None:
        said = said.replace(tzinfo=UTC)
    return said if _EARLIEST <= said <= now + _LATEST_AHEAD else now
