"""Spoilers: what is not to be read before one wants to. Pure.

Two ways are in use: `||like this||`, as other chats write it, and a text in the colour of its
background (modern IRC documents, "Color": the codes), which plain clients hide as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chat.protocol.formatting import spans, strip_formatting

Places = tuple[tuple[int, int], ...]

#: What hides a text, for every client that knows colours: black on black, and its end.
BEGIN, END = "\x0301,01", "\x03"
COVER = "▒"

# No space just inside, so that the "or" of some programming languages hides nothing.
_BARS = re.compile(r"\|\|(?=\S)((?:(?!\|\|).)+)(?<=\S)\|\|", re.DOTALL)


def find_spoilers(text: str) -> tuple[str, Places]:
    """A text without its formatting codes and bars, and where in it spoilers begin and end."""
    if "||" not in text and "\x03" not in text and "\x04" not in text:
        return strip_formatting(text), ()
    plain, places = _in_own_colour(text)
    shown, found = "", list[tuple[int, int]]()
    done = 0
    for bars in _BARS.finditer(plain):
        shown += plain[done : bars.start()]
        found.append((len(shown), len(shown) + len(bars[1])))
        shown += bars[1]
        done = bars.end()
    if not found:
        return plain, places
    return shown + plain[done:], tuple(found)


def cover(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with these places covered; spaces stay, so that it can be wrapped."""
    covered, done = "", 0
    for first, last in places:
        hidden = "".join(char if char.isspace() else COVER for char in text[first:last])
        covered += text[done:first] + hidden
        done = last
    return covered + text[done:]


def covered(text: str) -> str:
    """A text as it may be shown to somebody who did not ask to see its spoilers."""
    return cover(*find_spoilers(text))


def _in_own_colour(text: str) -> tuple[str, Places]:
    plain, places = "", list[tuple[int, int]]()
    for span in spans(text):
        style = span.style
        if style.foreground is not None and style.foreground == style.background:
            places.append((len(plain), len(plain) + len(span.text)))
        plain += span.text
    return plain, tuple(places)
