"""The message list: rows in, lines out; follows the end, keeps its place, selects whole messages.

Role: the one widget that shows what was said. It knows rows, not conversations, and reports
only "send this again".
"""

from __future__ import annotations

import tkinter
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import chain, repeat
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.view.message_columns import GAP, MessageColumns
from chat.view.message_lines import Ink, Lines, Measure, colour, lay_out, whole_text
from chat.view.message_menu import MessageMenu
from chat.view.palette import Palette
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.wrapping import CharacterWidths

REWRAP_AFTER = 80  # ms without a change of width
SENDER_CHARACTERS = 14


class MessageList(ttk.Frame):
    """Messages of one conversation. `message_listbox` is the Listbox with their text."""

    def __init__(self, master: tkinter.Misc, palette: Palette, *, emoji: bool,
                 on_retry: Callable[[str], None]) -> None:  # fmt: skip
        super().__init__(master, style="Page.TFrame")
        self._palette = palette
        self._rows: list[MessageRow] = []
        self._shown: list[Lines] = []
        self._starts: list[int] = []  # first line of each row
        self._places: dict[str, int] = {}
        self._following = True
        self._unseen = 0
        self._rewrap_timer: str | None = None
        self._on_retry = on_retry
        self._font = tkfont.nametofont("TkTextFont", root=self)
        self._columns = MessageColumns(self, on_moved=self._on_moved)
        self._columns.pack(fill="both", expand=True)
        self.message_listbox = self._columns.text
        self._measure = self._first_measure(emoji)
        self.new_button = ttk.Button(
            self, bootstyle="primary", command=self.show_end, takefocus=True
        )
        self._menu = MessageMenu(self)
        self.recolour(palette)
        self._bind()

    # -- what the window calls ---------------------------------------------------------------

    def show(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything, and show the end."""
        self._columns.delete(0, self._line_count())
        self._rows, self._shown, self._starts, self._places = [], [], [], {}
        self._insert(rows)
        self.show_end()

    def append(self, rows: Sequence[MessageRow]) -> None:
        """Add rows; keep showing the end if it was in view, else count them on the button."""
        self._insert(rows)
        if self._following:
            self.show_end()
            return
        self._unseen += sum(row.kind is not RowKind.EVENT for row in rows)
        self._show_unseen()

    def update_row(self, row: MessageRow) -> None:
        """Show a row in its new state; one that is not here is none of our business."""
        place = self._places.get(row.key)
        if place is None:
            return
        before, after = self._shown[place], lay_out(row, self._measure)
        self._rows[place], self._shown[place] = row, after
        start = self._starts[place]
        self._columns.delete(start, start + len(before.text))
        self._insert_lines(start, [after])
        grown = len(after.text) - len(before.text)
        if grown:
            for later in range(place + 1, len(self._starts)):
                self._starts[later] += grown
        self._colour_rows(place, place + 1)
        if self._following:
            self._columns.show_end()

    def show_end(self) -> None:
        """Jump to the newest message and follow from there."""
        self._following = True
        self._unseen = 0
        self.new_button.place_forget()
        self._columns.show_end()

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once (another theme)."""
        self._palette = palette
        self._columns.recolour(palette)
        self._colour_rows(0, len(self._rows))

    def shown(self) -> list[tuple[str, str, str]]:
        """All lines as they stand in the three columns: time, sender, text."""
        return self._columns.shown()

    def is_empty(self) -> bool:
        """Whether there is no message to read."""
        return not self._rows

    def selected(self) -> list[MessageRow]:
        """The messages that are selected, in order."""
        places = {self._place_of(int(line)) for line in self.message_listbox.curselection()}
        return [self._rows[place] for place in sorted(places)]

    def row_at(self, y: int) -> MessageRow | None:
        """The message at a height in pixels."""
        return self._rows[self._place_of(self.message_listbox.nearest(y))] if self._rows else None

    def is_shortened(self, row: MessageRow) -> bool:
        """Whether the list shows only a part of it."""
        place = self._places.get(row.key)
        return place is not None and self._shown[place].shortened

    def whole(self, row: MessageRow) -> str:
        """All of a message's text, also when the list shows only a part."""
        return whole_text(row, emoji=self._measure.emoji)

    def retry(self, row: MessageRow) -> None:
        """Report that a failed message is to be sent again."""
        if row.state is RowState.FAILED:
            self._on_retry(row.key)

    def destroy(self) -> None:
        if self._rewrap_timer is not None:
            self.after_cancel(self._rewrap_timer)
            self._rewrap_timer = None
        super().destroy()

    # -- lines -------------------------------------------------------------------------------

    def _first_measure(self, emoji: bool) -> Measure:
        widths = CharacterWidths(self._font.measure)
        sender = SENDER_CHARACTERS * widths["0"]
        self._columns.set_widths(widths.of("00:00" + GAP), sender + widths.of(GAP))
        return Measure(widths, sender, 40 * widths["0"], emoji)

    def _line_count(self) -> int:
        return self._starts[-1] + len(self._shown[-1].text) if self._starts else 0

    def _place_of(self, line: int) -> int:
        return max(0, bisect_right(self._starts, line) - 1)

    def _insert(self, rows: Sequence[MessageRow]) -> None:
        first = len(self._rows)
        line = start = self._line_count()
        added = [lay_out(row, self._measure) for row in rows]
        for place, (row, lines) in enumerate(zip(rows, added, strict=True), first):
            self._places[row.key] = place
            self._starts.append(line)
            line += len(lines.text)
        self._rows.extend(rows)
        self._shown.extend(added)
        self._insert_lines(start, added)
        self._colour_rows(first, len(self._rows))

    def _insert_lines(self, line: int, added: Sequence[Lines]) -> None:
        self._columns.insert(
            line,
            list(chain.from_iterable(_once(row.time, row) for row in added)),
            list(chain.from_iterable(_once(row.sender, row) for row in added)),
            list(chain.from_iterable(row.text for row in added)),
        )

    def _colour_rows(self, first: int, after: int) -> None:
        for place in range(first, after):
            self._colour_row(place)

    def _colour_row(self, place: int) -> None:
        row, shown, start = self._rows[place], self._shown[place], self._starts[place]
        columns = self._columns
        columns.sender.itemconfigure(start, foreground=colour(shown.sender_ink, row, self._palette))
        if shown.text_ink is Ink.TEXT and not row.mention:
            return
        ink = colour(shown.text_ink, row, self._palette)
        ground = self._palette.mention_background if row.mention else ""
        for line in range(start, start + len(shown.text)):
            columns.text.itemconfigure(line, foreground=ink, background=ground)
            columns.sender.itemconfigure(line, background=ground)
            columns.time.itemconfigure(line, background=ground)

    # -- place -------------------------------------------------------------------------------

    def _on_moved(self) -> None:
        self._following = self._columns.at_end()
        if self._following:
            self._unseen = 0
        self._show_unseen()

    def _show_unseen(self) -> None:
        if not self._unseen:
            self.new_button.place_forget()
            return
        self.new_button.configure(text=f"↓ {self._unseen} new")
        self.new_button.place(relx=0.5, rely=1.0, y=-10, anchor="s")
        self.new_button.lift()

    def _on_resized(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        if self._following:
            self._columns.show_end()
        if self._columns.text_width() in (0, self._measure.text_width):
            return
        if self._rewrap_timer is not None:
            self.after_cancel(self._rewrap_timer)
        self._rewrap_timer = self.after(REWRAP_AFTER, self._rewrap)

    def _rewrap(self) -> None:
        """Wrap everything to the new width; the message at the top stays at the top."""
        self._rewrap_timer = None
        width, old = self._columns.text_width(), self._measure
        self._measure = Measure(old.widths, old.sender_width, width, old.emoji)
        rows, selected = self._rows, {row.key for row in self.selected()}
        top = self._columns.top()
        place = self._place_of(top)
        inside = top - self._starts[place] if rows else 0
        following, unseen = self._following, self._unseen
        self.show(rows)
        self._select([self._places[key] for key in selected])
        if not following and rows:
            self._following, self._unseen = False, unseen
            last = len(self._shown[place].text) - 1
            self._columns.show_top(self._starts[place] + min(inside, last))
            self._show_unseen()

    # -- selection ---------------------------------------------------------------------------

    def _bind(self) -> None:
        text = self.message_listbox
        text.bind("<Configure>", self._on_resized, add="+")
        text.bind("<<ListboxSelect>>", self._on_selected)
        text.bind("<Double-Button-1>", self._on_double)
        text.bind("<Return>", self._on_enter)
        text.bind("<<Copy>>", lambda _event: self.copy())
        text.bind("<Button-3>", self._menu.on_click)
        text.bind("<Shift-F10>", self._menu.on_key)
        text.bind("<Menu>" if self._windowing() != "aqua" else "<Button-2>", self._menu.on_key)

    def _windowing(self) -> str:
        return str(self.tk.call("tk", "windowingsystem"))

    def _on_selected(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        places = {self._place_of(int(line)) for line in self.message_listbox.curselection()}
        self._select(sorted(places))

    def _select(self, places: Sequence[int]) -> None:
        starts, shown = self._starts, self._shown
        self._columns.select(
            [(starts[place], starts[place] + len(shown[place].text) - 1) for place in places]
        )

    def select_only(self, row: MessageRow) -> None:
        """Select one message."""
        self._select([self._places[row.key]])

    def _on_double(self, event: tkinter.Event[tkinter.Misc]) -> None:
        row = self.row_at(event.y)
        if row is not None:
            self.activate(row)

    def _on_enter(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        for row in self.selected()[:1]:
            self.activate(row)

    def activate(self, row: MessageRow) -> None:
        """What double click and Enter do: send a failed one again, show all of a long one."""
        if row.state is RowState.FAILED:
            self.retry(row)
        elif self.is_shortened(row):
            self._menu.show_whole(row)

    def copy(self) -> None:
        """Put what is selected on the clipboard: one message bare, several with who and when."""
        rows = self.selected()
        if not rows:
            return
        lines = [f"[{row.time}] {row.sender}: {self.whole(row)}" for row in rows]
        self.clipboard_clear()
        self.clipboard_append(self.whole(rows[0]) if len(rows) == 1 else "\n".join(lines))


def _once(value: str, row: Lines) -> chain[str]:
    """A value on the first line of a row, and nothing on the lines below it."""
    return chain((value,), repeat("", len(row.text) - 1))
