"""What a message may be edited to, and how that is said in words. Pure: texts in, texts out."""

from __future__ import annotations

from chat.protocol.ctcp import parse_ctcp
from chat.protocol.multiline import Limits, Lines, separate
from server.config import Limits as ConfiguredLimits
from server.core.stored import StoredMessage

_CTCP = "\x01"
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))  # seconds


def lines_of(text: str, stored: StoredMessage, line_length: int) -> Lines:
    """The lines that a message becomes with this text; `line_length` in bytes with CR LF."""
    head = f":{stored.source} {stored.verb} {stored.target} :\r\n"
    return separate(text, line_length - len(head.encode()))


def problem_of(
    text: str, stored: StoredMessage, limits: ConfiguredLimits, *, multiline: bool
) -> str:
    """Why a message cannot have this text, in a sentence; "" if it can.

    `multiline`: whether who edits it can send messages of several lines. An action (`/me`) stays
    one, and nothing else becomes a CTCP.
    """
    if "\r" in text:
        return "A text cannot hold a carriage return"
    if (stored.text or "").startswith(_CTCP):
        if not _action(text):
            return "An action can only become another action"
    elif _CTCP in text:
        return "A text cannot become an action or another CTCP"
    lines = lines_of(text, stored, limits.line_length)
    if len(lines) == 1:
        return ""
    if not multiline:
        return "The text does not fit one line; more need the capability draft/multiline"
    if Limits(limits.multiline_bytes, limits.multiline_lines).allow(lines):
        return ""
    size, most = limits.multiline_bytes, limits.multiline_lines
    return f"A message can have {size} bytes and {most} lines at most"


def in_words(nick: str, to: str, age: int, text: str) -> str:
    """The sentence that somebody edited a message of `age` seconds ago, and its new text.

    `to`: to whom it was said, if that must be told.
    """
    action = _action(text)
    said = text if action is None else f"* {nick} {action}"
    whom = f" to {to}" if to else ""
    return f"{nick} edited a message{whom} from {_duration(max(age, 0))} ago: {said}"


def pieces_of(words: str, room: int) -> list[str]:
    """Words in lines of at most `room` bytes, without blank ones."""
    return [line for line, _ in separate(words, room) if line.strip()]


def _action(text: str) -> str | None:
    """What `/me` does in this text; None if it is no action, or says nothing."""
    ctcp = parse_ctcp(text)
    if ctcp is None or ctcp.command != "ACTION":
        return None
    return ctcp.params.strip() or None


def _duration(seconds: int) -> str:
    """About so long, in words: "5 seconds", "1 hour"."""
    unit, size = next((each for each in _UNITS if seconds >= each[1]), _UNITS[-1])
    number = seconds // size
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
