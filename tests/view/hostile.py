"""Text that strangers could send to hurt a window, by kind, and what may never reach a widget."""

from __future__ import annotations

import unicodedata

KINDS = {
    "control characters": "a\x00b\x07c\x1b[31md\x7fe\x85f\x9b",
    "line ends": "one\r\ntwo\nthree\u2028four\u2029five\vsix",
    "formatting codes": "\x02bold\x02 \x0304,12colour\x0f \x04ff0000hex \x1ditalic\x1f",
    "bidi override": "photo\u202egnp.exe",
    "bidi isolates left open": "\u2066\u2067\u2068" * 200 + "text",
    "zero width": "a\u200bd\u200bm\u2060i\ufeffn\u00ad\u180e",
    "joiners alone": "\u200d\u200c\u200d" * 500,
    "combining marks": "z" + "\u0301\u0489\u20dd" * 3_334 + "algo",
    "only marks": "\u0300" * 10_000,
    "lone surrogates": "a\ud800b\udfffc",
    "noncharacters": "a\ufffe\uffff\ufdd0\U0001ffffb",
    "tags": "".join(chr(0xE0000 + ord(c)) for c in "hidden") + "x",
    "variation selectors": "x" + "\U000e0100" * 1000 + "\ufe0f" * 1000,
    "fillers": "\u3164\u115f\u1160\uffa0",
    "blank": " \u00a0\u2003\u3000\u2800",
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea 👍🏽 ❤️",
    "long line": "x" * 1_000_000,
    "long words": ("y" * 5_000 + " ") * 20,
    "many lines": "\n" * 20_000,
    "many tabs": "\t" * 20_000,
    "Tcl syntax": '[exit] $env(HOME) {unbalanced \\ " ; %s %W',
    "wide and right to left": "你好" * 3_000 + "שלום" * 1_000 + "مرحبا" * 1_000,
    "private use": "\ue000\uf8ff\U000f0000\U0010fffd",
    "unassigned": "\u0378\U0003ffff\U000e01ff",
}

_BIDI = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MOST_MARKS = 8
LONGEST = 4_100


def dangers(text: str, *, lines: bool = False) -> list[str]:
    """What is wrong with a text that a widget shows; `lines` allows line ends."""
    found = [f"U+{ord(c):04X}" for c in text if _is_dangerous(c, lines)]
    marks = longest = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        longest = max(longest, marks)
    if longest > MOST_MARKS:
        found.append(f"{longest} marks on one character")
    if len(text) > LONGEST:
        found.append(f"{len(text)} characters")
    return found


def _is_dangerous(character: str, lines: bool) -> bool:
    if character == "\n" and lines:
        return False
    code = ord(character)
    return (
        character in _BIDI
        or unicodedata.category(character) in ("Cc", "Cs")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0xE0000 <= code <= 0xE01EF
    )
