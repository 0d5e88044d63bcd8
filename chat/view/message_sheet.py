"""Items laid out in the columns: cleaned, wrapped, coloured, and which line is whose.

Rows come in, `composition` makes items of them. Knows nothing of scrolling, following or paging:
that is `message_listbox`.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from chat.view.composition import DIVIDERS, Item, compose, moved_at_end, rows_of, single
from chat.view.message_colours import colour_item, mark_sought, says, unmark_sought
from chat.view.message_columns import MessageColumns
from chat.view.message_lines import Lines, lay_out
from chat.view.message_widths import MessageWidths
from chat.view.palette import Palette
from chat.view.ports import MessageRow
from chat.view.shown_rows import ShownRows


class MessageSheet:
    """What is in the Listboxes now."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        on_moved: Callable[[bool], None],
    ) -> None:
        self.palette = palette
        self.shown = ShownRows()
        self.unfolded: set[str] = set()  # keys of summaries
        self._sought = ""  # what is looked for, casefolded
        self.revealed: set[str] = set()  # keys of messages whose spoilers are shown
        self.columns = MessageColumns(master, on_moved=on_moved)
        self.columns.recolour(palette)
        self.widths = MessageWidths(self.columns, emoji=emoji)

    def rows(self) -> list[MessageRow]:
        """The messages in the Listboxes, whether shown or folded away."""
        return rows_of(self.shown.items)

    # -- rows --------------------------------------------------------------------------------

    def show(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything by another conversation, with columns as wide as that needs."""
        self.unfolded.clear()
        self.revealed.clear()
        self.widths.begin(rows)
        self.fill(rows)

    def fill(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything."""
        self.columns.delete(0, self.shown.line_count)
        self.shown = ShownRows()
        self.insert_end(rows)

    def lay_out_again(self) -> None:
        """The same items, wrapped to the width there is now."""
        items = self.shown.items
        self.columns.delete(0, self.shown.line_count)
        self.shown = ShownRows()
        self._add_end(items)

    def insert_end(self, rows: Sequence[MessageRow]) -> None:
        """Add rows at the end; a coming or going joins those before it."""
        self.widths.note(rows)
        items = self.shown.items
        if rows and rows[0].movement is not None and (folded := moved_at_end(items[-300:])):
            line = self.shown.start(len(items) - folded)
            self.columns.delete(line, self.shown.line_count)
            rows = [*rows_of(self.shown.drop_last(folded)), *rows]
        self._add_end(compose(rows, self._last_row(), self.unfolded))

    def insert_start(self, rows: Sequence[MessageRow]) -> None:
        """Add rows at the beginning; what was at the top stays at the top."""
        if not rows:
            return
        self.widths.note(rows)
        before, top = self.shown.line_count, self.columns.top()
        seam = self._drop_seam()
        items = compose([*rows, *seam], None, self.unfolded)
        laid_out = self._laid_out(items)
        self.shown.prepend(items, laid_out)
        self.columns.insert(0, *_columns_of(laid_out))
        self._colour_items(range(len(items)))
        self.columns.show_top(max(0, top + self.shown.line_count - before))

    def drop_first(self, count: int) -> list[MessageRow]:
        """Take items from the beginning, and return their rows."""
        self.columns.delete(0, self.shown.start(count))
        return rows_of(self.shown.drop_first(count))

    def replace(self, place: int, row: MessageRow) -> None:
        """Show another state of a row."""
        item = self.shown.items[place]
        if item.fold:
            rows = tuple(row if old.key == row.key else old for old in item.stands_for)
            self.shown.items[place] = replace(item, stands_for=rows)
            return
        self._replace_item(place, single(row, self._row_before(place)))
        if place + 1 < len(self.shown.items):
            after = self.shown.items[place + 1]
            if not after.fold and after.stands_for:
                again = single(after.row, row)
                if (again.head, again.timed) != (after.head, after.timed):
                    self._replace_item(place + 1, again)

    def replace_last(self, rows: Sequence[MessageRow]) -> None:
        """Show these rows, all of them here, anew and last, with whatever stands among them."""
        keys = {row.key for row in rows}
        items = self.shown.items
        place = min(at for key in keys if (at := self.shown.place_of_key(key)) is not None)
        while place and (items[place].is_under_summary or not items[place - 1].stands_for):
            place -= 1
        top = self.columns.top()
        self.columns.delete(self.shown.start(place), self.shown.line_count)
        among = rows_of(self.shown.drop_last(len(items) - place))
        self.insert_end([*(row for row in among if row.key not in keys), *rows])
        self.columns.show_top(top)

    def toggle(self, place: int) -> None:
        """Unfold a summary, or fold it."""
        header, count = self.shown.items[place], 1
        items = self.shown.items
        while place + count < len(items) and items[place + count].fold == header.fold:
            count += 1
        rows = rows_of(items[place : place + count])
        self.unfolded ^= {header.fold}
        fresh = compose(rows, self._row_before(place) or _undivided(rows[0]), self.unfolded)
        first, last = self.shown.start(place), self.shown.span(place + count - 1)[1]
        laid_out = self._laid_out(fresh)
        self.shown.splice(place, count, fresh, laid_out)
        self.columns.delete(first, last + 1)
        self.columns.insert(first, *_columns_of(laid_out))
        self._colour_items(range(place, place + len(fresh)))
        self.select([place])

    def reveal(self, place: int) -> None:
        """Show a message's spoilers, or cover them again."""
        item = self.shown.items[place]
        self.revealed ^= {item.row.key}
        self._replace_item(place, item)

    def line_at(self, line: int) -> tuple[MessageRow, Lines, int] | None:
        """The message that has a line, how it is laid out, and which of its lines it is."""
        if not 0 <= line < self.shown.line_count:
            return None
        place = self.shown.place_of_line(line)
        within = line - self.shown.start(place)
        return self.shown.items[place].row, self.shown.lines[place], within

    def link_at(self, line: int) -> str:
        """The address of the link that a line shows, or ""."""
        if not 0 <= line < self.shown.line_count:
            return ""
        place = self.shown.place_of_line(line)
        return self.shown.lines[place].links.get(line - self.shown.start(place), "")

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once."""
        self.palette = palette
        self.columns.recolour(palette)
        self._colour_items(range(len(self.shown.items)))

    def highlight(self, text: str) -> None:
        """Mark the lines of messages that say this, in any case; "" marks none."""
        before, self._sought = self._sought, text.casefold()
        for place, item in enumerate(self.shown.items):
            if says(item.row, self._sought):
                self._colour_item(place)
            elif says(item.row, before):
                lines, first = self.shown.lines[place], self.shown.start(place)
                unmark_sought(self.columns, lines, first)
                self._colour_item(place)

    # -- selection ---------------------------------------------------------------------------

    def select(self, places: Iterable[int]) -> None:
        """Select whole items, and nothing else."""
        self.columns.select([self.shown.span(place) for place in places])

    def places_of(self, lines: Iterable[int]) -> list[int]:
        """The items that lines belong to, in order."""
        return sorted({self.shown.place_of_line(int(line)) for line in lines})

    def selected(self) -> list[int]:
        """The places of the items that are selected, in order."""
        return self.places_of(self.columns.text.curselection())

    # -- inside ------------------------------------------------------------------------------

    def _add_end(self, items: list[Item]) -> None:
        first, line = len(self.shown.items), self.shown.line_count
        laid_out = self._laid_out(items)
        self.shown.extend(items, laid_out)
        self.columns.insert(line, *_columns_of(laid_out))
        self._colour_items(range(first, len(self.shown.items)))

    def _drop_seam(self) -> list[MessageRow]:
        """Take away the first day and the first item, which look different after other rows."""
        items, count = self.shown.items, 0
        while count < len(items) and (count == 0 or not items[count - 1].stands_for):
            count += 1
        while count < len(items) and items[count].is_under_summary:
            count += 1
        if not count:
            return []
        end = self.shown.span(count - 1)[1] + 1
        self.columns.delete(0, end)
        return rows_of(self.shown.drop_first(count))

    def _replace_item(self, place: int, item: Item) -> None:
        first, last = self.shown.span(place)
        selected = self.columns.text.selection_includes(first)
        laid_out = self._lay_out(item)
        self.shown.replace(place, item, laid_out)
        self.columns.delete(first, last + 1)
        self.columns.insert(first, *_columns_of([laid_out]))
        self._colour_item(place)
        if selected:
            self.columns.select([self.shown.span(place)], add=True)

    def _last_row(self) -> MessageRow | None:
        return self._row_before(len(self.shown.items))

    def _row_before(self, place: int) -> MessageRow | None:
        """The message, or the day, above an item; None at the beginning."""
        while place:
            place -= 1
            item = self.shown.items[place]
            if item.stands_for:
                return item.stands_for[-1]
            if item.row.kind in DIVIDERS:
                return item.row
        return None

    def _laid_out(self, items: Sequence[Item]) -> list[Lines]:
        return [self._lay_out(item) for item in items]

    def _lay_out(self, item: Item) -> Lines:
        return lay_out(item, self.widths.measure, revealed=item.row.key in self.revealed)

    def _colour_items(self, places: Iterable[int]) -> None:
        for place in places:
            self._colour_item(place)

    def _colour_item(self, place: int) -> None:
        row, laid_out = self.shown.items[place].row, self.shown.lines[place]
        first, palette = self.shown.start(place), self.palette
        colour_item(self.columns, palette, row, laid_out, first)
        if self._sought and says(row, self._sought):
            mark_sought(self.columns, palette, laid_out, first, self._sought)


def _undivided(row: MessageRow) -> MessageRow:
    """A row before `row` of the same day: above a summary its day is already said."""
    return replace(row, key="", time="", movement=None)


def _columns_of(rows: Sequence[Lines]) -> tuple[list[str], list[str], list[str]]:
    """Times, senders and texts, a line each: who and when stand on a row's first line."""
    times = [value for row in rows for value in _once(row.time, row)]
    senders = [value for row in rows for value in _once(row.sender, row)]
    return times, senders, [line for row in rows for line in row.text]


def _once(value: str, row: Lines) -> list[str]:
    return [*[""] * row.lead, value, *[""] * (len(row.text) - row.lead - 1)]
