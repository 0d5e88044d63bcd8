"""The window in another language: its own words, and those of the toolkit's dialogs."""

from __future__ import annotations

import tkinter

from chat.translation import N_, _, language
from chat.view.wording import say_again

_OF_BOXES = (N_("OK"), N_("Cancel"), N_("Yes"), N_("No"))  # which ttkbootstrap does not all have


class LanguagePart:
    """`LanguageView` on a window."""

    def __init__(self, root: tkinter.Tk) -> None:
        self._root = root
        self._spoken = language()  # by what is in the window

    def show(self, code: str) -> None:
        """Say everything again; Tk's and ttkbootstrap's boxes follow Tcl's message catalogue."""
        self._root.tk.call("::msgcat::mclocale", code)
        for word in _OF_BOXES:
            self._root.tk.call("::msgcat::mcset", code, word, _(word))
        if code != self._spoken:
            self._spoken = code
            say_again(self._root)
