"""A field that narrows the list beneath it while one types. Says in itself what it is for."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.elided_label import ElidedLabel
from chat.view.tooltip import QuietToolTip
from chat.view.values import TextValue
from chat.view.wording import say


class FindField(ttk.Entry):
    """Return and Down go to the list, Escape empties the field and does so too."""

    def __init__(
        self,
        master: tkinter.Misc,
        hint: str,
        *,
        tip: str = "",
        on_change: Callable[[], None],
        on_list: Callable[[], None],
        on_leave: Callable[[], None] | None = None,
    ) -> None:
        """`hint` and `tip` are marked words; without `on_leave`, Escape is for the window."""
        self.wanted = TextValue(master)
        super().__init__(master, textvariable=self.wanted)
        self._on_change = on_change
        self._hint = ElidedLabel(self, style="Hint.TLabel", cursor="xterm")
        say(self._hint, lambda: self._hint.show(_(hint)))
        self._hint.bind("<Button-1>", lambda _event: self.focus_set())
        QuietToolTip(self, tip)
        self._place_hint()
        self.wanted.trace_add("write", lambda *_args: self._on_typed())
        self._on_list = on_list
        for sequence in ("<Return>", "<KP_Enter>", "<Down>"):
            self.bind(sequence, lambda _event: self._go_to_list())
        if on_leave is not None:
            self.bind("<Escape>", lambda _event: self._leave(on_leave))

    def text(self) -> str:
        """What is looked for, to be compared with what is casefolded too."""
        return self.wanted.get().strip().casefold()

    def _on_typed(self) -> None:
        self._place_hint()
        self._on_change()

    def _place_hint(self) -> None:
        if self.wanted.get():
            self._hint.place_forget()
        else:
            self._hint.place(x=7, rely=0.5, anchor="w", relwidth=1.0, width=-14)

    def _go_to_list(self) -> str:
        self._on_list()
        return "break"

    def _leave(self, on_leave: Callable[[], None]) -> None:
        self.wanted.set("")
        on_leave()
