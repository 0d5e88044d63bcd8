"""The "↓ 3 new" button over the message list, while one reads further up."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk


class NewButton(ttk.Button):
    """Counts what came in unseen; there is no button while that is nothing."""

    def __init__(self, master: tkinter.Misc, *, command: Callable[[], None]) -> None:
        super().__init__(master, bootstyle="primary", command=command)
        self._count = 0

    def add(self, count: int) -> None:
        """Count `count` more."""
        self._count += count
        if self._count:
            self.configure(text=f"↓ {self._count:,} new")
            self.place(relx=0.5, rely=1.0, y=-10, anchor="s")
            self.lift()

    def clear(self) -> None:
        """Everything has been seen."""
        self._count = 0
        self.place_forget()
