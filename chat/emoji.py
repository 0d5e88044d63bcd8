"""Emoji and their names, for completing `:names:` and for the picker. Pure: data and look-ups.

The names are Unicode's own, and before them the short ones that people know from other chats.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_BLOCKS = (  # of Unicode that are emoji throughout, but for their skin tones
    range(0x1F300, 0x1F650),
    range(0x1F680, 0x1F700),
    range(0x1F900, 0x1FA00),
    range(0x1FA70, 0x1FB00),
)
_OTHERS = "⌚⌛⏩⏪⏫⏬⏰⏳⚡⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗⬛⬜⭐⭕☕☔♿⚓"
_KNOWN_AS = {
    "smile": "😄",
    "grin": "😁",
    "joy": "😂",
    "rofl": "🤣",
    "wink": "😉",
    "blush": "😊",
    "heart_eyes": "😍",
    "thinking": "🤔",
    "cry": "😢",
    "sob": "😭",
    "angry": "😠",
    "sweat_smile": "😅",
    "facepalm": "🤦",
    "shrug": "🤷",
    "+1": "👍",
    "thumbsup": "👍",
    "-1": "👎",
    "thumbsdown": "👎",
    "ok_hand": "👌",
    "wave": "👋",
    "clap": "👏",
    "pray": "🙏",
    "muscle": "💪",
    "eyes": "👀",
    "heart": "❤️",
    "broken_heart": "💔",
    "fire": "🔥",
    "tada": "🎉",
    "sparkles": "✨",
    "star": "⭐",
    "rocket": "🚀",
    "100": "💯",
    "warning": "⚠️",
    "check": "✅",
    "x": "❌",
    "question": "❓",
    "coffee": "☕",
    "beer": "🍺",
    "pizza": "🍕",
    "cake": "🎂",
    "dog": "🐶",
    "cat": "🐱",
    "bug": "🐛",
    "sun": "☀️",
    "rain": "🌧️",
    "zzz": "💤",
}


class Emoji(NamedTuple):
    """One emoji under one name, as "party_popper"."""

    name: str
    text: str


@lru_cache(maxsize=1)
def all_emoji() -> tuple[Emoji, ...]:
    """Every emoji: those known by a short name first, then all by Unicode's."""
    drawn = [chr(point) for block in _BLOCKS for point in block]
    named = [
        Emoji(_plain(unicodedata.name(character)), character)
        for character in (*drawn, *_OTHERS)
        if unicodedata.category(character) == "So"
    ]
    return (*(Emoji(name, text) for name, text in _KNOWN_AS.items()), *named)


def search_emoji(words: str) -> list[Emoji]:
    """Those whose names have all the words; names that begin so come first, none twice."""
    wanted = _plain(words).strip("_:").split("_")
    found = [emoji for emoji in all_emoji() if all(word in emoji.name for word in wanted)]
    found.sort(key=lambda emoji: not emoji.name.startswith("_".join(wanted)))
    unique: dict[str, Emoji] = {}
    for emoji in found:
        unique.setdefault(emoji.text, emoji)
    return list(unique.values())


def _plain(name: str) -> str:
    return name.lower().replace(" ", "_")
