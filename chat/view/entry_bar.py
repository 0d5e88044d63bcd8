"""A bar over the entry that says what becomes of what is typed, with a cross to think better of it.

Hidden until it is shown; what it says is cut to the window's width.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.view.bidi import shaped, visual
from chat.view.tooltip import QuietToolTip
from chat.view.wording import LANGUAGE_CHANGED
from chat.view.wrapping import CharacterWidths, elide

SPARE = 8  # pixels at the right of the words


class EntryBar(ttk.Frame):
    """Its place in the grid is the layout's."""

    def __init__(
        self, master: tkinter.Misc, *, emoji: bool, tip: str, on_cancel: Callable[[], None]
    ) -> None:
        super().__init__(master, style="Side.TFrame", padding=(14, 3, 10, 3))
        self._emoji = emoji
        self.label = ttk.Label(self, style="SideMuted.TLabel", width=1)  # the grid gives the rest
        self.cancel_button = ttk.Button(self, text="✕", style="Hover.TButton", command=on_cancel)
        QuietToolTip(self.cancel_button, tip)
        self.cancel_button.pack(side="right")
        self.label.pack(side="left", fill="x", expand=True)
        self._words = ""
        self._say: Callable[[], str] = str
        self._widths = CharacterWidths(tkfont.nametofont("TkDefaultFont", root=self).measure)
        self.bind(LANGUAGE_CHANGED, lambda _event: self._say_again())
        self.label.bind("<Configure>", lambda _event: self._fit())

    def appear(self, say: Callable[[], str]) -> None:
        """Show the bar with what `say` words in the language of now."""
        self._say = say
        self._words = shaped(say())
        self._fit()
        self.grid()

    def is_shown(self) -> bool:
        """Whether it is there."""
        return bool(self.winfo_manager())

    def refit(self) -> None:
        """The font has changed."""
        self._widths.clear()
        self._fit()

    def _say_again(self) -> None:
        if self.is_shown():
            self.appear(self._say)

    def _fit(self) -> None:
        room = self.label.winfo_width() - SPARE
        shown = elide(self._words, room, self._widths) if room > 1 else self._words
        self.label.configure(text=visual(shown))
