"""The slash commands that what is typed can become, over the entry."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.view.elided_label import ElidedLabel
from chat.view.ports import Hint

PAD = 8


class HintList(ttk.Frame):
    """Lies over the end of the message list; a click takes a command. Never has the cursor."""

    def __init__(self, master: tkinter.Misc, *, on_take: Callable[[str], None]) -> None:
        super().__init__(master, style="Line.TFrame", padding=1)
        self._on_take = on_take
        self._inner = ttk.Frame(self, style="Side.TFrame", padding=PAD)
        self._inner.pack(fill="both", expand=True)
        self._inner.columnconfigure(1, weight=1)
        self._labels: list[tuple[tkinter.Widget, tkinter.Widget]] = []

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these, or go away."""
        for labels in self._labels:
            for label in labels:
                label.destroy()
        self._labels = [self._add(number, hint) for number, hint in enumerate(hints)]
        if hints:
            self.place(relx=0.0, rely=1.0, anchor="sw", x=8, y=-4, relwidth=1.0, width=-16)
            self.lift()
        else:
            self.place_forget()

    def hide(self) -> None:
        """Go away until something else is typed."""
        self.place_forget()

    def _add(self, number: int, hint: Hint) -> tuple[tkinter.Widget, tkinter.Widget]:
        form = ttk.Label(self._inner, text=hint.form, style="SideStrong.TLabel", cursor="hand2")
        about = ElidedLabel(self._inner, hint.help, style="SideMuted.TLabel", cursor="hand2")
        form.grid(row=number, column=0, sticky="w", padx=(0, 14), pady=1)
        about.grid(row=number, column=1, sticky="ew", pady=1)
        for label in (form, about):
            label.bind("<Button-1>", lambda _event: self._on_take(hint.text))
        return form, about
