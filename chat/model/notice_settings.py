"""When the person wants to be told of messages, and how. Values, and their way into a file."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, fields

EVERYTHING, MENTIONS, NOTHING = "everything", "mentions", "nothing"
RULES = (EVERYTHING, MENTIONS, NOTHING)
NEVER = -1  # no hour
MOST_KEYWORDS = 50
LONGEST_KEYWORD = 100  # characters


class NoticeSettings(Struct, frozen=True):
    """The person's wishes. Hours are those of the day here, 0 to 23."""

    channels: str = MENTIONS  # of RULES: what in channels is told
    people: str = EVERYTHING  # of RULES: what people write to us alone
    desktop: bool = True  # by the desktop's notifications, where there are any
    sound: bool = True
    preview: bool = True  # whether what was said stands in the notice
    do_not_disturb: bool = False
    quiet_from: int = NEVER
    quiet_until: int = 7
    keywords: tuple[str, ...] = ()  # tell of these as if one was named
    keep_running: bool = False  # in the tray, when the window is closed

    def is_quiet_at(self, hour: int) -> bool:
        """Whether quiet hours cover this one; they may go over midnight."""
        if self.quiet_from in (NEVER, self.quiet_until):
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


def plain(settings: NoticeSettings) -> dict[str, Any]:
    """As JSON can hold it."""
    return dict(asdict(settings), keywords=list(settings.keywords))


def from_plain(stored: object) -> NoticeSettings:
    """From what was stored; what is not as it should be is as it is by default."""
    given = stored if isinstance(stored, dict) else {}
    taken: dict[str, Any] = {}
    for field in fields(NoticeSettings):
        value = given.get(field.name)
        if field.name == "keywords":
            taken[field.name] = cleaned(value if isinstance(value, list) else ())
        elif _fits(field.name, value, field.default):
            taken[field.name] = value
    return NoticeSettings(**taken)


def cleaned(words: object) -> tuple[str, ...]:
    """Keywords as they are kept: not empty, none twice, not too many."""
    found: dict[str, str] = {}
    for word in words if isinstance(words, (list, tuple)) else ():
        if isinstance(word, str) and (text := " ".join(word.split())[:LONGEST_KEYWORD]):
            found.setdefault(text.casefold(), text)
    return tuple(found.values())[:MOST_KEYWORDS]


def _fits(name: str, value: object, default: object) -> bool:
    if name in ("channels", "people"):
        return value in RULES
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    return isinstance(value, int) and (
        0 <= value <= 23 or (name == "quiet_from" and value == NEVER)
    )
