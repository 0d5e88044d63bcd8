"""The window that our dialogs are made in: over the main window, closed by Escape, not modal.

Not modal, because the network goes on while one types: a dialog never stops the loop.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.dialog_scroll import DialogScroll

MARGIN = 60  # pixels at 96 dpi of the screen that a window leaves to its frame and to panels

FRAME = 32  # pixels at 96 dpi of a window's title bar


def fit_to_screen(window: tkinter.Toplevel, size: tuple[int, int]) -> None:
    """Make it as large as `size`, in pixels at 96 dpi, or as the screen lets it be."""
    margin = ttk.scale_size(window, MARGIN)
    width, height = (ttk.scale_size(window, side) for side in size)
    width = min(width, window.winfo_screenwidth() - margin)
    height = min(height, window.winfo_screenheight() - margin)
    window.geometry(f"{width}x{height}")


class DialogWindow(ttk.Toplevel):
    """`body` is where subclasses put their widgets; `appear` shows it when they are there."""

    def __init__(self, parent: tkinter.Misc, title: str, on_close: Callable[[], None]) -> None:
        super().__init__(title=title, resizable=(False, False), master=parent)
        self.withdraw()
        self.transient(parent.winfo_toplevel())
        self.protocol("WM_DELETE_WINDOW", on_close)
        self.bind("<Escape>", lambda _event: on_close())
        self._waiting = ""  # what waits to be done in the next idle moment
        self.bind("<Configure>", self._on_configured, add="+")
        self.body = ttk.Frame(self, padding=20)
        self.body.pack(fill="both", expand=True)
        self.scroll = DialogScroll(self, self.body)

    def appear(self, first: tkinter.Misc) -> None:
        """Show it in the middle of its parent, with the cursor in `first`."""
        self.update_idletasks()
        self._fit()
        parent = self.master.winfo_toplevel()
        wide, high = map(min, self._wanted(), self._room())
        x = parent.winfo_rootx() + (parent.winfo_width() - wide) // 2
        y = parent.winfo_rooty() + (parent.winfo_height() - high) // 3
        x = min(x, self.winfo_screenwidth() - wide)
        y = min(y, self.winfo_screenheight() - high)
        place = f"+{max(0, x)}+{max(0, y)}"
        shrinks = any(self.resizable()) and (wide, high) != self._wanted()
        self.geometry(f"{wide}x{high}{place}" if shrinks else place)
        self.deiconify()
        self.lift()
        first.focus_set()

    def destroy(self) -> None:
        """Take it away; a move that it waits for is off."""
        if self._waiting:
            self.after_cancel(self._waiting)
        super().destroy()

    def _on_configured(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """It, or what is in it, may have grown; what follows waits until it has its size."""
        if event.widget in (self, self.body) and not self._waiting:
            self._waiting = self.after_idle(self._on_idle)

    def _on_idle(self) -> None:
        self._waiting = ""
        self._fit()
        self.keep_on_screen()

    def keep_on_screen(self) -> None:
        """Past the screen's edge it moves back, so that its buttons can be seen."""
        x, y = self.winfo_rootx(), self.winfo_rooty()
        right = max(0, min(x, self.winfo_screenwidth() - self.winfo_width()))
        lower = max(0, min(y, self.winfo_screenheight() - self.winfo_height()))
        if x > right or y > lower:
            left, top = x - self.winfo_x(), y - self.winfo_y()  # the frame, which is what is placed
            self.geometry(f"+{max(0, min(x, right) - left)}+{max(0, min(y, lower) - top)}")

    def _fit(self) -> None:
        """What is higher than the screen scrolls, unless it has a list that gives way."""
        if not any(self.resizable()):
            self.scroll.fit(self._room())

    def _wanted(self) -> tuple[int, int]:
        return self.winfo_reqwidth(), self.winfo_reqheight()

    def _room(self) -> tuple[int, int]:
        """The pixels that the screen has for a window, without its frame."""
        frame = ttk.scale_size(self, FRAME)
        return self.winfo_screenwidth(), self.winfo_screenheight() - frame
