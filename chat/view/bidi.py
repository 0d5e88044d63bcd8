"""Right-to-left text in its visual order, for a Tk that draws characters as they come.

Tk on X11 knows neither the bidirectional algorithm (UAX #9) nor the joining forms of Arabic; on
Windows and macOS the system does both. So there alone, a line that is only shown is put in the
order and the forms in which it is read. What one types, copies or searches stays logical: nothing
here touches an editor. `draw_like` says once for the program which kind of Tk it is.
"""

from __future__ import annotations

import re
import tkinter
import unicodedata
from functools import lru_cache

from chat.protocol.patterns import pattern

_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ARABIC = re.compile(r"[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
# Marks that the reversal left before their letter (UAX #9, rule L3).
_LOOSE_MARKS = pattern(rf"(?<!\p{{Latin}})(\p{{M}}+)({_RIGHT_TO_LEFT.pattern})")
_STRONG = ("L", "R", "AL")
# The sign for the whole name of God stands in few fonts; its letters stand in all.
_FORMS = {"delete_harakat": False, "delete_tatweel": False, "ARABIC LIGATURE ALLAH": False}
_MOST_CHARACTERS = 4_000  # of one line that are put in order; a name or a message has fewer


class _Tk:
    """What the Tk of this program leaves to us."""

    needs_order = False


def draw_like(root: tkinter.Misc) -> None:
    """Order text from now on as the Tk of `root` needs it."""
    _Tk.needs_order = str(root.tk.call("tk", "windowingsystem")) == "x11"


def shaped(text: str) -> str:
    """`text` with the letters of Arabic joined; still in logical order, and to be measured so.

    Skin tones are left out, which this Tk would draw as a coloured box behind the emoji.
    """
    if not _Tk.needs_order or text.isascii():
        return text
    text = _SKIN_TONES.sub("", text)
    return _joined(text) if _ARABIC.search(text) else text


def visual(line: str, whole: str = "") -> str:
    """One line in the order in which it stands on the screen; to be drawn, and for nothing else.

    `whole` is the text that it is a line of, if it is not all: that decides where lines begin.
    """
    if not _Tk.needs_order or line.isascii() or not _RIGHT_TO_LEFT.search(line):
        return line
    return _ordered(line[:_MOST_CHARACTERS], _direction(whole or line)) + line[_MOST_CHARACTERS:]


@lru_cache(maxsize=2048)
def _joined(text: str) -> str:
    from arabic_reshaper import ArabicReshaper

    reshaper = ArabicReshaper(_FORMS)
    return str(reshaper.reshape(text))


def _direction(text: str) -> str:
    """That of the first letter that has one (UAX #9, P2 and P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return "R" if next((kind for kind in strong if kind in _STRONG), "L") != "L" else "L"


@lru_cache(maxsize=2048)
def _ordered(line: str, direction: str) -> str:
    # The library's own algorithm, because its other one leaves brackets unmirrored.
    from bidi.algorithm import get_display

    return _LOOSE_MARKS.sub(
        lambda found: found[2] + found[1][::-1], str(get_display(line, base_dir=direction))
    )
