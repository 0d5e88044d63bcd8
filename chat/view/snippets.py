"""A part of a message around what was looked for in it, and where it stands there. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

WIDTH = 200  # characters
BEFORE = 50  # of them before the first hit
MORE = "… "

Spans = tuple[tuple[int, int], ...]


def snippet(text: str, words: Sequence[str]) -> tuple[str, Spans]:
    """The part of a text that shows the first hit, and the place of each hit in it."""
    folded = fold(text)
    firsts = [folded.find(fold(word)) for word in words if word]
    first = min((at for at in firsts if at >= 0), default=0)
    start = 0 if first <= BEFORE + len(MORE) else first - BEFORE
    part = text[start : start + WIDTH]
    shown = (MORE if start else "") + part + ("…" if start + WIDTH < len(text) else "")
    return shown, spans(shown, words)


def spans(text: str, words: Sequence[str]) -> Spans:
    """Where any of the words stand in a text, in order and not over each other."""
    folded = fold(text)
    found: list[tuple[int, int]] = []
    for word in sorted({fold(word) for word in words if word}, key=len, reverse=True):
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            if not any(at < other_end and start < end for start, other_end in found):
                found.append((at, end))
            at = folded.find(word, end)
    return tuple(sorted(found))


def fold(text: str) -> str:
    """A text without case and accents, character for character."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0].casefold()[0]
