"""A tooltip that stays away while it has nothing to say."""

from __future__ import annotations

import tkinter
from typing import Any

import ttkbootstrap as ttk

DELAY = 600  # ms over the widget


class QuietToolTip(ttk.ToolTip):
    """`ttkbootstrap.ToolTip` that shows nothing for an empty text."""

    def __init__(self, widget: tkinter.Misc, text: str = "") -> None:
        super().__init__(widget, text=text, delay=DELAY)

    def show_tip(self, *arguments: Any) -> None:
        """Show it, if there is a text."""
        if self.text:
            super().show_tip(*arguments)
