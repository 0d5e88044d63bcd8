"""The message list: rows in, lines out; follows the end, keeps its place, selects whole messages.

Role: the one widget that shows what was said. It knows rows, not conversations, and reports only
"send this again". Of a long conversation only the newest pages are in the Listboxes; going up
brings the earlier ones in, so that showing and wrapping cost the same however long it is.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Iterable, Sequence
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.view.message_columns import GAP, MessageColumns
from chat.view.message_lines import Ink, Lines, Measure, colour, lay_out, whole_text
from chat.view.message_menu import MessageMenu
from chat.view.new_button import NewButton
from chat.view.palette import Palette
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.shown_rows import ShownRows
from chat.view.wrapping import CharacterWidths

REWRAP_AFTER = 80  # ms without a change of width
SENDER_CHARACTERS = 14
PAGE = 1_000  # rows brought in at once
MOST_PAGES = 3  # kept in the Listboxes while the end is followed
NEAR_TOP = 20  # lines from the top at which an earlier page is brought in


class MessageList(ttk.Frame):
    """Messages of one conversation. `message_listbox` is the Listbox with their text."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        on_retry: Callable[[str], None],
    ) -> None:
        super().__init__(master, style="Page.TFrame")
        self._palette = palette
        self._on_retry = on_retry
        self._shown = ShownRows()
        self._earlier: list[MessageRow] = []
        self._following = True
        self._rewrap_timer: str | None = None
        self._columns = MessageColumns(self, on_moved=self._on_moved)
        self._columns.pack(fill="both", expand=True)
        self.message_listbox = self._columns.text
        self._measure = self._first_measure(emoji)
        self.new_button = NewButton(self, command=self.show_end)
        self._menu = MessageMenu(self)
        self._columns.recolour(palette)
        self._bind()

    # -- what the window calls ---------------------------------------------------------------

    def show(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything, and show the end."""
        self._fill(rows, from_place=len(rows) - PAGE)
        self.show_end()

    def append(self, rows: Sequence[MessageRow]) -> None:
        """Add rows; keep showing the end if it was in view, else count them on the button."""
        fresh = rows[-PAGE:] if self._following else rows
        if len(fresh) < len(rows):
            self.show([*self._all(), *rows])
            return
        self._insert_end(rows)
        if self._following:
            self._drop_oldest()
            self._columns.show_end()
        else:
            self.new_button.add(sum(row.kind is not RowKind.EVENT for row in rows))

    def update_row(self, row: MessageRow) -> None:
        """Show a row in its new state; one that is not here is none of our business."""
        place = self._shown.place_of_key(row.key)
        if place is None:
            self._earlier = [row if old.key == row.key else old for old in self._earlier]
            return
        first, last = self._shown.span(place)
        selected = row.key in {old.key for old in self.selected()}
        laid_out = lay_out(row, self._measure)
        self._shown.replace(place, row, laid_out)
        self._columns.delete(first, last + 1)
        self._columns.insert(first, *_columns_of([laid_out]))
        self._colour_row(place)
        if selected:
            self._columns.select([self._shown.span(place)], add=True)
        if self._following:
            self._columns.show_end()

    def show_end(self) -> None:
        """Jump to the newest message and follow from there."""
        self._following = True
        self._drop_oldest()
        self.new_button.clear()
        self._columns.show_end()

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once (another theme)."""
        self._palette = palette
        self._columns.recolour(palette)
        self._colour_rows(range(len(self._shown.rows)))

    def is_empty(self) -> bool:
        """Whether there is no message to read."""
        return not self._shown.rows

    def shown(self) -> list[tuple[str, str, str]]:
        """All lines as they stand in the three columns: time, sender, text."""
        return self._columns.shown()

    def selected(self) -> list[MessageRow]:
        """The messages that are selected, in order."""
        return [self._shown.rows[place] for place in self._selected_places()]

    def row_at(self, y: int) -> MessageRow | None:
        """The message at a height in pixels."""
        if not self._shown.rows:
            return None
        return self._shown.rows[self._shown.place_of_line(self.message_listbox.nearest(y))]

    def is_shortened(self, row: MessageRow) -> bool:
        """Whether the list shows only a part of it."""
        place = self._shown.place_of_key(row.key)
        return place is not None and self._shown.lines[place].shortened

    def whole(self, row: MessageRow) -> str:
        """All of a message's text, also when the list shows only a part."""
        return whole_text(row, emoji=self._measure.emoji)

    def retry(self, row: MessageRow) -> None:
        """Report that a failed message is to be sent again."""
        if row.state is RowState.FAILED:
            self._on_retry(row.key)

    def activate(self, row: MessageRow) -> None:
        """What double click and Enter do: send a failed one again, show all of a long one."""
        if row.state is RowState.FAILED:
            self.retry(row)
        elif self.is_shortened(row):
            self._menu.show_whole(row)

    def select_only(self, row: MessageRow) -> None:
        """Select one message."""
        place = self._shown.place_of_key(row.key)
        self._columns.select([self._shown.span(place)] if place is not None else [])

    def focus_by_key(self) -> None:
        """Take the cursor; something is selected, so that one can see where it is."""
        self.message_listbox.focus_set()
        if self._shown.rows and not self.message_listbox.curselection():
            bottom = self.message_listbox.nearest(self.message_listbox.winfo_height())
            self.select_only(self._shown.rows[self._shown.place_of_line(bottom)])
            self.message_listbox.activate(bottom)

    def copy(self) -> None:
        """Put what is selected on the clipboard: one message bare, several with who and when."""
        rows = self.selected()
        if rows:
            lines = [f"[{row.time}] {row.sender}: {self.whole(row)}" for row in rows]
            self.clipboard_clear()
            self.clipboard_append(self.whole(rows[0]) if len(rows) == 1 else "\n".join(lines))

    def destroy(self) -> None:
        """Take it away, with the rewrap that may be waiting."""
        if self._rewrap_timer is not None:
            self.after_cancel(self._rewrap_timer)
            self._rewrap_timer = None
        super().destroy()

    # -- filling the columns -----------------------------------------------------------------

    def _first_measure(self, emoji: bool) -> Measure:
        widths = CharacterWidths(tkfont.nametofont("TkTextFont", root=self).measure)
        sender = SENDER_CHARACTERS * widths["0"]
        self._columns.set_widths(widths.of("00:00" + GAP), sender + widths.of(GAP))
        return Measure(widths, sender, 40 * widths["0"], emoji)

    def _all(self) -> list[MessageRow]:
        return [*self._earlier, *self._shown.rows]

    def _fill(self, rows: Sequence[MessageRow], from_place: int) -> None:
        """Show `rows` from a place on; the ones before it wait."""
        place = max(0, from_place)
        self._columns.delete(0, self._shown.line_count)
        self._shown = ShownRows()
        self._earlier = list(rows[:place])
        self._insert_end(rows[place:])

    def _insert_end(self, rows: Sequence[MessageRow]) -> None:
        first, line = len(self._shown.rows), self._shown.line_count
        laid_out = [lay_out(row, self._measure) for row in rows]
        self._shown.extend(rows, laid_out)
        self._columns.insert(line, *_columns_of(laid_out))
        self._colour_rows(range(first, len(self._shown.rows)))

    def _bring_earlier(self) -> None:
        """Put an earlier page above; what one is reading stays where it is."""
        rows, self._earlier = self._earlier[-PAGE:], self._earlier[:-PAGE]
        laid_out = [lay_out(row, self._measure) for row in rows]
        before, top = self._shown.line_count, self._columns.top()
        self._shown.prepend(rows, laid_out)
        self._columns.insert(0, *_columns_of(laid_out))
        self._colour_rows(range(len(rows)))
        self._columns.show_top(top + self._shown.line_count - before)

    def _drop_oldest(self) -> None:
        """Let go of the oldest pages, so that a long evening does not slow the window."""
        surplus = len(self._shown.rows) - PAGE
        if surplus > (MOST_PAGES - 1) * PAGE:
            self._columns.delete(0, self._shown.start(surplus))
            self._earlier.extend(self._shown.drop_first(surplus))

    def _colour_rows(self, places: Iterable[int]) -> None:
        for place in places:
            self._colour_row(place)

    def _colour_row(self, place: int) -> None:
        row, laid_out = self._shown.rows[place], self._shown.lines[place]
        first, last = self._shown.span(place)
        columns, palette = self._columns, self._palette
        columns.sender.itemconfigure(first, foreground=colour(laid_out.sender_ink, row, palette))
        if laid_out.text_ink is Ink.TEXT and not row.mention:
            return
        ink = colour(laid_out.text_ink, row, palette)
        ground = palette.mention_background if row.mention else ""
        for line in range(first, last + 1):
            columns.text.itemconfigure(line, foreground=ink, background=ground)
            columns.sender.itemconfigure(line, background=ground)
            columns.time.itemconfigure(line, background=ground)

    # -- place and width ---------------------------------------------------------------------

    def _on_moved(self) -> None:
        """The person scrolled: follow from now on, or no more."""
        self._following = self._columns.at_end()
        if self._following:
            self.new_button.clear()
        elif self._earlier and self._columns.top() < NEAR_TOP:
            self._bring_earlier()

    def _on_resized(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        if self._following:
            self._columns.show_end()
        if self._columns.text_width() in (0, self._measure.text_width):
            return
        if self._rewrap_timer is not None:
            self.after_cancel(self._rewrap_timer)
        self._rewrap_timer = self.after(REWRAP_AFTER, self._rewrap)

    def _rewrap(self) -> None:
        """Wrap to the new width; the message at the top stays at the top."""
        self._rewrap_timer = None
        old = self._measure
        self._measure = Measure(old.widths, old.sender_width, self._columns.text_width(), old.emoji)
        selected, top = self._selected_places(), self._columns.top()
        place = self._shown.place_of_line(top)
        inside = top - self._shown.start(place) if self._shown.rows else 0
        self._fill(self._all(), from_place=len(self._earlier))
        self._columns.select([self._shown.span(place) for place in selected])
        if self._following:
            self._columns.show_end()
        elif self._shown.rows:
            first, last = self._shown.span(place)
            self._columns.show_top(min(first + inside, last))

    # -- selection ---------------------------------------------------------------------------

    def _bind(self) -> None:
        text, columns = self.message_listbox, self._columns
        text.bind("<Configure>", self._on_resized, add="+")
        text.bind("<Return>", self._on_enter)
        text.bind("<<Copy>>", self._on_copy)
        columns.bind_columns("<<ListboxSelect>>", self._on_selected)
        columns.bind_columns("<Double-Button-1>", self._on_double)
        for sequence in self._menu.click_sequences():
            columns.bind_columns(sequence, self._menu.on_click)
        for sequence in self._menu.key_sequences():
            text.bind(sequence, self._menu.on_key)

    def _selected_places(self) -> list[int]:
        return self._places(self.message_listbox.curselection())

    def _places(self, lines: Iterable[int]) -> list[int]:
        return sorted({self._shown.place_of_line(int(line)) for line in lines})

    def _on_selected(self, event: tkinter.Event[tkinter.Listbox]) -> None:
        """Take whole messages, over all columns, from the column that was clicked."""
        places = self._places(event.widget.curselection())
        self._columns.share_anchor(event.widget)
        self._columns.select([self._shown.span(place) for place in places])

    def _on_copy(self, _event: tkinter.Event[tkinter.Misc]) -> str:
        self.copy()
        return "break"  # the Listbox's own way copies lines, not messages

    def _on_double(self, event: tkinter.Event[tkinter.Misc]) -> None:
        row = self.row_at(event.y)
        if row is not None:
            self.activate(row)

    def _on_enter(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        for row in self.selected()[:1]:
            self.activate(row)


def _columns_of(rows: Sequence[Lines]) -> tuple[list[str], list[str], list[str]]:
    """Times, senders and texts, a line each: who and when stand on a row's first line."""
    times = [value for row in rows for value in _once(row.time, row)]
    senders = [value for row in rows for value in _once(row.sender, row)]
    return times, senders, [line for row in rows for line in row.text]


def _once(value: str, row: Lines) -> list[str]:
    return [value, *[""] * (len(row.text) - 1)]
