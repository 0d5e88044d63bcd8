"""The bar over the entry: one sentence about the connection, and a button that helps."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.ports import BarTone
from chat.view.text_safety import safe_text

MAX_TEXT = 500


class InlineBar(ttk.Frame):
    """Hidden until it is shown; the window decides where it stands."""

    def __init__(self, master: tkinter.Misc, *, emoji: bool, on_action: Callable[[], None]) -> None:
        super().__init__(master, padding=(14, 6, 10, 6))
        self._emoji = emoji
        self.label = ttk.Label(self)
        self.button = ttk.Button(self, command=on_action)
        self.label.pack(side="left", fill="x", expand=True)
        self.label.bind("<Configure>", lambda event: self._wrap_to(event.width))

    def show(self, text: str, tone: BarTone, action: str) -> None:
        """Change what it says and does."""
        self.configure(style=f"{tone.value}Bar.TFrame")
        self.label.configure(
            text=safe_text(text, emoji=self._emoji, limit=MAX_TEXT),
            style=f"{tone.value}Bar.TLabel",
        )
        self.button.pack_forget()
        if action:
            self.button.configure(text=safe_text(action, emoji=self._emoji, limit=40))
            self.button.pack(side="right", padx=(10, 0), before=self.label)

    def _wrap_to(self, width: int) -> None:
        if width > 40:
            self.label.configure(wraplength=width)
