"""One window of the demo: the client as `chat` runs it, in its place, that also takes orders.

    python -m demo.window light|dark left|right [arguments of chat ...]
"""

from __future__ import annotations

import signal
import sys
import tkinter
from tkinter import ttk

from chat.app import App, build
from demo.orders import OrderReader

LARGEST = (1000, 700)  # pixels, width and height
MARGIN = 24  # pixels between windows, and to the screen's edge
TASKBAR = 100  # pixels that a desktop's own bars may take


def geometry(root: tkinter.Misc, side: str) -> str:
    """Where this window goes, so that two stand side by side on this screen."""
    half = root.winfo_screenwidth() // 2
    width = min(LARGEST[0], half - 2 * MARGIN)
    height = min(LARGEST[1], root.winfo_screenheight() - TASKBAR)
    left = half - MARGIN // 2 - width if side == "left" else half + MARGIN // 2
    return f"{width}x{height}+{left}+{MARGIN}"


class Driver:
    """Carries out orders on the real widgets, with the events that a person makes."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._view = app.view

    def rows(self) -> list[str]:
        """What the message list shows, row for row."""
        listbox = self._view.message_listbox
        return [str(row) for row in listbox.get(0, "end")]

    def type(self, text: str) -> str:
        """Press the keys of a text in the entry; returns what the entry then holds."""
        entry = self._focused_entry()
        for character in text:
            entry.event_generate("<KeyPress>", keysym=f"U{ord(character):04X}")
            entry.event_generate("<KeyRelease>", keysym=f"U{ord(character):04X}")
        return self._view.entry_text()

    def press_return(self) -> None:
        """Press Enter in the entry."""
        self._focused_entry().event_generate("<Return>")

    def click_send(self) -> None:
        """Move the pointer to the Send button, press and release."""
        button = self._view.send_button
        place = {"x": button.winfo_width() // 2, "y": button.winfo_height() // 2}
        for event in ("<Enter>", "<ButtonPress-1>", "<ButtonRelease-1>", "<Leave>"):
            button.event_generate(event, **place)

    def _focused_entry(self) -> ttk.Entry:
        """There may be no window manager to hand out the focus, so it is taken."""
        entry = self._view.entry_field
        entry.focus_force()
        return entry


def main() -> None:
    """Open the window."""
    mode, side, *arguments = sys.argv[1:]
    app = build(arguments)
    raise NotImplementedError


if __name__ == "__main__":
    main()
