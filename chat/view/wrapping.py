"""Cuts text into lines of a width in pixels. Pure: what a character measures is passed in.

Widths are cached, so a message costs additions and no call of Tk. Tk on X11 adds up the same
numbers; where the system kerns (macOS, Windows) lines are a pixel or two shorter than computed.
Lines end at spaces, and around the characters of scripts written without spaces (UAX #14, much
shortened: classes ID, CL and OP); a word wider than the line is cut where it must be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from chat.protocol.patterns import pattern

_CLOSING = "、。，．・：；？！）」』】〕〉》ー々"  # never begins a line
_OPENING = "（「『【〔〈《"  # never ends one
_WIDE = r"\p{East_Asian_Width=W}\p{East_Asian_Width=F}"
# What clings to the character before it: marks, joiners with what they join, skin tones.
_CLINGING = r"(?:[\p{M}\u200c\U0001f3fb-\U0001f3ff]|\u200d.?)"
# What stays on one line if there is room: spaces, a word, one wide character and its punctuation.
_PIECE = pattern(
    r"(?V1) +"
    rf"|[{_OPENING}]*(?:[^ {_WIDE}]+|[{_WIDE}--{_OPENING}{_CLOSING}]{_CLINGING}*)?[{_CLOSING}]*"
)
_CHARACTER = pattern(rf"\X{_CLINGING}*")
_NEAT = "/-_?&=.,"  # in addresses: better places than the middle of a word
_LONGEST_CACHED = 24
_MOST_CACHED = 50_000


class CharacterWidths(dict[str, int]):
    """Width of each character in pixels, measured when first asked for."""

    def __init__(self, measure: Callable[[str], int]) -> None:
        super().__init__()
        self._measure = measure
        self._words: dict[str, int] = {}

    def __missing__(self, character: str) -> int:
        width = self[character] = self._measure(character)
        return width

    def of(self, text: str) -> int:
        """Width of a whole text in pixels."""
        return sum(map(self.__getitem__, text))

    def of_word(self, word: str) -> int:
        """Width of a word, remembered: people say the same words again and again."""
        width = self._words.get(word)
        if width is None:
            width = self.of(word)
            if len(word) <= _LONGEST_CACHED:
                if len(self._words) >= _MOST_CACHED:
                    self._words.clear()
                self._words[word] = width
        return width


def wrap(text: str, width: int, widths: CharacterWidths) -> list[str]:
    """The lines of `text`, none wider than `width` pixels unless one character is."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if widths.of(paragraph) <= width:
            lines.append(paragraph)
        else:
            plain = _wrap_plain(paragraph, width, widths) if paragraph.isascii() else None
            lines.extend(plain or _wrap_paragraph(paragraph, width, widths))
    return lines


def elide(text: str, width: int, widths: CharacterWidths) -> str:
    """`text`, or as much of its beginning as fits `width` pixels with an ellipsis."""
    if widths.of(text) <= width:
        return text
    return _cut(text, width - widths["…"], widths)[0].rstrip() + "…"


def _wrap_plain(text: str, width: int, widths: CharacterWidths) -> list[str] | None:
    """The same as `_wrap_paragraph`, quickly, for words and spaces; None if a word must be cut."""
    ends = list(accumulate(map(widths.__getitem__, text)))  # where each character ends, in pixels
    lines: list[str] = []
    start = done = 0
    while ends[-1] - done > width:
        fit = bisect_right(ends, done + width, start)
        cut = fit if text[fit] == " " else text.rfind(" ", start, fit)
        if cut <= start or text[start] == " ":
            return None
        lines.append(text[start:cut].rstrip(" "))
        while cut < len(text) and text[cut] == " ":
            cut += 1
        if cut == len(text):
            return lines
        start, done = cut, ends[cut - 1]
    return [*lines, text[start:].rstrip(" ")]


def _wrap_paragraph(text: str, width: int, widths: CharacterWidths) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECE.findall(text):
        size = widths.of_word(piece)
        if used + size <= width or (piece[:1] == " " and line):
            line, used = line + piece, used + size
            continue
        if line:
            lines.append(line.rstrip(" "))
        rest = piece
        while size > width and rest:
            begin, rest = _cut_neatly(rest, width, widths)
            lines.append(begin)
            size = widths.of(rest)
        line, used = rest, size
    if line.rstrip(" ") or not lines:
        lines.append(line.rstrip(" "))
    return lines


def _cut_neatly(text: str, width: int, widths: CharacterWidths) -> tuple[str, str]:
    """Cut a word that is too wide after a slash or the like, if that leaves half a line."""
    begin, rest = _cut(text, width, widths)
    place = max(map(begin.rfind, _NEAT)) + 1
    return (begin, rest) if place <= len(begin) // 2 else (text[:place], text[place:])


def _cut(text: str, width: int, widths: CharacterWidths) -> tuple[str, str]:
    """As many whole characters as fit `width`, at least one, and the rest."""
    end, left = 0, width
    for found in _CHARACTER.finditer(text):
        left -= widths.of(found.group())
        if left < 0 and end:
            break
        end = found.end()
    return text[:end], text[end:]
