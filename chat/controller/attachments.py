"""A file of the chat as it is told of in an ordinary message: name, size and address. Pure.

So people with any program can open it, and ours shows name and size.
"""

from __future__ import annotations

import re

_TOLD = re.compile(r"(?!\s)[^\n]{1,255} \([^()\n]{1,20}\): (?P<url>https?://[^\s]+)")


def attachment_text(name: str, size: str, url: str) -> str:
    """What is said of a file."""
    return f"{name} ({size}): {url}"


def attachment_of(text: str) -> str:
    """The address of the file that a text tells of; "" if it tells of none."""
    told = _TOLD.fullmatch(text)
    return told["url"] if told else ""
