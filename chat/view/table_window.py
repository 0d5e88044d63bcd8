"""A window with a table to search in and to act upon: channels, bans."""

from __future__ import annotations

import tkinter
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.translation import _, number_text
from chat.view.dialog import DialogWindow
from chat.view.fitted_cells import FittedCells
from chat.view.list_scrollbar import add_scrollbar
from chat.view.ports import Table, TableRow
from chat.view.text_safety import safe_line
from chat.view.tooltip import QuietToolTip
from chat.view.values import TextValue
from chat.view.wording import LANGUAGE_CHANGED

LINES = 14
SIZE = 640  # pixels at 96 dpi of all columns
LEAST, MOST = 70, 260  # of one, but for the last, which has what is left
LAST = 140  # at least
SPARE = 24  # beside the words
MEASURED = 200  # rows; those after them are rarely wider
MOST_LISTED = 2_000  # rows; typing narrows them


class TableWindow(DialogWindow):
    """Typing filters; Enter, a double click or the button acts upon the row."""

    def __init__(self, parent: tkinter.Misc, table: Table, *, emoji: bool) -> None:
        super().__init__(parent, safe_line(table.title), self.destroy)
        self.resizable(True, True)
        self._emoji = emoji
        self._found: list[TableRow] = []
        self._fitting = 0  # rows, more than are listed maybe
        self._text = TextValue(self)
        ttk.Label(self.body, text=_("Find")).pack(anchor="w", pady=(0, 4))
        self.entry = ttk.Entry(self.body, textvariable=self._text)
        self.entry.pack(fill="x")
        foot = ttk.Frame(self.body)
        foot.pack(side="bottom", fill="x", pady=(12, 0))
        self.tree = self._tree(table.columns)
        self._cells = FittedCells(self.tree, self.tree.cget("columns"))
        self.count = ttk.Label(foot, style="PageMuted.TLabel")
        self.count.pack(side="left")
        self.count.bind(LANGUAGE_CHANGED, lambda _event: self._show_count())
        close = ttk.Button(foot, text=_("Close"), command=self.destroy)
        self.action_button = ttk.Button(foot, bootstyle="primary", command=self.act)
        self.action_button.pack(side="right")
        close.pack(side="right", padx=(0, 8))
        self._text.trace_add("write", lambda *_: self._fill())
        self.entry.bind("<Down>", lambda _event: self._into_table())
        for widget in (self.entry, self.tree):
            widget.bind("<Return>", lambda _event: self.act())
        self.tree.bind("<Double-Button-1>", lambda _event: self.act())
        self._tip = QuietToolTip(self.tree)
        self.tree.bind("<Motion>", lambda event: self._tip.configure(text=self.tip_at(event)))
        self.show(table)
        self.appear(self.entry)

    def show(self, table: Table) -> None:
        """Show these rows."""
        first = not self._fitting
        self.table = table
        self.action_button.configure(text=table.action)
        self._fill()
        if first:  # later widths are those that the person gave
            self._fit_columns()

    def act(self) -> None:
        """Act upon the chosen row."""
        chosen = self.tree.selection()
        if not chosen:
            return
        key = self._found[int(chosen[0])].key
        if self.table.closes:
            self.destroy()
        self.table.on_action(key)

    def tip_at(self, event: tkinter.Event[tkinter.Misc]) -> str:
        """All that stands in the cell under the pointer, where its column shows a part of it."""
        row, column = self.tree.identify_row(event.y), self.tree.identify_column(event.x)
        if not row or not column:
            return ""
        number = int(column.removeprefix("#")) - 1
        cell = safe_line(self._found[int(row)].cells[number], emoji=self._emoji)
        return cell if self._cells.is_cut(row, str(number)) else ""

    def _tree(self, columns: tuple[str, ...]) -> ttk.Treeview:
        frame = ttk.Frame(self.body)
        frame.pack(fill="both", expand=True, pady=(8, 0))
        names = [str(number) for number in range(len(columns))]
        tree = ttk.Treeview(
            frame,
            columns=names,
            show="headings",
            height=LINES,
            selectmode="browse",
            style="Table.Treeview",
        )
        for name, label in zip(names, columns, strict=True):
            tree.heading(name, text=label, anchor="w")
            tree.column(name, minwidth=ttk.scale_size(self, LEAST), stretch=name == names[-1])
        self._scrollbar = add_scrollbar(tree, frame)
        tree.pack(side="left", fill="both", expand=True)
        return tree

    def _fill(self) -> None:
        wanted = self._text.get().strip().casefold()
        rows = self.table.rows
        found = [row for row in rows if any(wanted in cell.casefold() for cell in row.cells)]
        self._found = found[:MOST_LISTED]
        self.tree.delete(*self.tree.get_children())
        self._cells.clear()
        for number, row in enumerate(self._found):
            self.tree.insert("", "end", iid=str(number))
            self._cells.put(str(number), [safe_line(cell, emoji=self._emoji) for cell in row.cells])
        if self._found:
            self.tree.selection_set(["0"])
            self.tree.focus("0")
        self._fitting = len(found)
        self._show_count()
        self.action_button.state(["!disabled" if self._found else "disabled"])

    def _fit_columns(self) -> None:
        """Each as wide as what stands in it, within bounds; the last has what is left."""
        measure = tkfont.nametofont("TkDefaultFont", root=self).measure
        left = ttk.scale_size(self, SIZE)
        for number, name in enumerate(self.tree.cget("columns")):
            cells = [safe_line(row.cells[number]) for row in self.table.rows[:MEASURED]]
            wanted = max(map(measure, [str(self.tree.heading(name, "text")), *cells]))
            wide = wanted + ttk.scale_size(self, SPARE)
            wide = max(ttk.scale_size(self, LEAST), min(wide, ttk.scale_size(self, MOST)))
            if number == len(self.table.columns) - 1:
                wide = max(left, ttk.scale_size(self, LAST))
            self.tree.column(name, width=wide)
            left -= wide
        self._cells.fit()

    def _show_count(self) -> None:
        count = len(self.table.rows)
        words = _("{number} of {count}").format(
            number=number_text(self._fitting), count=number_text(count)
        )
        self.count.configure(text=words if count else _("There is none."))

    def _into_table(self) -> str:
        self.tree.focus_set()
        return "break"
