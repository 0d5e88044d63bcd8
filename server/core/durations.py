"""How long a ban lasts, as people write it: 90 (minutes), 2h, 1d12h, 0 (for ever)."""

from __future__ import annotations

import re

_UNITS = {"w": 7 * 24 * 3600, "d": 24 * 3600, "h": 3600, "m": 60, "s": 1}  # seconds
_DURATION = re.compile(r"(?:[0-9]{1,6}[wdhms])+", re.ASCII)
_PIECE = re.compile(r"([0-9]+)([wdhms])", re.ASCII)
_MINUTES = re.compile(r"[0-9]{1,9}", re.ASCII)
_LONGEST = 100 * 365 * 24 * 3600  # seconds; what is longer is for ever, and has no date


def parse_duration(text: str) -> int | None:
    """Seconds; 0 is for ever. None if the text is no duration."""
    word = text.lower()
    if _MINUTES.fullmatch(word):  # as KLINE has always counted
        seconds = int(word) * _UNITS["m"]
    elif _DURATION.fullmatch(word):
        seconds = sum(int(number) * _UNITS[unit] for number, unit in _PIECE.findall(word))
    else:
        return None
    return seconds if seconds <= _LONGEST else 0


def format_duration(seconds: int) -> str:
    """The same, written with units: "1d12h"; "for ever" for 0."""
    if seconds <= 0:
        return "for ever"
    pieces = []
    for unit, size in _UNITS.items():
        number, seconds = divmod(seconds, size)
        if number:
            pieces.append(f"{number}{unit}")
    return "".join(pieces)
