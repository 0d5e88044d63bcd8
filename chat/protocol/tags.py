"""Message tags and their escaping (IRCv3 message-tags, "Format" and "Escaping values").

Keys are opaque here, as the text demands: whatever stands before the "=" names the tag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from chat.protocol.errors import MalformedMessage

_ESCAPES = {";": "\\:", " ": "\\s", "\\": "\\\\", "\r": "\\r", "\n": "\\n"}
_ESCAPE_TABLE = str.maketrans(_ESCAPES)
_NEEDS_ESCAPE = re.compile(r"[; \\\r\n]").search
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_UNESCAPES = {":": ";", "s": " ", "\\": "\\", "r": "\r", "n": "\n"}
_FORBIDDEN_IN_KEY = re.compile(r"[;= \r\n\0]").search


def escape_value(value: str) -> str:
    """A tag's value as it stands in a line."""
    return value.translate(_ESCAPE_TABLE) if _NEEDS_ESCAPE(value) else value


def unescape_value(raw: str) -> str:
    """A value from a line; an unknown escape loses its backslash, a lone one at the end goes."""
    if "\\" not in raw:
        return raw
    return _ESCAPED.sub(_unescape, raw)


def _unescape(match: re.Match[str]) -> str:
    escaped = match[1]
    return _UNESCAPES.get(escaped, escaped)


def parse_tags(raw: str) -> dict[str, str]:
    """Tags from the text between "@" and the first space; the last of a name counts.

    A tag without a value has the value "": the two are the same (message-tags, "Format"). A value
    without a name is dropped.
    """
    tags = {}
    for item in raw.split(";"):
        name, _, value = item.partition("=")
        if name:
            tags[name] = unescape_value(value)
    return tags


def format_tags(tags: Mapping[str, str]) -> str:
    """The text between "@" and the space; an empty value is left out with its "=".

    Raises MalformedMessage for a key that is empty or holds ";", "=", a space, CR, LF or NUL, and
    for a value with a NUL.
    """
    items = []
    for name, value in tags.items():
        if not name or _FORBIDDEN_IN_KEY(name):
            raise MalformedMessage("a tag's key is empty or holds one of ';', '=', space or NUL")
        items.append(f"{name}={escape_value(value)}" if value else name)
    text = ";".join(items)
    if "\0" in text:
        raise MalformedMessage("a tag's value holds a NUL")
    return text
