"""What the two lists beside the messages share: a Treeview without frills that keeps its place."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import Any

import ttkbootstrap as ttk

from chat.view.list_scrollbar import add_scrollbar
from chat.view.tooltip import QuietToolTip


class SideList(ttk.Frame):
    """A heading over a scrolling list; subclasses fill `tree`. `width`: pixels at 96 dpi."""

    def __init__(self, master: tkinter.Misc, *, width: int, **tree_options: Any) -> None:
        super().__init__(master, style="Side.TFrame", width=ttk.scale_size(master, width))
        self._whole_width = self._normal_width = width
        self._percent = 100
        self.pack_propagate(False)
        self.heading = ttk.Label(self, style="SideMuted.TLabel", padding=(10, 10, 8, 6))
        self.heading.pack(fill="x")
        self.tree = ttk.Treeview(
            self, style="Side.Treeview", selectmode="browse", takefocus=True, **tree_options
        )
        self._scrollbar = add_scrollbar(self.tree, self)
        self.tree.pack(side="left", fill="both", expand=True, padx=(4, 0), pady=(0, 4))

        self._tip = QuietToolTip(self.tree)
        self.tree.bind("<Motion>", self._on_motion, add="+")

    def on_activate(self, callback: Callable[[], None]) -> None:
        """Call back on Enter and on a double click."""
        for sequence in ("<Return>", "<KP_Enter>", "<Double-Button-1>"):
            self.tree.bind(sequence, lambda _event: callback())

    def scale(self, percent: int) -> None:
        """Text is of this size: be as wide as that needs."""
        self._percent = percent
        self.configure(width=self._scaled(self._whole_width))

    def set_width(self, width: int) -> None:
        """Be so wide, in pixels at 96 dpi and normal text; 0: as it comes."""
        self._whole_width = width or self._normal_width
        self.refit(self._percent)

    def width(self) -> int:
        """How wide it is, in pixels at 96 dpi and normal text."""
        return self._whole_width

    def refit(self, percent: int) -> None:
        """The fonts have changed to this size, or the width has: fit the lines to them."""
        raise NotImplementedError

    def _scaled(self, size: int) -> int:
        """A size in pixels at 96 dpi and normal text, in the pixels of this screen."""
        return int(ttk.scale_size(self, size * self._percent // 100))

    def focus_by_key(self) -> None:
        """Take the cursor; something is chosen, so that one can see where it is."""
        self.tree.focus_set()
        items = [item for item in self.tree.get_children() if self.tip(item)]
        if items and not self.tree.selection():
            self.tree.selection_set([items[0]])
            self.tree.focus(items[0])

    def tip(self, item: str) -> str:
        """The whole of what a line shows a part of."""
        raise NotImplementedError

    def _on_motion(self, event: tkinter.Event[tkinter.Misc]) -> None:
        item = self.tree.identify_row(event.y)
        self._tip.configure(text=self.tip(item) if item else "")
