"""The window in another language: its own words, and those of the toolkit's dialogs."""

from __future__ import annotations

import tkinter

from chat.view.wording import say_again


class LanguagePart:
    """`LanguageView` on a window."""

    def __init__(self, root: tkinter.Tk) -> None:
        self._root = root

    def show(self, code: str) -> None:
        """Say everything again; Tk's and ttkbootstrap's boxes follow Tcl's message catalogue."""
        self._root.tk.call("::msgcat::mclocale", code)
        say_again(self._root)
