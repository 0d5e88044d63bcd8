"""Three Listboxes side by side under one Scrollbar, kept in step: one list to everybody else.

Knows lines, places and selection; what a message is, it does not know (`message_listbox` does).
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import font as tkfont
from typing import Any

import ttkbootstrap as ttk

from chat.view.palette import Palette
from chat.view.selection_edges import SelectionEdges

WHEEL_LINES = 3
GAP = " "  # keeps a narrow column off the next one without a gap in the colour of a row
COMPACT, ROOMY = 2, 4  # pixels around each line: the only leading that a Listbox offers
_UPWARD = ("Up", "Prior", "Home")
_WHEEL = ("<MouseWheel>", "<Button-4>", "<Button-5>")


class MessageColumns(ttk.Frame):
    """Time, sender and text columns.

    `on_moved` is called when the person has scrolled; True if they wanted to go up, even if there
    is nothing above.
    """

    def __init__(self, master: tkinter.Misc, *, on_moved: Callable[[bool], None]) -> None:
        super().__init__(master, style="Page.TFrame")
        self._on_moved = on_moved
        self._narrow = (0, 0)
        self._edge = COMPACT
        self._font = tkfont.nametofont("TkTextFont", root=self)
        self.time = self._column(0, justify="right", takefocus=False)
        self.sender = self._column(1, justify="right", takefocus=False)
        self.text = self._column(2, takefocus=True)
        self.scrollbar = ttk.Scrollbar(self, command=self._on_scrollbar)
        self.columnconfigure(3, minsize=self.scrollbar.winfo_reqwidth())  # also while hidden
        self.columns = (self.time, self.sender, self.text)
        self._edges = SelectionEdges(self.columns, self._on_wheel)
        self.bind("<Configure>", lambda _event: self._edges.follow(), add="+")
        self.columnconfigure(2, weight=1)
        self.rowconfigure(0, weight=1)
        for column in self.columns:
            column.configure(yscrollcommand=partial(self._on_view, column))
        for sequence in _WHEEL:
            self.bind_columns(sequence, self._on_wheel)
        for sequence in ("<KeyRelease>", "<ButtonRelease-1>"):
            self.bind_columns(sequence, self._on_person_moved)
        for column in (self.time, self.sender):
            column.bind("<FocusIn>", lambda _event: self.text.focus_set())

    def bind_columns(
        self, sequence: str, handler: Callable[[tkinter.Event[tkinter.Listbox]], object]
    ) -> None:
        """Handle an event the same way wherever in the three columns it happens."""
        for column in self.columns:
            column.bind(sequence, handler, add="+")

    def set_widths(self, time: int, sender: int) -> int:
        """Fix the width of the two narrow columns, in pixels; the text has the rest.

        Returns by how many pixels that leaves it less than before.
        """
        before, self._narrow = self._narrow, (time, sender)
        if before == self._narrow:
            return 0
        self.columnconfigure(0, minsize=time + 2 * self._edge + 8)
        self.columnconfigure(1, minsize=sender + 2 * self._edge + 8)
        return sum(self._narrow) - sum(before)

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is more room around each line."""
        self._edge = ROOMY if roomy else COMPACT
        self._narrow = (0, 0)
        for column in self.columns:
            column.configure(selectborderwidth=self._edge)
        self._edges.follow()

    def text_width(self) -> int:
        """Pixels that a line of text may take; 0 while the window is not there yet."""
        return max(0, self.text.winfo_width() - 4 * self._edge - 8)

    def text_left(self) -> int:
        """Pixels from the left edge of the text column to its text."""
        return self._edge

    def insert(
        self, line: int, times: Sequence[str], senders: Sequence[str], texts: Sequence[str]
    ) -> None:
        """Put lines before `line`, all of them in one call for each column."""
        self.time.insert(line, *(value + GAP for value in times))
        self.sender.insert(line, *(value + GAP for value in senders))
        self.text.insert(line, *texts)

    def paint(self, column: tkinter.Listbox, line: int, ink: str, ground: str = "") -> None:
        """Give a line of a column its colours; called for each message, so by the short way."""
        path = str(column)
        self.tk.call(path, "itemconfigure", line, "-foreground", ink, "-background", ground)

    def delete(self, first: int, after: int) -> None:
        """Take the lines from `first` up to, not including, `after` away."""
        if after > first:
            for column in self.columns:
                column.delete(first, after - 1)

    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return float(self.text.yview()[1]) >= 1.0

    def room(self) -> int:
        """How many lines there is room for; more than one can see, never less."""
        return int(self.text.winfo_height()) // (self._font.metrics("linespace") or 1) + 1

    def top(self) -> int:
        """The line at the top."""
        return int(self.text.nearest(0))

    def show_top(self, line: int) -> None:
        """Scroll so that `line` is at the top."""
        for column in self.columns:
            column.yview(line)

    def shown(self) -> list[tuple[str, str, str]]:
        """All lines as they stand there: time, sender, text."""
        time, sender, text = (column.get(0, "end") for column in self.columns)
        pairs = zip(time, sender, text, strict=True)
        return [(one.rstrip(), two.rstrip(), three) for one, two, three in pairs]

    def show_end(self) -> None:
        """Scroll to the end."""
        for column in self.columns:
            column.yview_moveto(1.0)

    def select(self, lines: Sequence[tuple[int, int]], *, add: bool = False) -> None:
        """Select these ranges (first and last line) in all columns, and, unless `add`, no other."""
        for column in self.columns:
            if not add:
                column.selection_clear(0, "end")
            for first, last in lines:
                column.selection_set(first, last)
        self._edges.selected(bool(lines) or add)

    def activate(self, line: int) -> None:
        """Let a line be the one that the keyboard acts from, wherever one reads."""
        for column in self.columns:
            column.activate(line)

    def make_active(self, line: int) -> None:
        """Let a line be the one that the keyboard acts from, and bring it into view."""
        self.activate(line)
        self.text.see(line)
        self.show_top(self.top())

    def share_anchor(self, clicked: tkinter.Listbox) -> None:
        """Let a selection that began in one column be extended in another."""
        for column in self.columns:
            column.selection_anchor(clicked.index("anchor"))
            column.activate(clicked.index("active"))

    def recolour(self, palette: Palette) -> None:
        """Give the empty space and the selection their colours; lines have their own."""
        for column, ink in zip(
            self.columns, (palette.muted, palette.text, palette.text), strict=True
        ):
            column.configure(
                background=palette.background,
                foreground=ink,
                selectbackground=palette.selection,
                selectforeground=palette.selection_text,
            )
        self._edges.follow()

    def destroy(self) -> None:
        """Nothing comes after it."""
        self._edges.close()
        super().destroy()

    def _column(self, number: int, **options: Any) -> tkinter.Listbox:
        column = ttk.Listbox(
            self,
            width=1,  # the grid gives the real width
            height=1,
            borderwidth=0,
            highlightthickness=0,
            selectborderwidth=self._edge,
            relief="flat",
            activestyle="none",
            exportselection=False,
            selectmode="extended",
            font="TkTextFont",
            autostyle=False,  # colours follow the roles of the rows, not one style for all
            **options,
        )
        column.grid(row=0, column=number, sticky="nsew")
        return column

    def _on_scrollbar(self, *arguments: str) -> None:
        self.text.yview(*arguments)
        self.show_top(self.top())
        self._on_moved(False)

    def _on_view(self, moved: tkinter.Listbox, first: str, last: str) -> None:
        """A column shows another part: take the others along."""
        top = moved.nearest(0)
        for column in self.columns:
            if column is not moved and column.nearest(0) != top:
                column.yview(top)
        if moved is not self.text:
            return
        self._edges.follow()
        self.scrollbar.set(first, last)
        if float(first) > 0.0 or float(last) < 1.0:
            self.scrollbar.grid(row=0, column=3, sticky="ns")
        else:
            self.scrollbar.grid_remove()

    def _on_wheel(self, event: tkinter.Event[tkinter.Misc]) -> str:
        up = event.num == 4 or event.delta > 0
        self.text.yview_scroll(-WHEEL_LINES if up else WHEEL_LINES, "units")
        self.show_top(self.top())
        self._on_moved(up)
        return "break"

    def _on_person_moved(self, event: tkinter.Event[tkinter.Misc]) -> None:
        self._on_moved(event.keysym in _UPWARD)
