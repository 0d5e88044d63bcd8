"""Formatting codes as marks that can be seen in an entry, and back. Pure.

IRC's codes are control characters, which an entry shows as boxes or not at all. While one types
they stand there as circled letters; what is sent has the codes (modern IRC documents, "IRC
Formatting").
"""

from __future__ import annotations

BOLD, ITALIC, UNDERLINE = "Ⓑ", "Ⓘ", "Ⓤ"
_CODES = {BOLD: "\x02", ITALIC: "\x1d", UNDERLINE: "\x1f"}
_TO_CODES = str.maketrans(_CODES)
_TO_MARKS = str.maketrans({code: mark for mark, code in _CODES.items()})


def with_codes(shown: str) -> str:
    """What is sent for what stands in the entry."""
    return shown.translate(_TO_CODES)


def with_marks(text: str) -> str:
    """What stands in the entry for a text."""
    return text.translate(_TO_MARKS)
