"""What a text says, and how it is formatted. Pure."""

from __future__ import annotations

from typing import TypedDict

from chat.protocol.formatting import strip_formatting


class Worded(TypedDict):
    """The fields of a ChatMessage that a text fills."""

    text: str
    formatted: str


def worded(text: str) -> Worded:
    """A text as it was said: plain, and with its formatting codes if it has any."""
    plain = strip_formatting(text)
    return {"text": plain, "formatted": "" if plain == text else text}
