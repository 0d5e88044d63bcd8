"""What must change in a long list so that it shows other lines: so a big list is not made anew.

Pure: no toolkit. A channel of ten thousand members takes half a second to list; one who comes or
goes must not cost that.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

Line = TypeVar("Line", bound=Hashable)


class ListChanges(Struct, Generic[Line], frozen=True):
    """First take away, from the last to the first; then put in, from the first to the last."""

    removed: list[int]  # indices in the list as it was
    added: list[tuple[int, Line]]  # index in the list as it will be then, and the line


def list_changes(old: Sequence[Line], new: Sequence[Line]) -> ListChanges[Line]:
    """How `old` becomes `new`. No line may be twice in a list.

    Lines that changed places are taken away and put in again, unless they follow one another as
    they did: the caller's lists are sorted, where that is the rule.
    """
    places = {line: place for place, line in enumerate(new)}
    kept: set[int] = set()  # places in `new`
    removed = []
    last = -1
    for index, line in enumerate(old):
        place = places.get(line, -1)
        if place > last:
            kept.add(place)
            last = place
        else:
            removed.append(index)
    removed.reverse()
    added = [(place, line) for place, line in enumerate(new) if place not in kept]
    return ListChanges(removed, added)
