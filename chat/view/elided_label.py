"""A label of one line that ends in an ellipsis where there is no room for all of it."""

from __future__ import annotations

import tkinter
from tkinter import font as tkfont
from typing import Any

import ttkbootstrap as ttk

from chat.view.bidi import shaped, visual
from chat.view.wrapping import CharacterWidths, elide

EDGE = 4  # pixels that ttk keeps around a label's text, both sides together


class ElidedLabel(ttk.Label):
    """As wide as its master lets it be. `end` characters of a long text are kept, its kind, say."""

    def __init__(
        self, master: tkinter.Misc, text: str = "", *, end: int = 0, **options: Any
    ) -> None:
        """The text is safe to show already, and in the order in which it is read."""
        super().__init__(master, width=1, **options)
        self._text = text
        self._end = end
        self.bind("<Configure>", lambda _event: self._fit())
        self._fit()

    def show(self, text: str) -> None:
        """Another text."""
        self._text = text
        self._fit()

    def _fit(self) -> None:
        font = str(self.cget("font")) or ttk.Style().lookup(str(self.cget("style")), "font")
        widths = CharacterWidths(tkfont.Font(self, font=font or "TkDefaultFont").measure)
        room = self.winfo_width() - EDGE
        end = self._text[-self._end :] if self._end else ""
        if room <= 1 or widths.of(self._text) <= room:
            shown = self._text
        elif end and (left := room - widths.of(end)) > room // 3:
            shown = elide(self._text[: -self._end], left, widths) + end
        else:
            shown = elide(self._text, room, widths)
        self.configure(text=visual(shaped(shown)))
