"""What had the cursor is put away: it goes to the entry, so that no key is typed to nobody.

Only the main window's own parts; a dialog looks after its cursor itself (`dialog.py`).
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable


def keep_focus(window: tkinter.Tk, home: Callable[[], tkinter.Misc]) -> None:
    """Give the cursor to `home` whenever a part of the window that has it goes away."""

    def on_gone(event: tkinter.Event[tkinter.Misc]) -> None:
        gone, owner = str(event.widget), str(window.tk.call("focus", "-lastfor", window))
        if gone == str(window):
            return
        # A widget that is destroyed has lost it to its window already.
        if owner == str(window) or f"{owner}.".startswith(f"{gone}."):
            window.after_idle(give)

    def give() -> None:
        owner = window.tk.call("focus", "-lastfor", window)
        if str(owner) == str(window) or not window.tk.getboolean(
            window.tk.call("winfo", "ismapped", owner)
        ):
            home().focus_set()

    for sequence in ("<Unmap>", "<Destroy>"):
        window.bind(sequence, on_gone, add="+")
