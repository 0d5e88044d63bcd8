"""Formatting codes as marks that can be seen in an entry, and back. Pure.

IRC's codes are control characters, which an entry shows as boxes or not at all. While one types
they stand there as circled letters; what is sent has the codes (modern IRC documents, "IRC
Formatting").
"""

from __future__ import annotations

import re

from chat.protocol.spoilers import BEGIN, END

BOLD, ITALIC, UNDERLINE, HIDDEN = "Ⓑ", "Ⓘ", "Ⓤ", "Ⓗ"
_CODES = {BOLD: "\x02", ITALIC: "\x1d", UNDERLINE: "\x1f"}
_TO_CODES = str.maketrans(_CODES)
_TO_MARKS = str.maketrans({code: mark for mark, code in _CODES.items()})


_APART = "\x02\x02"  # bold and no more: keeps a number that follows from being a colour
_HIDDEN = re.compile(f"{HIDDEN}([^{HIDDEN}\n]*){HIDDEN}?([0-9]?)")
_HIDING = re.compile(f"{BEGIN}([^\x03\n]*){END}(?:{_APART}(?=[0-9])|(?![0-9]))")


def with_codes(shown: str) -> str:
    """What is sent for what stands in the entry; what is hidden ends with its line."""
    return _HIDDEN.sub(_hide, shown).translate(_TO_CODES)


def with_marks(text: str) -> str:
    """What stands in the entry for a text."""
    return _HIDING.sub(rf"{HIDDEN}\1{HIDDEN}", text).translate(_TO_MARKS)


def _hide(found: re.Match[str]) -> str:
    return f"{BEGIN}{found[1]}{END}{_APART if found[2] else ''}{found[2]}"
