"""Which message stands on which lines. Pure bookkeeping: no toolkit, no wrapping."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from chat.view.message_lines import Lines
from chat.view.ports import MessageRow


class ShownRows:
    """Rows in order, each with its lines. A place counts rows, a line counts lines, both from 0."""

    def __init__(self) -> None:
        self.rows: list[MessageRow] = []
        self.lines: list[Lines] = []
        self._starts: list[int] = []  # first line of each row
        self._places: dict[str, int] = {}
        self.line_count = 0

    def place_of_line(self, line: int) -> int:
        """The row that has a line; the nearest one if there is no such line."""
        return max(0, bisect_right(self._starts, line) - 1)

    def place_of_key(self, key: str) -> int | None:
        """The row with a key."""
        return self._places.get(key)

    def start(self, place: int) -> int:
        """The first line of a row."""
        return self._starts[place]

    def span(self, place: int) -> tuple[int, int]:
        """The first and the last line of a row."""
        start = self._starts[place]
        return start, start + len(self.lines[place].text) - 1

    def extend(self, rows: Sequence[MessageRow], lines: Sequence[Lines]) -> None:
        """Add rows at the end."""
        for row, laid_out in zip(rows, lines, strict=True):
            self._places[row.key] = len(self.rows)
            self._starts.append(self.line_count)
            self.rows.append(row)
            self.lines.append(laid_out)
            self.line_count += len(laid_out.text)

    def prepend(self, rows: Sequence[MessageRow], lines: Sequence[Lines]) -> None:
        """Add rows at the beginning."""
        self._set([*rows, *self.rows], [*lines, *self.lines])

    def drop_first(self, count: int) -> list[MessageRow]:
        """Take rows from the beginning, and return them."""
        dropped = self.rows[:count]
        self._set(self.rows[count:], self.lines[count:])
        return dropped

    def replace(self, place: int, row: MessageRow, lines: Lines) -> None:
        """Put another state of a row in its place."""
        same_height = len(lines.text) == len(self.lines[place].text)
        self.rows[place], self.lines[place] = row, lines
        if not same_height:
            self._set(self.rows, self.lines)

    def _set(self, rows: list[MessageRow], lines: list[Lines]) -> None:
        ends = list(accumulate(len(laid_out.text) for laid_out in lines))
        self.rows, self.lines = rows, lines
        self._starts = [0, *ends[:-1]] if ends else []
        self._places = {row.key: place for place, row in enumerate(rows)}
        self.line_count = ends[-1] if ends else 0
