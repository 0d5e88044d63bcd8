"""A tooltip that stays away while it has nothing to say."""

from __future__ import annotations

import tkinter
from typing import Any

import ttkbootstrap as ttk

from chat.translation import _

DELAY = 600  # ms over the widget


class QuietToolTip(ttk.ToolTip):
    """`ttkbootstrap.ToolTip` that shows nothing for an empty text.

    `words` are said in the language of the moment; `configure(text=…)` sets what changes.
    """

    def __init__(self, widget: tkinter.Misc, words: str = "") -> None:
        super().__init__(widget, text=words, delay=DELAY)
        self._words = words

    def show_tip(self, *arguments: Any) -> None:
        """Show it, if there is a text."""
        if self._words:
            self.configure(text=_(self._words))
        if self.text:
            super().show_tip(*arguments)
