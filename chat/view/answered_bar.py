"""The bar over the entry: which message the one that is being written answers."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

from chat.translation import N_, _
from chat.view.entry_bar import EntryBar
from chat.view.ports.marks import Quote
from chat.view.text_safety import safe_line, safe_name


class AnsweredBar(EntryBar):
    """Hidden until something is to be answered (`chat.view.ports.marks.MarksView`)."""

    def __init__(self, master: tkinter.Misc, *, emoji: bool, on_cancel: Callable[[], None]) -> None:
        tip = N_("Answer nothing (Esc)")
        super().__init__(master, emoji=emoji, tip=tip, on_cancel=on_cancel)

    def show_answered(self, quote: Quote) -> None:
        """See MarksView."""
        nick = safe_name(quote.sender, emoji=self._emoji)
        text = safe_line(quote.text, emoji=self._emoji)
        self.appear(lambda: _("Replying to {nick}: {text}").format(nick=nick, text=text))

    def hide_answered(self) -> None:
        """See MarksView."""
        self.grid_remove()
