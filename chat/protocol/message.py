"""One IRC message: tags, source, command, parameters; parsed from a line and written to one.

Modern IRC documents, "Message Format"; IRCv3 message-tags. A line here is text without CR LF.

Reading is tolerant, writing is strict, and they agree: every message that `parse_message` returns
is one that `format_message` writes, and what it writes parses to an equal message.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from chat.protocol.errors import MalformedMessage
from chat.protocol.tags import format_tags, parse_tags

__all__ = [
    "MalformedMessage",
    "Message",
    "format_message",
    "format_untagged",
    "message",
    "parse_message",
]

# From how many parameters on a message's last one is free text. There the optional ":" is written
# even before a single word: plain bots and old clients look for it (and for MODE or JOIN they
# expect none). Modern IRC documents, "Parameters": both forms mean the same.
_TEXT_AFTER = {
    "PRIVMSG": 2, "NOTICE": 2, "TOPIC": 2, "PART": 2, "KICK": 3, "QUIT": 1, "ERROR": 1,
    "AWAY": 1, "SETNAME": 1, "USER": 4, "CAP": 3, "WALLOPS": 1, "KILL": 2,
    "301": 3, "311": 6, "314": 6, "319": 3, "322": 4, "332": 3, "353": 4, "371": 2, "372": 2,
}  # fmt: skip
_NEVER_TEXT = 1 << 30  # parameters
_FORBIDDEN = "CR, LF and NUL have no place in a message"


class Message(Struct, frozen=True):
    """A message. `command` is kept as received; `verb` is its upper-case form."""

    tags: Mapping[str, str] = {}
    source: str | None = None
    command: str = ""
    params: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        """The command in upper case, as tables are keyed by."""
        return self.command.upper()

    def with_tags(self, tags: Mapping[str, str]) -> Message:
        """The same message with these tags instead."""
        return Message(tags, self.source, self.command, self.params)


def message(
    command: str,
    *params: str,
    source: str | None = None,
    tags: Mapping[str, str] | None = None,
) -> Message:
    """Make a message the way one says it: `message("JOIN", "#lobby")`."""
    return Message(tags or {}, source, command, params)


def parse_message(line: str) -> Message:
    """Parse a line without its CR LF.

    Any number of spaces may part the words. The command may be any word, so that a server can
    answer ERR_UNKNOWNCOMMAND with it. Raises MalformedMessage if there is no command, or if the
    line holds a CR, LF or NUL.
    """
    if "\r" in line or "\n" in line or "\0" in line:
        raise MalformedMessage(_FORBIDDEN)
    rest = line.lstrip(" ")
    tags: Mapping[str, str] = {}
    source = None
    if rest.startswith("@"):
        raw, _, rest = rest[1:].partition(" ")
        tags = parse_tags(raw)
        rest = rest.lstrip(" ")
    if rest.startswith(":"):
        source, _, rest = rest[1:].partition(" ")
        source = source or None
        rest = rest.lstrip(" ")
    head, colon, trailing = rest.partition(" :")
    words = head.split(" ")
    if "" in words:
        words = [word for word in words if word]
    if not words or words[0][0] in ":@":
        raise MalformedMessage("a line without a command")
    if colon:
        words.append(trailing)
    return Message(tags, source, words[0], tuple(words[1:]))


def format_message(message: Message) -> str:
    """Write a message as a line without CR LF.

    Raises MalformedMessage for what no line can say: a CR, LF or NUL (but a CR or LF in a tag's
    value); a source or command that is empty, or holds a space; a command that begins with ":" or
    "@"; a parameter but the last that is empty, begins with ":" or holds a space; a tag's key that
    is empty or holds one of ";", "=" or a space. The line's length is not looked at.
    """
    line = format_untagged(message)
    if message.tags:
        line = f"@{format_tags(message.tags)} {line}"
        _check_characters(line)
    return line


def format_untagged(message: Message) -> str:
    """The same without the message's tags. Raises MalformedMessage as `format_message` does."""
    command, source, params = message.command, message.source, message.params
    if not command or " " in command or command[0] in ":@":
        raise MalformedMessage(f"{command!r} is no command")
    if source is None:
        line = command
    elif not source or " " in source:
        raise MalformedMessage("a source is one word")
    else:
        line = f":{source} {command}"
    if params:
        *middle, last = params
        for param in middle:
            if not param or param[0] == ":" or " " in param:
                raise MalformedMessage("only the last parameter may be empty or hold spaces")
            line = f"{line} {param}"
        is_text = len(params) >= _TEXT_AFTER.get(command, _NEVER_TEXT)
        colon = ":" if is_text or not last or last[0] == ":" or " " in last else ""
        line = f"{line} {colon}{last}"
    if "\r" in line or "\n" in line or "\0" in line:
        raise MalformedMessage(_FORBIDDEN)
    return line


def _check_characters(line: str) -> None:
    if "\r" in line or "\n" in line or "\0" in line:
        raise MalformedMessage(_FORBIDDEN)
