"""The quiet line under the messages: who is typing. Its place is kept, so that nothing jumps."""

from __future__ import annotations

import tkinter

import ttkbootstrap as ttk

from chat.view.bidi import shaped, visual
from chat.view.text_safety import safe_line

MOST = 120  # characters


class TypingLine(ttk.Frame):
    """One line of text, or of nothing."""

    def __init__(self, master: tkinter.Misc, *, emoji: bool) -> None:
        super().__init__(master, style="Page.TFrame", padding=(14, 0, 10, 2))
        self._emoji = emoji
        self.label = ttk.Label(self, style="PageMuted.TLabel", anchor="w", width=1)
        self.label.pack(fill="x")

    def show(self, text: str) -> None:
        """Say this."""
        self.label.configure(text=visual(shaped(safe_line(text, emoji=self._emoji, limit=MOST))))
