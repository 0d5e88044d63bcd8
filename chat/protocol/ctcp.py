"""Client-to-client messages inside PRIVMSG and NOTICE (modern IRC documents, "CTCP")."""

from __future__ import annotations

import re

from msgspec import Struct

from chat.protocol.errors import MalformedMessage

_DELIMITER = "\x01"
_FORBIDDEN = re.compile(r"[\x00\x01\r\n]")


class Ctcp(Struct, frozen=True):
    """A CTCP command in upper case, as "ACTION", and what follows it."""

    command: str
    params: str = ""


def parse_ctcp(text: str) -> Ctcp | None:
    """The CTCP that a text is, or None if it is plain text.

    The delimiter at the end may be missing, as it is where software splits badly.
    """
    if not text.startswith(_DELIMITER):
        return None
    command, _, params = text[1:].removesuffix(_DELIMITER).partition(" ")
    if not command or _FORBIDDEN.search(command) or _FORBIDDEN.search(params):
        return None
    return Ctcp(command.upper(), params)


def format_ctcp(command: str, params: str = "") -> str:
    """A CTCP as the text of a PRIVMSG or NOTICE.

    Raises MalformedMessage for a command that is empty or holds a space, and for NUL, CR, LF or
    the delimiter (0x01) anywhere.
    """
    if not command or " " in command or _FORBIDDEN.search(command + params):
        raise MalformedMessage("a CTCP is one word and a text without NUL, 0x01, CR and LF")
    body = f"{command} {params}" if params else command
    return f"{_DELIMITER}{body}{_DELIMITER}"


def format_action(text: str) -> str:
    """What `/me` sends. Raises MalformedMessage as `format_ctcp` does."""
    return format_ctcp("ACTION", text)
