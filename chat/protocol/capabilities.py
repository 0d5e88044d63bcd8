"""Lists of capabilities and other words (IRCv3 capability-negotiation), and names of the known."""

from __future__ import annotations

from collections.abc import Iterable

MESSAGE_TAGS = "message-tags"
SERVER_TIME = "server-time"
ECHO_MESSAGE = "echo-message"
LABELED_RESPONSE = "labeled-response"
BATCH = "batch"
MULTI_PREFIX = "multi-prefix"
USERHOST_IN_NAMES = "userhost-in-names"
EXTENDED_JOIN = "extended-join"
AWAY_NOTIFY = "away-notify"
SETNAME = "setname"
CAP_NOTIFY = "cap-notify"


def parse_capabilities(text: str) -> dict[str, str | None]:
    """The capabilities in the last parameter of CAP LS, LIST, REQ, ACK, NAK, NEW or DEL.

    The value is None where there is no "=". One that is taken back (REQ, ACK) keeps the "-" before
    its name. The last of a name counts.
    """
    capabilities: dict[str, str | None] = {}
    for word in text.split(" "):
        name, equals, value = word.partition("=")
        if name:
            capabilities[name] = value if equals else None
    return capabilities


def pack_words(words: Iterable[str], room: int) -> list[str]:
    """Words parted by spaces in as few lines, in order, of at most `room` bytes of UTF-8 each.

    A word longer than that gets a line of its own. No words, no lines.
    """
    lines: list[str] = []
    left = -1
    for word in words:
        width = len(word) if word.isascii() else len(word.encode("utf-8", "surrogatepass"))
        if lines and width < left:
            lines[-1] += " " + word
            left -= width + 1
        else:
            lines.append(word)
            left = room - width
    return lines
