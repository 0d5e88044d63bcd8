"""Messages of several lines (IRCv3 draft/multiline): taken apart for the wire, and put together.

A line here is its text, and whether it goes on where the one before ended (the tag `CONCAT`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from chat.protocol.splitting import split_text

CAPABILITY = "draft/multiline"
CONCAT = "draft/multiline-concat"

Lines = list[tuple[str, bool]]


class Limits(Struct, frozen=True):
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


def joints(lines: Iterable[tuple[str, bool]]) -> list[int]:
    """Where in the message that lines are (`combine`) one goes on where the one before ended.

    In characters. Without these, nobody could tell how the message was made up.
    """
    places: list[int] = []
    end = -1
    for text, concat in lines:
        if concat and end >= 0:
            places.append(end)
        start = end if concat and end >= 0 else end + 1
        end = start + len(text)
    return places


def separate(text: str, room: int, joined_at: Sequence[int] = ()) -> Lines:
    """A combined message as lines of at most `room` bytes, parted at its `joints`.

    A line too long is broken after a space where it can be, so that nothing is lost.
    """
    lines: Lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        cuts = [start, *(place for place in joined_at if start <= place < end), end]
        pieces = [each for cut in pairwise(cuts) for each in _broken(text[slice(*cut)], room)]
        lines += [(piece, place > 0) for place, piece in enumerate(pieces)]
        start = end + 1
    return lines


def _broken(line: str, room: int) -> list[str]:
    if len(line.encode("utf-8", "surrogatepass")) <= room:
        return [line]
    pieces = []
    start = 0
    for piece in split_text(line, room - 1):  # a byte for the space that a break drops
        end = start + len(piece)
        end += line[end : end + 1] == " " and end < len(line)
        pieces.append(line[start:end])
        start = end
    return pieces


def _number(text: str | None) -> int | None:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number or None
