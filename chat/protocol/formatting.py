"""Formatting codes in texts: bold, colours and so on (modern IRC documents, "IRC Formatting").

What the codes mean, not how it looks: which colour number 4 is belongs to the view's theme.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

Colour = int | str  # a number of the palette, 0 to 98, or "#rrggbb"

_CODE = re.compile(
    r"\x03(?:([0-9]{1,2})(?:,([0-9]{1,2}))?)?"
    r"|\x04(?:([0-9A-Fa-f]{6})(?:,([0-9A-Fa-f]{6}))?)?"
    r"|[\x02\x0f\x11\x16\x1d\x1e\x1f]"
)
_TOGGLES = {
    "\x02": "bold",
    "\x11": "monospace",
    "\x16": "reverse",
    "\x1d": "italic",
    "\x1e": "strikethrough",
    "\x1f": "underline",
}
_RESET = "\x0f"
_DEFAULT_COLOUR = 99


class Style(Struct, frozen=True):
    """How a stretch of text is to look; a colour of None is the view's own."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikethrough: bool = False
    monospace: bool = False
    reverse: bool = False
    foreground: Colour | None = None
    background: Colour | None = None


class Span(Struct, frozen=True):
    """A stretch of text in one style; the text holds no formatting codes."""

    text: str
    style: Style = Style()


def strip_formatting(text: str) -> str:
    """The text without its formatting codes. Other control characters are left."""
    return text if text.isprintable() else _CODE.sub("", text)  # no code can be printed


def spans(text: str) -> list[Span]:
    """The text in stretches of one style each, none empty, no two neighbours alike."""
    found: list[Span] = []
    style = Style()
    start = 0
    for code in _CODE.finditer(text):
        _append(found, text[start : code.start()], style)
        style = _applied(style, code)
        start = code.end()
    _append(found, text[start:], style)
    return found


def _append(found: list[Span], text: str, style: Style) -> None:
    if not text:
        return
    if found and found[-1].style == style:
        found[-1] = Span(found[-1].text + text, style)
    else:
        found.append(Span(text, style))


def _applied(style: Style, code: re.Match[str]) -> Style:
    character = code[0][0]
    if character == _RESET:
        return Style()
    toggled = _TOGGLES.get(character)
    if toggled:
        return replace(style, **{toggled: not getattr(style, toggled)})
    foreground, background, hex_foreground, hex_background = code.groups()
    if hex_foreground:
        return _coloured(style, _hex(hex_foreground), hex_background and _hex(hex_background))
    if foreground:
        return _coloured(style, int(foreground), background and int(background))
    return replace(style, foreground=None, background=None)


def _coloured(style: Style, foreground: Colour, background: Colour | None) -> Style:
    """Set colours; a background that was not given stays ("Forms of Color Codes")."""
    style = replace(style, foreground=_unless_default(foreground))
    return style if background is None else replace(style, background=_unless_default(background))


def _unless_default(colour: Colour) -> Colour | None:
    return None if colour == _DEFAULT_COLOUR else colour


def _hex(digits: str) -> str:
    return f"#{digits.lower()}"
