"""What the log tells of a message: its verb and its size, never what somebody said."""

from __future__ import annotations

from chat.protocol.line_buffer import OverlongLine
from server.core.dispatch import COMMANDS


def describe(line: bytes | OverlongLine) -> str:
    """A line in a few words: "PRIVMSG, 42 bytes". A word that is no command is not shown."""
    if isinstance(line, OverlongLine):
        return f"a line that is too long, {line.size} bytes"
    words = (word for word in line.split(b" ", 3)[:3] if word[:1] not in (b"@", b":"))
    verb = next(words, b"").decode("ascii", "replace").upper()
    return f"{verb if verb in COMMANDS else '?'}, {len(line)} bytes"
