"""Long texts in pieces that fit a line, and texts cut to a length, both in bytes of UTF-8.

What a person sees as one character, a grapheme cluster of UAX #29, is not broken unless it is
longer than the limit by itself. All of it takes time in proportion to the text, whatever is in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from chat.protocol.patterns import pattern

# The first alternative is what \X gives for flags; \X itself counts back through the whole run of
# regional indicators for each, which is quadratic.
_FLAG = r"[\U0001F1E6-\U0001F1FF]{1,2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+"
_GRAPHEME = pattern(rf"{_FLAG}|\X")
_LONGEST_CHARACTER = 4  # bytes of UTF-8 for one code point


def graphemes(text: str) -> Iterator[str]:
    """The text's grapheme clusters (UAX #29, extended), in order."""
    if text.isascii() and "\r" not in text:
        return iter(text)
    return (match[0] for match in _GRAPHEME.finditer(text))


def split_text(text: str, limit: int) -> list[str]:
    """Split a text into pieces of at most `limit` bytes; [] for an empty text.

    A piece ends at the last space that it can, else between graphemes; no piece is empty. The one
    space at a break is dropped, also where the text ends with it; all else is kept: the pieces
    joined with that space, or with nothing where a word was broken, are the text. Line ends have
    no meaning here. Raises ValueError for a limit under 4, where not every character fits.
    """
    if _width(text) <= limit and limit >= _LONGEST_CHARACTER:
        return [text] if text else []
    splitter = _Splitter(limit)
    for unit, width in _units(text, limit):
        splitter.add(unit, width)
    return splitter.finish()


def truncate(text: str, limit: int) -> str:
    """The beginning of a text in at most `limit` bytes, by whole graphemes.

    A grapheme that is longer than the limit alone is cut between code points. Raises ValueError
    for a limit under 4.
    """
    if len(text) <= limit and _width(text) <= limit and limit >= _LONGEST_CHARACTER:
        return text
    kept: list[str] = []
    room = limit
    for unit, width in _units(text, limit):
        room -= width
        if room < 0:
            break
        kept.append(unit)
    return "".join(kept)


class _Splitter:
    """Gathers units into the piece at hand; knows where that piece could last be broken."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pieces: list[str] = []
        self._line: list[str] = []  # units up to the last space that may be a break, and that space
        self._line_size = 0
        self._word: list[str] = []  # units since
        self._word_size = 0

    def add(self, unit: str, width: int) -> None:
        if self._line_size + self._word_size + width > self._limit:
            if unit == " ":
                self._emit(self._line + self._word)
                self._line, self._line_size, self._word, self._word_size = [], 0, [], 0
                return
            self._break(width)
        self._word.append(unit)
        self._word_size += width
        if unit == " " and len(self._line) + len(self._word) > 1:
            self._line += self._word
            self._line_size += self._word_size
            self._word, self._word_size = [], 0

    def _break(self, width: int) -> None:
        """Make room for a unit: break at the last space, and if that is not enough, in the word."""
        if self._line:
            self._emit(self._line[:-1])
            self._line, self._line_size = [], 0
        if self._word_size + width > self._limit:
            self._emit(self._word)
            self._word, self._word_size = [], 0

    def _emit(self, units: list[str]) -> None:
        self._pieces.append("".join(units))

    def finish(self) -> list[str]:
        rest = self._line + self._word
        if rest:
            self._emit(rest)
        return self._pieces


def _units(text: str, limit: int) -> Iterator[tuple[str, int]]:
    """What must not be broken, each with its size in bytes."""
    if limit < _LONGEST_CHARACTER:
        raise ValueError(f"{limit} bytes do not hold every character")
    for grapheme in graphemes(text):
        width = _width(grapheme)
        if width <= limit:
            yield grapheme, width
        else:
            yield from ((char, _width(char)) for char in grapheme)


def _width(text: str) -> int:
    # A lone surrogate, which Tk can hand out, is sent as "?"; counting it as three bytes is safe.
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
