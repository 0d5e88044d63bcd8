"""Message ids: one number for each event that is told, never used twice, in the order of time.

A number is the milliseconds since the epoch, followed by 20 bits that count within one: so the ids
of history are sorted by time as they stand, a moment is a place among them, and a server that
starts again goes on behind the last id it has stored. The `msgid` tag is the number in hexadecimal
(IRCv3 message-ids: to clients it is opaque).
"""

from __future__ import annotations

_COUNTER_BITS = 20


class MessageIds:
    """Gives out the numbers. A clock that was set back does not set them back."""

    def __init__(self, last: int = 0) -> None:
        """`last`: the highest number that was ever given out."""
        self.last = last

    def next(self, now: float) -> int:
        """A number higher than all before, of the moment `now` (seconds since the epoch)."""
        following, at_least = self.last + 1, milliseconds(now) << _COUNTER_BITS
        self.last = following if following > at_least else at_least
        return self.last


def milliseconds(seconds: float) -> int:
    """Whole milliseconds, as server-time shows them; a float's own error does not count."""
    return round(seconds * 1_000_000) // 1000


def first_id_at(moment: int) -> int:
    """The lowest number that an event of this millisecond can have."""
    return moment << _COUNTER_BITS


def time_of(message_id: int) -> float:
    """The event's time, in seconds since the epoch, to the millisecond."""
    return (message_id >> _COUNTER_BITS) / 1000


def milliseconds_of(message_id: int) -> int:
    """The event's time, in milliseconds since the epoch."""
    return message_id >> _COUNTER_BITS


def msgid_of(message_id: int) -> str:
    """The number as a `msgid` tag's value."""
    return f"{message_id:x}"


def parse_msgid(text: str) -> int | None:
    """The number of a `msgid` that this server may have given out; None for any other text."""
    try:
        number = int(text, 16)
    except ValueError:
        return None
    return number if 0 < number < 1 << 63 and msgid_of(number) == text else None
