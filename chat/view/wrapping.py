"""Cuts text into lines of a width in pixels. Pure: what a character measures is passed in.

Widths are cached a character at a time, so a message costs additions and no call of Tk. Tk on
X11 adds up the same numbers; where the system kerns (macOS, Windows) lines are a pixel or two
shorter than computed, never longer than the slack that the caller leaves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

# Closing punctuation never begins a line, opening never ends one (UAX #14, classes CL and OP).
_NEVER_FIRST = frozenset("、。，．・：；？！）」』】〕〉》”’ー々…")
_NEVER_LAST = frozenset("（「『【〔〈《“‘")


class CharacterWidths(dict[str, int]):
    """Width of each character in pixels, measured when first asked for."""

    def __init__(self, measure: Callable[[str], int]) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, character: str) -> int:
        width = self[character] = self._measure(character)
        return width

    def of(self, text: str) -> int:
        """Width of a whole text in pixels."""
        return sum(map(self.__getitem__, text))


def wrap(text: str, width: int, widths: CharacterWidths) -> list[str]:
    """The lines of `text`, none wider than `width` pixels unless one character is."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if widths.of(paragraph) <= width:
            lines.append(paragraph)
        else:
            lines.extend(_wrap_paragraph(paragraph, width, widths))
    return lines


def elide(text: str, width: int, widths: CharacterWidths) -> str:
    """`text`, or as much of its beginning as fits `width` pixels with an ellipsis."""
    if widths.of(text) <= width:
        return text
    left = width - widths["…"]
    for position, character in enumerate(text):
        left -= widths[character]
        if left < 0:
            return text[: _whole(text, position, 0)].rstrip() + "…"
    return text


def _wrap_paragraph(text: str, width: int, widths: CharacterWidths) -> list[str]:
    lines: list[str] = []
    start, used, allowed = 0, 0, 0  # `allowed`: the last place where a line may end
    position = 0
    while position < len(text):
        if position > start and _may_break(text[position - 1], text[position]):
            allowed = position
        used += widths[text[position]]
        if used > width and position > start and text[position] != " ":
            end = allowed if allowed > start else _whole(text, position, start)
            lines.append(text[start:end].rstrip(" "))
            start = position = end
            used = 0
            continue
        position += 1
    lines.append(text[start:])
    return lines


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters (UAX #14, much shortened)."""
    if before == " ":
        return after != " "
    if before in _NEVER_LAST or after in _NEVER_FIRST:
        return False
    if before == "-":
        return after.isalpha()
    return (_is_wide(before) and not _clings(after)) or (_is_wide(after) and before != "\u200d")


def _is_wide(character: str) -> bool:
    return character > "\u10ff" and unicodedata.east_asian_width(character) in "WF"


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it (UAX #29: marks, joiners, skin tones)."""
    return (
        character in "\u200c\u200d"
        or unicodedata.category(character)[0] == "M"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _whole(text: str, position: int, start: int) -> int:
    """The nearest place at or before `position` that does not cut a character from its marks."""
    place = position
    while place > start + 1 and (_clings(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    return place if place > start + 1 or not _clings(text[place]) else position
