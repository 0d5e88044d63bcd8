"""When two names are the same name (modern IRC documents, "CASEMAPPING Parameter").

Only ASCII letters have case here: what is beyond ASCII must be spelled alike to be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from enum import StrEnum
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import Generic, TypeVar

V = TypeVar("V")


class CaseMapping(StrEnum):
    """The values of CASEMAPPING that are in use."""

    ASCII = "ascii"
    RFC1459 = "rfc1459"  # also [ ] \ ~ are the upper case of { } | ^
    RFC1459_STRICT = "rfc1459-strict"  # the same without ~ and ^


_TABLES = {
    CaseMapping.ASCII: str.maketrans(ascii_uppercase, ascii_lowercase),
    CaseMapping.RFC1459: str.maketrans(ascii_uppercase + "[]\\~", ascii_lowercase + "{}|^"),
    CaseMapping.RFC1459_STRICT: str.maketrans(ascii_uppercase + "[]\\", ascii_lowercase + "{}|"),
}


def casefold(text: str, mapping: CaseMapping = CaseMapping.RFC1459) -> str:
    """The form in which equal names are equal strings."""
    return _FOLDS[mapping](text)


def _folding(mapping: CaseMapping) -> Callable[[str], str]:
    """A function that folds names; those that come again and again, as most do, it remembers."""
    table = _TABLES[mapping]
    return lru_cache(maxsize=1024)(lambda text: text.translate(table))


_FOLDS = {mapping: _folding(mapping) for mapping in CaseMapping}


class CaseDict(MutableMapping[str, V], Generic[V]):
    """A mapping whose keys are names under a casemapping.

    A key keeps the spelling with which it was first put in. Order is that of insertion.
    """

    def __init__(
        self,
        items: Mapping[str, V] | Iterable[tuple[str, V]] = (),
        mapping: CaseMapping = CaseMapping.RFC1459,
    ) -> None:
        self.fold = _FOLDS[mapping]
        self._items: dict[str, tuple[str, V]] = {}
        self.mapping = mapping
        self.update(items)

    def __getitem__(self, key: str) -> V:
        return self._items[self.fold(key)][1]

    def __setitem__(self, key: str, value: V) -> None:
        folded = self.fold(key)
        spelling = self._items[folded][0] if folded in self._items else key
        self._items[folded] = (spelling, value)

    def __delitem__(self, key: str) -> None:
        del self._items[self.fold(key)]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.fold(key) in self._items

    def __iter__(self) -> Iterator[str]:
        return iter([spelling for spelling, _ in self._items.values()])

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"CaseDict({dict(self.items())!r}, {self.mapping.value!r})"

    def spelling(self, key: str) -> str:
        """How the key was spelled when it was put in; KeyError if it is not there."""
        return self._items[self.fold(key)][0]

    def remapped(self, mapping: CaseMapping) -> CaseDict[V]:
        """The same items under another casemapping; of keys that become one, the last counts."""
        return CaseDict(self, mapping)
