"""Where one types: one line (an Entry) or several (a Text), the same to everybody else."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import Protocol

import ttkbootstrap as ttk

from chat.view.values import TextValue

MOST_SHOWN_LINES = 8  # of the editor; more scroll


class TypingField(Protocol):
    """What the entry row needs of either. Places count characters from the beginning."""

    @property
    def widget(self) -> tkinter.Widget:
        """The widget itself."""

    def get(self) -> str:
        """What is typed."""

    def set(self, text: str, cursor: int) -> None:
        """Replace it, with the cursor before the character at `cursor`."""

    def cursor(self) -> int:
        """The cursor's place."""

    def selection(self) -> tuple[int, int] | None:
        """The places where the selection begins and ends."""


class OneLine:
    """The entry field."""

    def __init__(self, master: tkinter.Misc, on_changed: Callable[[], None]) -> None:
        self._text = TextValue(master)
        self.widget = ttk.Entry(master, textvariable=self._text)
        self._text.trace_add("write", lambda *_: on_changed())

    def get(self) -> str:
        """See TypingField."""
        return self._text.get()

    def set(self, text: str, cursor: int) -> None:
        """See TypingField."""
        self._text.set(text)
        self.widget.icursor(cursor)
        self.widget.xview(cursor)

    def cursor(self) -> int:
        """See TypingField."""
        return int(self.widget.index("insert"))

    def selection(self) -> tuple[int, int] | None:
        """See TypingField."""
        if not self.widget.selection_present():
            return None
        return int(self.widget.index("sel.first")), int(self.widget.index("sel.last"))


class ManyLines:
    """The editor that takes the entry's place for several lines; it grows with them."""

    def __init__(self, master: tkinter.Misc, on_changed: Callable[[], None]) -> None:
        self._on_changed = on_changed
        self.widget = ttk.Text(
            master, height=2, width=1, wrap="word", undo=True, font="TkTextFont", padx=6, pady=4
        )
        self.widget.bind("<<Modified>>", self._on_modified)

    def get(self) -> str:
        """See TypingField."""
        return str(self.widget.get("1.0", "end-1c"))

    def set(self, text: str, cursor: int) -> None:
        """See TypingField."""
        self.widget.delete("1.0", "end")
        self.widget.insert("1.0", text)
        self.widget.mark_set("insert", f"1.0 + {cursor} chars")
        self.widget.see("insert")
        self._fit()

    def cursor(self) -> int:
        """See TypingField."""
        return len(self.widget.get("1.0", "insert"))

    def selection(self) -> tuple[int, int] | None:
        """See TypingField."""
        if not self.widget.tag_ranges("sel"):
            return None
        first = len(self.widget.get("1.0", "sel.first"))
        return first, first + len(self.widget.get("sel.first", "sel.last"))

    def _on_modified(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        if self.widget.edit_modified():
            self.widget.edit_modified(False)
            self._fit()
            self._on_changed()

    def _fit(self) -> None:
        lines = self.get().count("\n") + 1
        self.widget.configure(height=max(2, min(MOST_SHOWN_LINES, lines)))
