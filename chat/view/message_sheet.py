"""Message rows laid out in the columns: cleaned, wrapped, coloured, and which line is whose.

Knows nothing of scrolling, following or paging: that is `message_listbox`.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from tkinter import font as tkfont

from chat.view.message_columns import GAP, MessageColumns
from chat.view.message_lines import Ink, Lines, Measure, colour, lay_out
from chat.view.palette import Palette
from chat.view.ports import MessageRow
from chat.view.shown_rows import ShownRows
from chat.view.wrapping import CharacterWidths

SENDER_CHARACTERS = (8, 14)  # at least, at most
SENDER_SHARE = 6  # of the width: one part of so many
FIRST_WIDTH = 40  # characters, until the window has its size


class MessageSheet:
    """What is in the Listboxes now."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        on_moved: Callable[[], None],
    ) -> None:
        self.palette = palette
        self.shown = ShownRows()
        self.columns = MessageColumns(master, on_moved=on_moved)
        widths = CharacterWidths(tkfont.nametofont("TkTextFont", root=master).measure)
        self.measure = Measure(widths, 0, FIRST_WIDTH * widths["0"], emoji)
        self.columns.recolour(palette)
        self.fit_sender()

    def fit_sender(self) -> None:
        """Give the senders their share of the width; the text has what is left."""
        widths, (least, most) = self.measure.widths, SENDER_CHARACTERS
        characters = self.columns.winfo_width() // (widths["0"] * SENDER_SHARE)
        sender = widths["0"] * max(least, min(most, characters))
        if sender != self.measure.sender_width:
            self.measure = replace(self.measure, sender_width=sender)
            self.columns.set_widths(widths.of("00:00" + GAP), sender + widths.of(GAP))

    def fit_text(self) -> None:
        """Lay out to the width there is now; what is there already waits for `fill`."""
        self.measure = replace(self.measure, text_width=self.columns.text_width())

    def fill(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything."""
        self.columns.delete(0, self.shown.line_count)
        self.shown = ShownRows()
        self.insert_end(rows)

    def insert_end(self, rows: Sequence[MessageRow]) -> None:
        """Add rows at the end."""
        first, line = len(self.shown.rows), self.shown.line_count
        laid_out = self._laid_out(rows)
        self.shown.extend(rows, laid_out)
        self.columns.insert(line, *_columns_of(laid_out))
        self._colour_rows(range(first, len(self.shown.rows)))

    def insert_start(self, rows: Sequence[MessageRow]) -> None:
        """Add rows at the beginning; what was at the top stays at the top."""
        laid_out = self._laid_out(rows)
        before, top = self.shown.line_count, self.columns.top()
        self.shown.prepend(rows, laid_out)
        self.columns.insert(0, *_columns_of(laid_out))
        self._colour_rows(range(len(rows)))
        self.columns.show_top(top + self.shown.line_count - before)

    def drop_first(self, count: int) -> list[MessageRow]:
        """Take rows from the beginning, and return them."""
        self.columns.delete(0, self.shown.start(count))
        return self.shown.drop_first(count)

    def replace(self, place: int, row: MessageRow) -> None:
        """Show another state of a row."""
        first, last = self.shown.span(place)
        selected = self.columns.text.selection_includes(first)
        laid_out = lay_out(row, self.measure)
        self.shown.replace(place, row, laid_out)
        self.columns.delete(first, last + 1)
        self.columns.insert(first, *_columns_of([laid_out]))
        self._colour_row(place)
        if selected:
            self.columns.select([self.shown.span(place)], add=True)

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once."""
        self.palette = palette
        self.columns.recolour(palette)
        self._colour_rows(range(len(self.shown.rows)))

    def select(self, places: Iterable[int]) -> None:
        """Select whole rows, and nothing else."""
        self.columns.select([self.shown.span(place) for place in places])

    def places_of(self, lines: Iterable[int]) -> list[int]:
        """The rows that lines belong to, in order."""
        return sorted({self.shown.place_of_line(int(line)) for line in lines})

    def selected(self) -> list[int]:
        """The places of the rows that are selected, in order."""
        return self.places_of(self.columns.text.curselection())

    def _laid_out(self, rows: Sequence[MessageRow]) -> list[Lines]:
        return [lay_out(row, self.measure) for row in rows]

    def _colour_rows(self, places: Iterable[int]) -> None:
        for place in places:
            self._colour_row(place)

    def _colour_row(self, place: int) -> None:
        row, laid_out = self.shown.rows[place], self.shown.lines[place]
        first, last = self.shown.span(place)
        columns, palette = self.columns, self.palette
        columns.sender.itemconfigure(first, foreground=colour(laid_out.sender_ink, row, palette))
        if laid_out.text_ink is Ink.TEXT and not row.mention:
            return  # as all lines are: no need to say so for each
        ink = colour(laid_out.text_ink, row, palette)
        ground = palette.mention_background if row.mention else ""
        for line in range(first, last + 1):
            columns.text.itemconfigure(line, foreground=ink, background=ground)
            columns.sender.itemconfigure(line, background=ground)
            columns.time.itemconfigure(line, background=ground)


def _columns_of(rows: Sequence[Lines]) -> tuple[list[str], list[str], list[str]]:
    """Times, senders and texts, a line each: who and when stand on a row's first line."""
    times = [value for row in rows for value in _once(row.time, row)]
    senders = [value for row in rows for value in _once(row.sender, row)]
    return times, senders, [line for row in rows for line in row.text]


def _once(value: str, row: Lines) -> list[str]:
    return [value, *[""] * (len(row.text) - 1)]
