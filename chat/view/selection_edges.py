"""Covers the bevel that Tk draws around the selected lines of a Listbox, in their own colour.

Its width is that of the leading between lines, which a Listbox has no other way to give; so the
bevel cannot be turned off, and lies under narrow strips instead.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Iterator, Sequence

MOST = 12  # blocks of selected lines that are covered; nobody selects more that are seen at once

Place = tuple[int, int, int, int]  # x, y, width and height


class SelectionEdges:
    """Over Listboxes that have the same lines selected, without borders of their own."""

    def __init__(
        self,
        columns: Sequence[tkinter.Listbox],
        on_wheel: Callable[[tkinter.Event[tkinter.Misc]], object],
    ) -> None:
        self._columns = columns
        self._on_wheel = on_wheel
        self._strips: dict[tkinter.Listbox, list[tkinter.Frame]] = {one: [] for one in columns}
        self._any = False
        self._waiting = ""

    def selected(self, any_lines: bool) -> None:
        """Lines were selected, or none is any more."""
        if any_lines or self._any:
            self._any = True
            self.follow()

    def follow(self) -> None:
        """Other lines may be in view, or they may have another size: look in an idle moment."""
        if self._any and not self._waiting:
            self._waiting = self._columns[0].after_idle(self._cover)

    def close(self) -> None:
        """Nothing comes after it."""
        if self._waiting:
            self._columns[0].after_cancel(self._waiting)
            self._waiting = ""
        self._any = False

    def _cover(self) -> None:
        self._waiting = ""
        column = self._columns[-1]
        blocks = _blocks(column.curselection(), column.nearest(0), column.nearest(1 << 15))
        self._any = bool(blocks) or bool(column.curselection())
        for one in self._columns:
            self._cover_column(one, list(_edges(one, blocks[:MOST])))

    def _cover_column(self, column: tkinter.Listbox, places: Sequence[Place]) -> None:
        strips = self._strips[column]
        while len(strips) < len(places):
            strip = tkinter.Frame(column, borderwidth=0, highlightthickness=0)
            for sequence in ("<MouseWheel>", "<Button-4>", "<Button-5>"):
                strip.bind(sequence, self._on_wheel)
            strips.append(strip)
        colour = column.cget("selectbackground")
        for strip, (x, y, width, height) in zip(strips, places, strict=False):
            strip.configure(background=colour)
            strip.place(x=x, y=y, width=width, height=height)
        for strip in strips[len(places) :]:
            strip.place_forget()


def _blocks(selected: Sequence[int], top: int, bottom: int) -> list[tuple[int, int]]:
    """The first and the last line of each run of selected lines of which some are in view."""
    blocks: list[tuple[int, int]] = []
    for line in selected:
        if blocks and line == blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], line)
        else:
            blocks.append((line, line))
    return [(first, last) for first, last in blocks if last >= top and first <= bottom]


def _edges(column: tkinter.Listbox, blocks: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """The four sides of each block in a column; what is out of view is clipped by it."""
    edge, top = int(column.cget("selectborderwidth")), column.nearest(0)
    box = column.bbox(top)
    if box is None:
        return
    line = box[3] + 1 + 2 * edge  # as Tk has it
    width, height = column.winfo_width(), column.winfo_height()
    for first, last in blocks:
        upper, lower = (first - top) * line, (last + 1 - top) * line
        seen_from, seen_to = max(upper, 0), min(lower, height)
        yield 0, upper, width, edge
        yield 0, lower - edge, width, edge
        yield 0, seen_from, edge, seen_to - seen_from
        yield width - edge, seen_from, edge, seen_to - seen_from
