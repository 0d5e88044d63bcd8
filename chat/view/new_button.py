"""The "↓ 3 new" button over the message list, while one reads further up."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _, ngettext, number_text


class NewButton(ttk.Button):
    """Counts what came in unseen; without any it is there only where the newest are not listed."""

    def __init__(self, master: tkinter.Misc, *, command: Callable[[], None]) -> None:
        super().__init__(master, bootstyle="primary", command=command)
        self._count = 0

    def add(self, count: int) -> None:
        """Count `count` more."""
        self._count += count
        if self._count:
            self._show(ngettext("↓ {count} new", "↓ {count} new", self._count))

    def offer(self) -> None:
        """The newest are not in the list: offer to go there."""
        self._show(_("↓ Jump to newest"))

    def _show(self, words: str) -> None:
        self.configure(text=words.format(count=number_text(self._count)))
        self.place(relx=0.5, rely=1.0, y=-10, anchor="s")
        self.lift()

    def clear(self) -> None:
        """Everything has been seen."""
        self._count = 0
        self.place_forget()
