"""The bar over the entry: which message the one that is being written answers."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.translation import N_, _
from chat.view.bidi import shaped, visual
from chat.view.ports.marks import Quote
from chat.view.text_safety import safe_line, safe_name
from chat.view.tooltip import QuietToolTip
from chat.view.wording import LANGUAGE_CHANGED
from chat.view.wrapping import CharacterWidths, elide

SPARE = 8  # pixels at the right of the words


class AnsweredBar(ttk.Frame):
    """Hidden until something is to be answered (`chat.view.ports.marks.MarksView`)."""

    def __init__(self, master: tkinter.Misc, *, emoji: bool, on_cancel: Callable[[], None]) -> None:
        super().__init__(master, style="Side.TFrame", padding=(14, 3, 10, 3))
        self._emoji = emoji
        self.label = ttk.Label(self, style="SideMuted.TLabel", width=1)  # the grid gives the rest
        self.cancel_button = ttk.Button(self, text="✕", style="Hover.TButton", command=on_cancel)
        QuietToolTip(self.cancel_button, N_("Answer nothing (Esc)"))
        self.cancel_button.pack(side="right")
        self.label.pack(side="left", fill="x", expand=True)
        self._words = ""
        self._quote: Quote | None = None
        self._widths = CharacterWidths(tkfont.nametofont("TkDefaultFont", root=self).measure)
        self.bind(LANGUAGE_CHANGED, lambda _event: self._say_again())
        self.label.bind("<Configure>", lambda _event: self._fit())

    def show_answered(self, quote: Quote) -> None:
        """See MarksView."""
        self._quote = quote
        nick = safe_name(quote.sender, emoji=self._emoji)
        words = _("Replying to {nick}: {text}").format(
            nick=nick, text=safe_line(quote.text, emoji=self._emoji)
        )
        self._words = shaped(words)
        self._fit()
        self.grid()

    def _say_again(self) -> None:
        if self._quote is not None and self.is_shown():
            self.show_answered(self._quote)

    def refit(self) -> None:
        """The font has changed."""
        self._widths.clear()
        self._fit()

    def _fit(self) -> None:
        room = self.label.winfo_width() - SPARE
        shown = elide(self._words, room, self._widths) if room > 1 else self._words
        self.label.configure(text=visual(shown))

    def hide_answered(self) -> None:
        """See MarksView."""
        self.grid_remove()

    def is_shown(self) -> bool:
        """Whether something is being answered."""
        return bool(self.winfo_manager())
