"""Messages of several lines (IRCv3 draft/multiline): taken apart for the wire, and put together.

A line here is its text, and whether it goes on where the one before ended (the tag `CONCAT`).
"""

from __future__ import annotations

from collections.abc import Iterable

from chat.protocol.frozen import frozen
from chat.protocol.splitting import split_text

CAPABILITY = "draft/multiline"
CONCAT = "draft/multiline-concat"

Lines = list[tuple[str, bool]]


@frozen
class Limits:
    """What a server takes as one message, in bytes of UTF-8 and in lines; None is no limit said."""

    size: int
    lines: int | None = None

    def allow(self, lines: Lines) -> bool:
        """Whether this many lines of this length are one message; blank ones alone are none."""
        if not any(text for text, _ in lines) or len(lines) > (self.lines or len(lines)):
            return False
        size = sum(len(text.encode("utf-8", "surrogatepass")) for text, _ in lines)
        return size + sum(not concat for _, concat in lines[1:]) <= self.size


def parse_limits(value: str | None) -> Limits | None:
    """The capability's value, "max-bytes=4096,max-lines=24"; None if it makes no sense."""
    words = dict(word.partition("=")[::2] for word in (value or "").split(","))
    size, lines = _number(words.get("max-bytes")), _number(words.get("max-lines"))
    return None if size is None else Limits(size, lines)


def combine(lines: Iterable[tuple[str, bool]]) -> str:
    """The message that lines are: parted by line feeds but where one goes on."""
    text = "".join(line if concat else f"\n{line}" for line, concat in lines)
    return text.removeprefix("\n")


def separate(text: str, room: int) -> Lines:
    """A combined message as lines of at most `room` bytes.

    A line too long is broken after a space where it can be, so that nothing is lost.
    """
    lines: Lines = []
    for line in text.split("\n"):
        pieces = split_text(line, room - 1) or [""]  # a byte for the space that a break drops
        start = 0
        for piece in pieces:
            end = start + len(piece)
            end += line[end : end + 1] == " " and end < len(line)
            lines.append((line[start:end], start > 0))
            start = end
    return lines


def _number(text: str | None) -> int | None:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number or None
