"""The window on F1: all keys in two columns, under the titles of where they hold."""

from __future__ import annotations

import tkinter
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.shortcuts import Group, shortcut_groups
from chat.view.styles import BOLD_FONT
from chat.view.text_window import TextWindow
from chat.view.wording import say

SIZE = (620, 460)  # pixels at 96 dpi
GAP = 20  # pixels at 96 dpi between keys and what they do


class ShortcutsWindow(TextWindow):
    """To read, to scroll by the keyboard, to copy from. Escape and F1 close it."""

    def __init__(self, parent: tkinter.Misc) -> None:
        super().__init__(parent, _("Keyboard shortcuts"), size=SIZE)
        say(self.text, self._say)
        self.bind("<F1>", lambda _event: self.destroy())

    def _say(self) -> None:
        self.title(_("Keyboard shortcuts"))
        self.text.configure(state="normal")
        self.text.delete("1.0", "end")
        self._fill(shortcut_groups())

    def _fill(self, groups: list[Group]) -> None:
        font = tkfont.nametofont("TkDefaultFont", root=self)
        gap = ttk.scale_size(self, GAP)
        column = gap + max(font.measure(key) for _title, keys in groups for key, _deed in keys)
        column += gap // 2
        self.text.configure(
            takefocus=True, font="TkDefaultFont", tabs=(column,), padx=gap // 2, pady=gap // 2
        )
        self.text.tag_configure("title", font=BOLD_FONT, spacing1=gap * 2 // 3, spacing3=gap // 4)
        self.text.tag_configure("line", lmargin1=gap // 2, lmargin2=column, spacing3=gap // 6)
        for title, keys in groups:
            self.text.insert("end", f"{title}\n", "title")
            for key, deed in keys:
                self.text.insert("end", f"{key}\t{deed}\n", "line")
        self.text.configure(state="disabled")
