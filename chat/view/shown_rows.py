"""Which item stands on which lines. Pure bookkeeping: no toolkit, no wrapping."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from chat.view.composition import Item
from chat.view.message_lines import Lines


class ShownRows:
    """Items in order, each with its lines. A place counts items, a line lines, both from 0."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.lines: list[Lines] = []
        self._starts: list[int] = []  # first line of each item
        self._places: dict[str, int] = {}
        self.line_count = 0

    def place_of_line(self, line: int) -> int:
        """The item that has a line; the nearest one if there is no such line."""
        return max(0, bisect_right(self._starts, line) - 1)

    def place_of_key(self, key: str) -> int | None:
        """The item that has, or stands for, the message with a key."""
        return self._places.get(key)

    def start(self, place: int) -> int:
        """The first line of an item."""
        return self._starts[place]

    def span(self, place: int) -> tuple[int, int]:
        """The first and the last line of an item."""
        start = self._starts[place]
        return start, start + len(self.lines[place].text) - 1

    def extend(self, items: Sequence[Item], lines: Sequence[Lines]) -> None:
        """Add items at the end."""
        for item, laid_out in zip(items, lines, strict=True):
            self._note(item, len(self.items))
            self._starts.append(self.line_count)
            self.items.append(item)
            self.lines.append(laid_out)
            self.line_count += len(laid_out.text)

    def prepend(self, items: Sequence[Item], lines: Sequence[Lines]) -> None:
        """Add items at the beginning."""
        self._set([*items, *self.items], [*lines, *self.lines])

    def drop_first(self, count: int) -> list[Item]:
        """Take items from the beginning, and return them."""
        dropped = self.items[:count]
        self._set(self.items[count:], self.lines[count:])
        return dropped

    def drop_last(self, count: int) -> list[Item]:
        """Take items from the end, and return them; costs nothing for those that stay."""
        kept = len(self.items) - count
        dropped = self.items[kept:]
        for item in dropped:
            self._forget(item)
        if dropped:
            self.line_count = self._starts[kept]
        del self.items[kept:], self.lines[kept:], self._starts[kept:]
        return dropped

    def splice(self, place: int, count: int, items: Sequence[Item], lines: Sequence[Lines]) -> None:
        """Put other items in the place of `count`."""
        after = place + count
        self._set(
            [*self.items[:place], *items, *self.items[after:]],
            [*self.lines[:place], *lines, *self.lines[after:]],
        )

    def replace(self, place: int, item: Item, lines: Lines) -> None:
        """Put another state of an item in its place."""
        same_height = len(lines.text) == len(self.lines[place].text)
        self.items[place], self.lines[place] = item, lines
        if not same_height:
            self._set(self.items, self.lines)

    def _set(self, items: list[Item], lines: list[Lines]) -> None:
        ends = list(accumulate(len(laid_out.text) for laid_out in lines))
        self.items, self.lines = items, lines
        self._starts = [0, *ends[:-1]] if ends else []
        self._places = {}
        for place, item in enumerate(items):
            self._note(item, place)
        self.line_count = ends[-1] if ends else 0

    def _note(self, item: Item, place: int) -> None:
        self._places[item.row.key] = place
        for row in item.stands_for:
            self._places[row.key] = place

    def _forget(self, item: Item) -> None:
        self._places.pop(item.row.key, None)
        for row in item.stands_for:
            self._places.pop(row.key, None)
