r"""Wildcard masks (modern IRC documents, "Wildcard Expressions"; RFC 2812 section 2.5).

`*` is any number of characters, `?` exactly one. A backslash before one of them makes it an
ordinary character; anywhere else it is one itself, for nicks may hold backslashes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from chat.protocol.casemapping import CaseMapping, casefold

_TOKEN = re.compile(r"\\[*?]|.", re.DOTALL)
_RUNS = re.compile(r"(\\[*?])|\*+")


class _Glob(NamedTuple):
    """A mask parted at its stars; each part has a fixed length, `?` being one character."""

    parts: tuple[re.Pattern[str], ...]
    lengths: tuple[int, ...]


def matches(mask: str, text: str, mapping: CaseMapping = CaseMapping.RFC1459) -> bool:
    """Whether the whole text matches the mask, under the casemapping.

    Every part between two stars is looked for once, leftmost, with no way back: the time is
    bounded by the text's length times the longest part's, whatever the mask.
    """
    return _matches(_compile(mask, mapping), casefold(text, mapping))


def _matches(glob: _Glob, text: str) -> bool:
    first, *middle = glob.parts
    if not middle:
        return first.fullmatch(text) is not None
    last = middle.pop()
    end = len(text) - glob.lengths[-1]
    found = first.match(text)
    if found is None or end < found.end() or last.match(text, end) is None:
        return False
    for part in middle:
        found = part.search(text, found.end(), end)
        if found is None:
            return False
    return True


@lru_cache(maxsize=4096)
def _compile(mask: str, mapping: CaseMapping) -> _Glob:
    parts = [""]
    lengths = [0]
    for token in _TOKEN.findall(mask):
        if token == "*":
            parts.append("")
            lengths.append(0)
        else:
            parts[-1] += "." if token == "?" else re.escape(casefold(token[-1], mapping))
            lengths[-1] += 1
    return _Glob(tuple(re.compile(part, re.DOTALL) for part in parts), tuple(lengths))


def normalize_mask(text: str) -> str:
    """A mask as `nick!user@host`, with `*` for what is missing and runs of `*` made one.

    A lone word is a nick, or a host if it holds a dot or colon as an address does; none of our
    nicks can.
    """
    nick, user, host = _parts(text)
    return _RUNS.sub(_one_star, f"{nick or '*'}!{user or '*'}@{host or '*'}")


def _parts(text: str) -> tuple[str, str, str]:
    nick, bang, userhost = text.partition("!")
    if bang:
        user, _, host = userhost.partition("@")
        return nick, user, host
    user, at, host = text.partition("@")
    if at:
        return "", user, host
    if "." in text or ":" in text:
        return "", "", text
    return text, "", ""


def _one_star(run: re.Match[str]) -> str:
    return run[1] or "*"
