"""A tooltip that stays away while it has nothing to say."""

from __future__ import annotations

import tkinter
from typing import Any

import ttkbootstrap as ttk

from chat.translation import _

DELAY = 600  # ms over the widget
LASTS = 8_000  # ms; what it is about can change under a pointer that rests


class QuietToolTip(ttk.ToolTip):
    """`ttkbootstrap.ToolTip` that shows nothing for an empty text.

    `words` are said in the language of the moment; `configure(text=…)` sets what changes.
    """

    def __init__(self, widget: tkinter.Misc, words: str = "") -> None:
        self._words = words
        self._going: str | None = None
        super().__init__(widget, text=words, delay=DELAY)

    def show_tip(self, *arguments: Any) -> None:
        """Show it, if there is a text."""
        if self._words:
            self.configure(text=_(self._words))
        if self.text and self.toplevel is None:
            super().show_tip(*arguments)
            self._going = self.widget.after(LASTS, self.hide_tip)

    def hide_tip(self, *arguments: Any) -> None:
        """Put it away."""
        if self._going is not None:
            self.widget.after_cancel(self._going)
            self._going = None
        super().hide_tip(*arguments)
