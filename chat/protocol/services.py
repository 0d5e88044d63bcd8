"""What is asked of a service such as NickServ: words on one line, as they are typed.

A word with a space in it cannot be told from two: it stands in quotation marks, in which `\\"` and
`\\\\` are a mark and a backslash. No I/O.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"(?= |$)|([^ ]+)')
_ESCAPED = re.compile(r"\\(.)")
_SPECIAL = re.compile(r'(["\\])')


def join_words(words: Sequence[str]) -> str:
    """The words on one line: as they are, or all quoted if that is needed."""
    if all(word and " " not in word for word in words):
        return " ".join(words)
    return " ".join('"' + _SPECIAL.sub(r"\\\1", word) + '"' for word in words)


def split_words(text: str, count: int) -> list[str]:
    """The words of a line that should have `count`; where they are as many, marks are letters."""
    words = [word for word in text.split(" ") if word]
    if len(words) == count:
        return words
    return [plain or _ESCAPED.sub(r"\1", quoted) for quoted, plain in _WORD.findall(text)]
