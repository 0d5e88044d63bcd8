"""Names that read the same and are not: by the case or width of letters, or by another script's.

A small rule that can be said in a sentence, for servers that refuse such names and clients that
mark them: compatibility forms (Unicode NFKC) without case, with those Cyrillic and Greek letters in
the place of Latin ones that look like them (UTS #39), of letters that keep their look in either
case or in one. What looks alike within ASCII (l and I, 0 and O) is left alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    "авекмнорстухѕіјһԁԛԝӏ" + "αβεζηικμνορτυχ",
    "abekmhopctyxsijhdqwl" + "abezhikmvoptyx",
)
_ALIKE = frozenset({"LATIN", "GREEK", "CYRILLIC"})  # scripts with letters that look the same


def skeleton(name: str) -> str:
    """The form that names share which read the same."""
    if name.isascii():
        return name.lower()
    return _skeleton(name)


@lru_cache(maxsize=4096)
def _skeleton(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return folded.translate(_LOOKALIKES)


def mixes_scripts(name: str) -> bool:
    """Whether a name has letters of more than one of Latin, Greek and Cyrillic."""
    return not name.isascii() and _mixes(name)


@lru_cache(maxsize=4096)
def _mixes(name: str) -> bool:
    names = (unicodedata.name(char, "") for char in name if char.isalpha())
    return len(_ALIKE.intersection(name.partition(" ")[0] for name in names)) > 1


def index(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by what they read as."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(skeleton(name), []).append(name)
    return found


def read_as(name: str, by_skeleton: dict[str, list[str]]) -> str:
    """Whom a name can be taken for, of an `index`; "" if nobody. Names in ASCII are no copies."""
    if name.isascii():
        return ""
    others = [one for one in by_skeleton.get(skeleton(name), ()) if one != name]
    return min(others, key=lambda one: not one.isascii()) if others else ""
