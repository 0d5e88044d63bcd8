"""The cells of a Treeview: what has no room in its column ends in an ellipsis, as everywhere.

Tk cuts in the middle of a letter. Right-to-left text is drawn in its order. What the cells say is
the window's; only how much of it shows is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

import ttkbootstrap as ttk

from chat.view.bidi import shaped, visual
from chat.view.wrapping import CharacterWidths, elide

EDGE = 8  # pixels at 96 dpi of a column beside the words
FONT = "TkDefaultFont"
TREE = "#0"  # the column that is indented by level
_INDENT = 20  # pixels, where the style says none (ttk's own)


class FittedCells:
    """The texts of a Treeview's lines, safe to show and in the order in which they are read."""

    def __init__(self, tree: ttk.Treeview, columns: Sequence[str]) -> None:
        self._tree = tree
        self._columns = tuple(columns)
        self._texts: dict[str, tuple[str, ...]] = {}  # by line
        self._rooms: tuple[int, ...] = ()
        self._widths = self._measure()
        self._planned: str | None = None
        tree.bind("<Configure>", lambda _event: self._plan(), add="+")
        tree.bind("<ButtonRelease-1>", lambda _event: self._plan(), add="+")  # a column was dragged
        tree.bind("<Destroy>", lambda _event: self._cancel(), add="+")
        tree.bind("<<ThemeChanged>>", lambda _event: self._measure_anew(), add="+")

    def put(self, item: str, texts: Sequence[str]) -> None:
        """These are the texts of a line, a column each."""
        self._texts[item] = tuple(map(shaped, texts))
        if not self._rooms:
            self._rooms = self._rooms_now()
        self._show(item)

    def clear(self) -> None:
        """There are no lines any more."""
        self._texts.clear()

    def fit(self) -> None:
        """Columns may have another width: show as much as there is room for now."""
        rooms = self._rooms_now()
        if rooms != self._rooms:
            self._rooms = rooms
            for item in self._texts:
                self._show(item)

    def _plan(self) -> None:
        """Once Tk has laid out the columns."""
        self._cancel()
        self._planned = self._tree.after_idle(self._fit_now)

    def _fit_now(self) -> None:
        self._planned = None
        self.fit()

    def _cancel(self) -> None:
        if self._planned is not None:
            self._tree.after_cancel(self._planned)
            self._planned = None

    def is_cut(self, item: str, column: str) -> bool:
        """Whether a cell shows only a part of what it says."""
        number = self._columns.index(column)
        return self._widths.of(self._texts[item][number]) > self._rooms[number]

    def _show(self, item: str) -> None:
        for column, text, room in zip(self._columns, self._texts[item], self._rooms, strict=True):
            shown = visual(elide(text, room, self._widths))
            if column == TREE:
                self._tree.item(item, text=shown)
            else:
                self._tree.set(item, column, shown)

    def _rooms_now(self) -> tuple[int, ...]:
        edge = ttk.scale_size(self._tree, EDGE)
        return tuple(
            max(1, int(self._tree.column(column, "width")) - edge - self._indent(column))
            for column in self._columns
        )

    def _indent(self, column: str) -> int:
        style = ttk.Style.get_instance().lookup(str(self._tree.cget("style")), "indent")
        return int(style or _INDENT) if column == TREE else 0

    def _measure(self) -> CharacterWidths:
        # Without a Font: that calls Tk when it is collected, on whatever thread.
        tree = self._tree
        return CharacterWidths(lambda text: int(tree.tk.call("font", "measure", FONT, text)))

    def _measure_anew(self) -> None:
        self._widths, self._rooms = self._measure(), ()
        self.fit()
