"""A window to pick one of many by typing a part of it: conversations, emoji."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from chat.view.dialog import DialogWindow
from chat.view.values import TextValue

MOST_LISTED = 200  # more than anybody reads; typing narrows it
LINES = 10

Choice = tuple[str, str]  # what is shown, and what picking it gives


class Picker(DialogWindow):
    """Typing filters, Up and Down move, Enter or a double click picks, Escape leaves."""

    def __init__(
        self,
        parent: tkinter.Misc,
        *,
        title: str,
        question: str,
        search: Callable[[str], Sequence[Choice]],
        on_pick: Callable[[str], None],
    ) -> None:
        super().__init__(parent, title, self.destroy)
        self._search = search
        self._on_pick = on_pick
        self._choices: Sequence[Choice] = ()
        self._text = TextValue(self)
        ttk.Label(self.body, text=question).pack(anchor="w", pady=(0, 6))
        self.entry = ttk.Entry(self.body, width=38, textvariable=self._text)
        self.entry.pack(fill="x")
        self.listbox = ttk.Listbox(
            self.body,
            height=LINES,
            activestyle="none",
            exportselection=False,
            takefocus=False,
            font="TkTextFont",
            selectborderwidth=0,
        )
        self._colour()
        self.listbox.bind("<<ThemeChanged>>", lambda _event: self.after_idle(self._colour))
        self.listbox.pack(fill="both", expand=True, pady=(8, 0))
        self._text.trace_add("write", lambda *_: self._fill())
        for sequence, step in (("<Down>", 1), ("<Up>", -1), ("<Next>", LINES), ("<Prior>", -LINES)):
            self.entry.bind(sequence, lambda _event, s=step: self._move(s))  # type: ignore[misc]
        for sequence in ("<Return>", "<KP_Enter>"):
            self.bind(sequence, lambda _event: self.pick())
        self.listbox.bind("<Double-Button-1>", lambda _event: self.pick())
        self._fill()
        self.appear(self.entry)

    def pick(self) -> None:
        """Close, and report what is chosen."""
        chosen = self.listbox.curselection()
        if chosen:
            value = self._choices[chosen[0]][1]
            self.destroy()
            self._on_pick(value)

    def _colour(self) -> None:
        """What is chosen looks as it does in the lists of the main window."""
        if self.listbox.winfo_exists():
            style, chosen = ttk.Style(), ("Side.Treeview", ("selected",))
            names = {"selectbackground": "background", "selectforeground": "foreground"}
            for option, name in names.items():
                self.listbox[option] = style.lookup(chosen[0], name, chosen[1])

    def _fill(self) -> None:
        self._choices = self._search(self._text.get().strip())[:MOST_LISTED]
        self.listbox.delete(0, "end")
        self.listbox.insert("end", *(shown for shown, _ in self._choices))
        self._choose(0)

    def _move(self, step: int) -> str:
        chosen = self.listbox.curselection()
        self._choose(max(0, min(len(self._choices) - 1, (chosen[0] if chosen else 0) + step)))
        return "break"

    def _choose(self, place: int) -> None:
        self.listbox.selection_clear(0, "end")
        if self._choices:
            self.listbox.selection_set(place)
            self.listbox.see(place)
