"""Who we are, beside the entry: a click changes it. Where room is short the entry has it."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import font as tkfont

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.bidi import shaped, visual
from chat.view.text_safety import safe_name
from chat.view.tooltip import QuietToolTip

MOST_SHOWN = 18  # characters of a nick
FEWEST_SHOWN = 4
AROUND = 24  # pixels at 96 dpi around the words


class IdentityButton(ttk.Button):
    """In the grid only while there is a nick, and room for some of it."""

    def __init__(self, master: tkinter.Misc, *, emoji: bool, on_nick: Callable[[], None]) -> None:
        super().__init__(master, bootstyle="link", command=on_nick, takefocus=True)
        self._emoji = emoji
        self._nick = ""
        self._away = False
        self._tip = QuietToolTip(self)

    def show(self, nick: str, *, away: bool) -> None:
        """Our own nick, and whether we are away."""
        self._nick, self._away = safe_name(nick, emoji=self._emoji) if nick else "", away
        words = _("You are {nick}. Click to change.").format(nick=self._nick)
        self._tip.configure(text=words)

    def fit(self, room: int) -> None:
        """Show as much of it as `room` has pixels for; nothing, rather than a stump."""
        most = min(MOST_SHOWN, len(self._nick))
        lengths = range(most, min(FEWEST_SHOWN, most) - 1, -1) if self._nick else ()
        for length in lengths:
            self.configure(text=self._text(length))
            if self._width() <= room:
                self.grid()
                return
        self.grid_remove()

    def _text(self, length: int) -> str:
        shown = self._nick
        if len(shown) > length:
            shown = shown[: length - 1] + "…"
        shown = visual(shaped(shown))
        return f"{shown} {_('(away)')}" if self._away else shown

    def _width(self) -> int:
        """Of the words and what is around them, in pixels."""
        font = tkfont.nametofont("TkDefaultFont", root=self)
        return font.measure(str(self.cget("text"))) + int(ttk.scale_size(self, AROUND))
