"""What the log tells of a message: its verb and its size, never what somebody said."""

from __future__ import annotations

from chat.protocol.line_buffer import OverlongLine

_LONGEST_VERB = 15


def describe(line: bytes | OverlongLine) -> str:
    """A line in a few words: "PRIVMSG, 42 bytes". What is no verb is not shown."""
    if isinstance(line, OverlongLine):
        return f"a line that is too long, {line.size} bytes"
    words = [word for word in line.split(b" ", 3)[:3] if word[:1] not in (b"@", b":")]
    verb = words[0].upper() if words else b""
    if not (verb.isalnum() and len(verb) <= _LONGEST_VERB):
        verb = b"?"
    return f"{verb.decode('ascii')}, {len(line)} bytes"
