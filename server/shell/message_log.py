"""What the log tells of a message: its verb and its size, never what somebody said."""

from __future__ import annotations

from chat.protocol.line_buffer import OverlongLine
from server.core.dispatch import COMMANDS


def describe(line: bytes | OverlongLine) -> dict[str, str | int]:
    """Verb and size of a line. A word that is no command is not shown."""
    if isinstance(line, OverlongLine):
        return {"verb": "too long", "bytes": line.size}
    words = (word for word in line.split(b" ", 3)[:3] if word[:1] not in (b"@", b":"))
    verb = next(words, b"").decode("ascii", "replace").upper()
    return {"verb": verb if verb in COMMANDS else "?", "bytes": len(line)}
