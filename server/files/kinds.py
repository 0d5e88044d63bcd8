"""What a file is, told by its content and never by what its sender says of it."""

from __future__ import annotations

import mimetypes
from unicodedata import category

import puremagic

HEAD = 8 * 1024  # bytes of the beginning that are looked at

TEXT = "text/plain; charset=utf-8"
UNKNOWN = "application/octet-stream"

#: What browsers show without running anything of it. All else is offered to be saved.
_SHOWN = frozenset(
    {
        *("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"),
        *("audio/mpeg", "audio/ogg", "audio/flac", "audio/wav", "audio/x-wav"),
        *("video/mp4", "video/webm", "video/ogg"),
        TEXT,
    }
)
_SUFFIXES = {
    TEXT: ".txt",
    UNKNOWN: "",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/avif": ".avif",
}
_LONGEST_NAME = 100  # characters


def kind_of(head: bytes) -> str:
    """The media type of what begins like this."""
    if _is_text(head):
        return TEXT  # whatever language it is in: HTML is shown as it is written
    try:
        found: str = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    kind = found.lower()
    return UNKNOWN if not kind or kind.startswith("text/") else kind


def is_shown(kind: str) -> bool:
    """Whether a browser may show it instead of saving it."""
    return kind in _SHOWN


def suffix_of(kind: str) -> str:
    """What its address ends with: ".png"; nothing if that is not known."""
    known = _SUFFIXES.get(kind)
    return mimetypes.guess_extension(kind) or "" if known is None else known


def clean_name(name: str) -> str:
    """A file's name as it is offered to those who save it: no path, nothing that is not seen."""
    name = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(char for char in name if category(char)[0] not in "CZ" or char == " ")
    return seen.strip(" .")[-_LONGEST_NAME:] or "file"


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or error.reason != "unexpected end of data":
            return False
        text = head[: error.start].decode("utf-8")
    return bool(text) and all(char >= " " or char in "\t\n\r\f\x1b" for char in text)
