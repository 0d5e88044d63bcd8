"""The lines of what people type. Pure."""

from __future__ import annotations


def text_lines(text: str) -> list[str]:
    """The lines of a text, as people type them.

    Not `str.splitlines`: for that, the formatting codes of italic and struck-out text end lines.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
