"""Scrolling for a dialog that is larger than the screen: small screens, large text.

Where there is room nothing of this is there. The body is placed in the window, which clips it, and
moved; whatever takes the cursor is brought into view.
"""

from __future__ import annotations

import tkinter
from functools import partial

import ttkbootstrap as ttk

SCROLL_THEMSELVES = ("Treeview", "Listbox", "Text", "TCombobox")
STEP = 48  # pixels at 96 dpi for a turn of the wheel


class DialogScroll:
    """`body` is packed in `window`, or placed in it with scroll bars beside it."""

    def __init__(self, window: tkinter.Toplevel, body: tkinter.Widget) -> None:
        self._window = window
        self._body = body
        self._at = [0, 0]  # pixels of the body left of the window's edge, and above it
        self._view = [0, 0]  # pixels of it that are seen
        self.bars: list[ttk.Scrollbar] = []  # for across and down, while it scrolls
        window.bind("<FocusIn>", self._on_focus, add="+")
        window.bind("<Button-4>", lambda event: self._on_wheel(event, -1), add="+")
        window.bind("<Button-5>", lambda event: self._on_wheel(event, 1), add="+")
        window.bind(
            "<MouseWheel>", lambda event: self._on_wheel(event, -1 if event.delta > 0 else 1), "+"
        )
        window.bind("<Prior>", lambda event: self._on_page(event, -1), add="+")
        window.bind("<Next>", lambda event: self._on_page(event, 1), add="+")

    def fit(self, room: tuple[int, int]) -> None:
        """The screen has so much room, in pixels: scroll, or scroll no longer."""
        whole = self._whole()
        if whole[0] <= room[0] and whole[1] <= room[1]:
            self._stop()
            return
        self._start()
        breadth = self.bars[1].winfo_reqwidth()
        across = whole[0] > room[0] - breadth * (whole[1] > room[1])
        down = whole[1] > room[1] - breadth * across
        size = min(room[0], whole[0] + breadth * down), min(room[1], whole[1] + breadth * across)
        self._view = [size[0] - breadth * down, size[1] - breadth * across]
        if (self._window.winfo_width(), self._window.winfo_height()) != size:
            self._window.geometry("{}x{}".format(*size))
        self._body.place(width=max(whole[0], self._view[0]))
        self.bars[0].place(x=0, y=self._view[1], width=self._view[0])
        self.bars[1].place(x=self._view[0], y=0, height=self._view[1])
        for axis in (0, 1):
            self._move(axis, self._at[axis])

    def _whole(self) -> tuple[int, int]:
        return self._body.winfo_reqwidth(), self._body.winfo_reqheight()

    def _start(self) -> None:
        if not self.bars:
            self._body.pack_forget()
            for axis, orient in enumerate(("horizontal", "vertical")):
                command = partial(self._on_bar, axis)
                self.bars.append(ttk.Scrollbar(self._window, orient=orient, command=command))

    def _stop(self) -> None:
        if not self.bars:
            return
        for bar in self.bars:
            bar.destroy()
        self.bars.clear()
        self._at = [0, 0]
        self._body.place_forget()
        self._body.pack(fill="both", expand=True)
        self._window.geometry("")

    def _move(self, axis: int, to: int) -> None:
        """Have this pixel of the body at the window's edge, if there is so much below it."""
        whole, shown = self._whole()[axis], self._view[axis]
        self._at[axis] = max(0, min(to, whole - shown))
        self._body.place(x=-self._at[0], y=-self._at[1])
        self.bars[axis].set(self._at[axis] / whole, min(1.0, (self._at[axis] + shown) / whole))

    def _on_bar(self, axis: int, action: str, number: str, unit: str = "") -> None:
        """As a scroll bar asks: "moveto" a share, or "scroll" by units or pages."""
        if not self.bars:
            return
        if action == "moveto":
            self._move(axis, round(float(number) * self._whole()[axis]))
        else:
            step = ttk.scale_size(self._window, STEP) if unit != "pages" else self._view[axis]
            self._move(axis, self._at[axis] + int(number) * step)

    def _on_page(self, event: tkinter.Event[tkinter.Misc], pages: int) -> None:
        if _class_of(event.widget) not in SCROLL_THEMSELVES:
            self._on_bar(1, "scroll", str(pages), "pages")

    def _on_wheel(self, event: tkinter.Event[tkinter.Misc], turns: int) -> None:
        if _class_of(event.widget) not in SCROLL_THEMSELVES:
            self._on_bar(1, "scroll", str(turns))

    def _on_focus(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """Bring what has the cursor into view, with a little around it."""
        widget = event.widget
        if not self.bars or not isinstance(widget, tkinter.Misc):
            return
        if widget is not self._window.focus_lastfor():  # X tells all that it is in, too
            return
        around = ttk.scale_size(self._window, STEP) // 4
        corner = (
            widget.winfo_rootx() - self._body.winfo_rootx(),
            widget.winfo_rooty() - self._body.winfo_rooty(),
        )
        for axis, size in enumerate((widget.winfo_width(), widget.winfo_height())):
            first, last = corner[axis] - around, corner[axis] + size + around
            if last > self._at[axis] + self._view[axis]:
                self._move(axis, last - self._view[axis])
            if first < self._at[axis]:
                self._move(axis, first)


def _class_of(widget: object) -> str:
    return widget.winfo_class() if isinstance(widget, tkinter.Misc) else ""
