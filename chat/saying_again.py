"""What was said in the language before, said in that of now: for windows that stay open. Pure.

Every sentence that `chat.translation` says is noted under what it came out as, until another
language is chosen; so a text that stands on the screen is known by its own words. What was filled
into a sentence is found in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from msgspec import Struct

_BLANK = re.compile(r"\{(\w+)[^}]*\}")
_LEAST_LETTERS = 3  # of a sentence, beside what is filled in, by which it can be known


class Words(Struct, frozen=True):
    """A sentence as it stands in the program; with `many`, the count decides on it."""

    one: str
    many: str = ""
    count: int = 1


@dataclass(slots=True)
class Said:
    """What was said in one language: the words of each text."""

    words: dict[str, Words] = field(default_factory=dict)

    def find(self, text: str) -> tuple[Words, dict[str, str]] | None:
        """Of which words a text was made, and what was filled in; None of what was never said."""
        if (words := self.words.get(text)) is not None:
            return words, {}
        for said in sorted(filter(_can_be_known, self.words), key=_own_letters, reverse=True):
            if match := _pattern(said).fullmatch(text):
                return self.words[said], match.groupdict()
        return None


def _can_be_known(said: str) -> bool:
    return "{" in said and _own_letters(said) >= _LEAST_LETTERS


def _own_letters(said: str) -> int:
    return sum(character.isalpha() for character in _BLANK.sub("", said))


def _pattern(said: str) -> re.Pattern[str]:
    """Matches the sentence with anything filled in; the same thing where a name comes twice."""
    parts = _BLANK.split(said)
    pattern = re.escape(parts[0])
    named: set[str] = set()
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        pattern += f"(?P={name})" if name in named else f"(?P<{name}>.+)"
        pattern += re.escape(text)
        named.add(name)
    return re.compile(pattern, re.DOTALL)
