"""The bar over the entry: one sentence about the connection, and buttons that help."""

from __future__ import annotations

import re
import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.view.ports import BarTone
from chat.view.text_safety import safe_text
from chat.view.wrapped_label import wrap_to_width

MAX_TEXT = 500
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=\w{1,2}\b)")  # "in 5 s": neither stands alone on a line
_TOGETHER = "\N{NO-BREAK SPACE}"


class InlineBar(ttk.Frame):
    """Hidden until it is shown; the window decides where it stands."""

    def __init__(
        self,
        master: tkinter.Misc,
        *,
        emoji: bool,
        on_action: Callable[[], None],
        on_other: Callable[[], None],
    ) -> None:
        super().__init__(master, padding=(14, 6, 10, 6))
        self._emoji = emoji
        self.label = ttk.Label(self)
        self.button = ttk.Button(self, command=on_action)
        self.other_button = ttk.Button(self, command=on_other, bootstyle="outline")
        self.label.pack(side="left", fill="x", expand=True)
        wrap_to_width(self.label)

    def show(self, text: str, tone: BarTone, action: str, other: str = "") -> None:
        """Change what it says and does; the buttons keep the focus where they stay."""
        self.configure(style=f"{tone.value}Bar.TFrame")
        self.label.configure(
            text=_BEFORE_UNIT.sub(_TOGETHER, safe_text(text, emoji=self._emoji, limit=MAX_TEXT)),
            style=f"{tone.value}Bar.TLabel",
        )
        self._offer(self.button, action, after=self.other_button)
        self._offer(self.other_button, other)

    def _offer(self, button: ttk.Button, label: str, *, after: ttk.Button | None = None) -> None:
        """Show a button at the right, `after` the one that stands further out, or take it away."""
        if not label:
            button.pack_forget()
            return
        button.configure(text=safe_text(label, emoji=self._emoji, limit=40))
        if button.winfo_manager():
            return
        if after is not None and after.winfo_manager():
            button.pack(side="right", padx=(10, 0), after=after)
        else:
            first = self.pack_slaves()[0]
            button.pack(side="right", padx=(10, 0), before=first)
