"""Message tags and their escaping (IRCv3 message-tags, "Escaping values")."""

from __future__ import annotations

from collections.abc import Mapping

_ESCAPES = {";": "\\:", " ": "\\s", "\\": "\\\\", "\r": "\\r", "\n": "\\n"}
_UNESCAPES = {":": ";", "s": " ", "\\": "\\", "r": "\r", "n": "\n"}
_ESCAPE_TABLE = str.maketrans(_ESCAPES)


def escape_value(value: str) -> str:
    """A tag's value as it stands in a line."""
    return value.translate(_ESCAPE_TABLE)


def unescape_value(raw: str) -> str:
    """A value from a line; an unknown escape loses its backslash, a lone one at the end goes."""
    if "\\" not in raw:
        return raw
    out = []
    chars = iter(raw)
    for char in chars:
        if char == "\\":
            following = next(chars, "")
            out.append(_UNESCAPES.get(following, following))
        else:
            out.append(char)
    return "".join(out)


def parse_tags(raw: str) -> dict[str, str]:
    """Tags from the text between "@" and the first space; the last of a name counts."""
    tags = {}
    for item in raw.split(";"):
        name, _, value = item.partition("=")
        if name:
            tags[name] = unescape_value(value)
    return tags


def format_tags(tags: Mapping[str, str]) -> str:
    """The text between "@" and the space; an empty value is left out with its "="."""
    return ";".join(
        f"{name}={escape_value(value)}" if value else name for name, value in tags.items()
    )
