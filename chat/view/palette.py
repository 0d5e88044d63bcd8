"""The colours that ttk styles do not reach: message rows, senders, badges. Pure arithmetic.

Every text colour is pushed away from its background until it can be read: 4.5:1, the contrast
that WCAG 2.2 asks of text (success criterion 1.4.3), on all the backgrounds it can lie on.
"""

from __future__ import annotations

import colorsys
import zlib

from msgspec import Struct

READABLE = 4.5  # WCAG 2.2, 1.4.3
_AIM = 4.7  # a little over, so that rounding to 8 bits stays readable
HUES = 14  # sender colours; more could not be told apart

Rgb = tuple[float, float, float]


class Palette(Struct, frozen=True):
    """Colours as "#rrggbb"."""

    background: str
    surface: str  # behind the side lists and the header
    text: str
    muted: str
    accent: str
    danger: str
    border: str
    mention_background: str
    selection: str
    selection_text: str
    match: str  # behind what was looked for
    match_text: str
    senders: tuple[str, ...]

    def sender(self, nick: str) -> str:
        """The colour of a nick: always the same one, whatever the case it is written in."""
        return self.senders[hue_of(nick)]


def make_palette(*, background: str, text: str, accent: str, danger: str, dark: bool) -> Palette:
    """Derive all colours from the theme's own four."""
    surface = mix(text, background, 0.04 if not dark else 0.05)
    mention = mix("#ffc107", background, 0.22 if not dark else 0.16)
    selection = mix(accent, background, 0.22 if not dark else 0.35)
    match = mix("#ffc107", background, 0.65 if not dark else 0.45)
    grounds = (background, surface, mention)
    return Palette(
        background=background,
        surface=surface,
        text=text,
        muted=readable(mix(text, background, 0.6), *grounds),
        accent=readable(accent, *grounds),
        danger=readable(danger, *grounds),
        border=mix(text, background, 0.15),
        mention_background=mention,
        selection=selection,
        selection_text=readable(text, selection),
        match=match,
        match_text=readable(text, match),
        senders=tuple(readable(_hue(number), *grounds) for number in range(HUES)),
    )


def hue_of(nick: str) -> int:
    """Which sender colour a nick has: the same in every run of the program."""
    return zlib.crc32(nick.casefold().encode("utf-8", "replace")) % HUES


def readable(colour: str, *backgrounds: str) -> str:
    """`colour`, moved towards black or white until it reads on all `backgrounds`."""
    target = "#000000" if _luminance(backgrounds[0]) > 0.18 else "#ffffff"
    for step in range(21):
        candidate = mix(target, colour, step / 20)
        if all(contrast(candidate, background) >= _AIM for background in backgrounds):
            return candidate
    return target


def ink_on(background: str) -> str:
    """Black or white, whichever reads better."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, background))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """`share` (0 to 1) of the first colour over the second."""
    pairs = zip(_rgb(first), _rgb(second), strict=True)
    return _hex(tuple(a * share + b * (1 - share) for a, b in pairs))


def _hue(number: int) -> str:
    return _hex(colorsys.hls_to_rgb(number / HUES, 0.5, 0.72))


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> Rgb:
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def _hex(rgb: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
