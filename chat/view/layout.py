"""Where the pieces of the main window stand, and which give way when it is narrow.

Only places: what the pieces show and report is theirs and the window's affair.
"""

from __future__ import annotations

import tkinter
from collections.abc import Sequence

import ttkbootstrap as ttk

from chat.view.side_list import SideList

MEMBERS_FROM = 820  # width of the window, in pixels at 96 dpi, that leaves room for the list
CONVERSATIONS_FROM = 600
LEAST_SIDE = 110  # pixels at 96 dpi of a side
HANDLE = 5  # pixels of the strip by which a side is made wider


class Layout:
    """Three columns with hairlines between: conversations, messages, members."""

    def __init__(self, root: tkinter.Tk) -> None:
        self._root = root
        self._wanted: dict[str, bool] = {"left": True, "right": False}
        self._width = 0
        self._percent = 100
        self._sides: dict[str, tuple[SideList, tkinter.Widget]] = {}
        self.centre = ttk.Frame(root, style="Page.TFrame")
        self.centre.grid(row=0, column=2, sticky="nsew")
        self.over_entry = ttk.Frame(self.centre, style="Page.TFrame")  # what features put there
        self.stage = ttk.Frame(self.centre, style="Page.TFrame")  # messages, or why there are none
        root.rowconfigure(0, weight=1)
        root.columnconfigure(2, weight=1)
        root.bind("<Configure>", self._on_resized, add="+")

    def add_side(self, side: str, widget: SideList) -> None:
        """Put a list at the left or at the right of the messages."""
        line = self._handle(side, widget)
        self._sides[side] = (widget, line)
        columns = (0, 1) if side == "left" else (4, 3)
        widget.grid(row=0, column=columns[0], sticky="ns")
        line.grid(row=0, column=columns[1], sticky="ns")
        self._arrange()

    def add_centre(
        self,
        head: tkinter.Widget,
        find: tkinter.Widget,
        messages: tkinter.Widget,
        quiet_line: tkinter.Widget,
        bar: tkinter.Widget,
        over: Sequence[tkinter.Widget],
        foot: tkinter.Widget,
    ) -> None:
        """Stack the pieces of the middle column; the bars stay hidden.

        Those that are `over` the entry have one place, and one of them at most is shown.
        """
        upper, lower = (ttk.Frame(self.centre, style="Line.TFrame", height=1) for _ in range(2))
        pieces = (
            head,
            upper,
            find,
            self.stage,
            quiet_line,
            bar,
            lower,
            *over[:1],
            self.over_entry,
            foot,
        )
        for number, piece in enumerate(pieces):
            piece.grid(row=number, column=0, sticky="nsew")
        for other in over[1:]:
            other.grid(row=pieces.index(over[0]), column=0, sticky="nsew")
        for hidden in (bar, find, *over):
            hidden.grid_remove()
        messages.place(in_=self.stage, x=14, y=6, relwidth=1.0, width=-14, relheight=1.0, height=-6)
        messages.lift()
        self._head = (head, upper)
        self.centre.rowconfigure(3, weight=1)
        self.centre.columnconfigure(0, weight=1)

    def widths(self) -> tuple[int, int]:
        """How wide the sides are, in pixels at 96 dpi."""
        return self._sides["left"][0].width(), self._sides["right"][0].width()

    def set_widths(self, left: int, right: int) -> None:
        """Let the sides be so wide; 0 as they come."""
        self._sides["left"][0].set_width(left)
        self._sides["right"][0].set_width(right)

    def _handle(self, side: str, widget: SideList) -> tkinter.Widget:
        """The hairline between a side and the messages, and the strip by which it is moved."""
        handle = ttk.Frame(
            self._root, style="Side.TFrame", width=HANDLE, cursor="sb_h_double_arrow"
        )
        line = ttk.Frame(handle, style="Line.TFrame", width=1)
        line.place(relx=1.0 if side == "left" else 0.0, x=-1 if side == "left" else 0, relheight=1)
        for part in (handle, line):
            part.bind("<B1-Motion>", lambda event: self._drag(side, event.x_root))
            part.bind("<Double-Button-1>", lambda _event: widget.set_width(0))
        return handle

    def _drag(self, side: str, x: int) -> None:
        """The hairline is at this place of the screen now."""
        widget = self._sides[side][0]
        edge = widget.winfo_rootx() + (0 if side == "left" else widget.winfo_width())
        wide = min(abs(x - edge), self._root.winfo_width() * 2 // 5)
        unscaled = wide * 100 // (ttk.scale_size(self._root, 100) * self._percent // 100 or 1)
        widget.set_width(max(LEAST_SIDE, unscaled))

    def show_head(self, shown: bool) -> None:
        """Whether the topic line is there."""
        for piece in self._head:
            if shown:
                piece.grid()
            else:
                piece.grid_remove()

    def want_side(self, side: str, wanted: bool) -> None:
        """Whether a side has something to show; it is hidden all the same where room is short."""
        if self._wanted[side] != wanted:
            self._wanted[side] = wanted
            self._arrange()

    def scale(self, percent: int) -> None:
        """Text is of this size: larger text leaves less room for the sides."""
        self._percent = percent
        self._arrange()

    def shows_side(self, side: str) -> bool:
        """Whether a side is in the window now."""
        return bool(self._sides[side][0].winfo_manager())

    def _on_resized(self, event: tkinter.Event[tkinter.Misc]) -> None:
        if event.widget is self._root and event.width != self._width:
            self._width = event.width
            self._arrange()

    def _arrange(self) -> None:
        for side, least in (("left", CONVERSATIONS_FROM), ("right", MEMBERS_FROM)):
            needed = ttk.scale_size(self._root, least * self._percent // 100)
            room = self._width == 0 or self._width >= needed
            for widget in self._sides.get(side, ()):
                if self._wanted[side] and room:
                    widget.grid()
                else:
                    widget.grid_remove()
