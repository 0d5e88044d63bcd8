"""A small dialog that asks for one line: the name of a channel, another nick."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.dialog import DialogWindow


class Prompt(DialogWindow):
    """Calls `on_answer` with what was typed, unless the dialog was cancelled.

    Where an answer is `needed`, a blank one is none.
    """

    def __init__(
        self,
        parent: tkinter.Misc,
        *,
        title: str,
        question: str,
        button: str,
        on_answer: Callable[[str], None],
        initial: str = "",
        needed: bool = True,
    ) -> None:
        super().__init__(parent, title, self.destroy)
        self._on_answer = on_answer
        self._needed = needed
        ttk.Label(self.body, text=question).pack(anchor="w", pady=(0, 6))
        self.entry = ttk.Entry(self.body, width=34)
        self.entry.insert(0, initial)
        self.entry.pack(fill="x")
        buttons = ttk.Frame(self.body)
        buttons.pack(anchor="e", pady=(18, 0))
        self.cancel_button = ttk.Button(buttons, text=_("Cancel"), command=self.destroy)
        self.ok_button = ttk.Button(buttons, text=button, bootstyle="primary", command=self.answer)
        self.cancel_button.pack(side="left")
        self.ok_button.pack(side="left", padx=(8, 0))
        for sequence in ("<Return>", "<KP_Enter>"):
            self.entry.bind(sequence, lambda _event: self.answer())
        self.appear(self.entry)
        self.entry.selection_range(0, "end")
        self.entry.icursor("end")

    def answer(self) -> None:
        """Close, and report what was typed."""
        text = self.entry.get().strip()
        if text or not self._needed:
            self.destroy()
            self._on_answer(text)
