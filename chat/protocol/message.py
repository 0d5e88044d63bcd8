"""One IRC message: tags, source, command, parameters; parsed from a line and written to one.

Modern IRC documents, "Message Format"; IRCv3 message-tags. A line here is text without CR LF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chat.protocol.tags import format_tags, parse_tags


class MalformedMessage(ValueError):  # noqa: N818 - named for what it is
    """The line is no IRC message, or the message cannot be written as a line."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `command` is kept as received; `verb` is its upper-case form."""

    tags: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    command: str = ""
    params: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        """The command in upper case, as tables are keyed by."""
        return self.command.upper()

    def with_tags(self, tags: Mapping[str, str]) -> Message:
        """The same message with these tags instead."""
        return replace(self, tags=tags)


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

    Raises MalformedMessage if there is no command in it.
    """
    rest = line
    tags: Mapping[str, str] = {}
    source = None
    if rest.startswith("@"):
        raw, _, rest = rest[1:].partition(" ")
        tags = parse_tags(raw)
        rest = rest.lstrip(" ")
    if rest.startswith(":"):
        source, _, rest = rest[1:].partition(" ")
        rest = rest.lstrip(" ")
    head, colon, trailing = rest.partition(" :")
    words = [word for word in head.split(" ") if word]
    if not words:
        raise MalformedMessage("a line without a command")
    params = words[1:]
    if colon:
        params.append(trailing)
    return Message(tags, source, words[0], tuple(params))


def format_message(message: Message) -> str:
    """Write a message as a line without CR LF.

    Raises MalformedMessage for what no line can say: a CR, LF or NUL anywhere; a parameter but
    the last that is empty, begins with a colon or holds a space.
    """
    parts = []
    if message.tags:
        parts.append("@" + format_tags(message.tags))
    if message.source:
        parts.append(":" + message.source)
    parts.append(message.command)
    if message.params:
        *middle, last = message.params
        if any(not param or param[0] == ":" or " " in param for param in middle):
            raise MalformedMessage("only the last parameter may be empty or hold spaces")
        parts += middle
        plain = last and last[0] != ":" and " " not in last
        parts.append(last if plain else ":" + last)
    line = " ".join(parts)
    if "\r" in line or "\n" in line or "\0" in line:
        raise MalformedMessage("CR, LF and NUL cannot be sent")
    return line
