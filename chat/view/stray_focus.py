"""What had the cursor is put away: it goes to the entry, so that no key is typed to nobody.

Only the main window's own parts; a dialog looks after its cursor itself (`dialog.py`).
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable


class StrayFocus:
    """Gives the cursor to `home` whenever a part of the window that has it goes away."""

    def __init__(self, window: tkinter.Tk, home: Callable[[], tkinter.Misc]) -> None:
        self._window = window
        self._home = home
        self._owner = ""  # noted here: of what is destroyed, Tk has forgotten it when it tells
        self._later: str | None = None
        window.bind("<FocusIn>", self._on_focus, add="+")
        for sequence in ("<Unmap>", "<Destroy>"):
            window.bind(sequence, self._on_gone, add="+")

    def _on_focus(self, event: tkinter.Event[tkinter.Misc]) -> None:
        self._owner = str(event.widget)

    def _on_gone(self, event: tkinter.Event[tkinter.Misc]) -> None:
        gone = str(event.widget)
        if gone == str(self._window):
            self._forget()
        elif self._later is None and f"{self._owner}.".startswith(f"{gone}."):
            self._later = self._window.after_idle(self._give, self._owner)

    def _give(self, owner: str) -> None:
        self._later = None
        if self._owner in (owner, str(self._window)) and not self._is_there(owner):
            self._home().focus_set()  # nobody else has taken it, and it did not come back

    def _is_there(self, path: str) -> bool:
        tk = self._window.tk
        return all(tk.getboolean(tk.call("winfo", what, path)) for what in ("exists", "viewable"))

    def _forget(self) -> None:
        if self._later is not None:
            self._window.after_cancel(self._later)
            self._later = None
