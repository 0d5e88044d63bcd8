"""Finds the links in a text. Pure; nothing is opened here.

Only web addresses are links: what another scheme starts on a person's machine nobody can foresee.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LINK = re.compile(r"(?:https?://|(?<![\w.@/-])www\.(?=\w))[^\s<>\"“”„«»]+", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_NEVER_LAST = ".,;:!?'’*_~"


class Link(NamedTuple):
    """A link and where it stands in its text; `url` always has a scheme."""

    start: int
    end: int
    url: str


def find_links(text: str) -> list[Link]:
    """The links of a text, in order; the punctuation of the sentence around is no part of them."""
    if "://" not in text and "www." not in text.lower():
        return []
    found = []
    for match in _LINK.finditer(text):
        shown = _without_sentence(match.group())
        url = shown if "://" in shown else f"https://{shown}"
        if len(url.partition("://")[2]) > 1:
            found.append(Link(match.start(), match.start() + len(shown), url))
    return found


def linked_lines(text: str, lines: Sequence[str], links: Sequence[Link]) -> dict[int, str]:
    """Which of the lines that `text` was wrapped into show a link, and the first one there."""
    found: dict[int, str] = {}
    place = 0
    for number, line in enumerate(lines):
        start = text.find(line, place)
        if start < 0:
            break  # no part of the text, but a remark of the list below it
        place = start + len(line)
        for link in links:
            if link.start < place and link.end > start:
                found.setdefault(number, link.url)
    return found


def _without_sentence(url: str) -> str:
    while url:
        last = url[-1]
        opening = _PAIRS.get(last)
        if last in _NEVER_LAST or (opening and url.count(opening) < url.count(last)):
            url = url[:-1]
        else:
            break
    return url
