"""The bar over the messages in which a text is looked for (Ctrl+F)."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import N_
from chat.view.message_listbox import MessageList
from chat.view.ports.finding import FindingIntents
from chat.view.tooltip import QuietToolTip
from chat.view.values import TextValue

COUNT_WIDTH = 14  # characters


class FindBar(ttk.Frame):
    """`chat.view.ports.finding.FindingView`: hidden until it is opened."""

    def __init__(
        self,
        master: tkinter.Misc,
        messages: MessageList,
        intents: Callable[[], FindingIntents],
    ) -> None:
        super().__init__(master, style="Page.TFrame", padding=(14, 4, 10, 4))
        self._messages = messages
        self._intents = intents
        self._text = TextValue(self)
        self.entry = ttk.Entry(self, textvariable=self._text, width=10)
        self.count = ttk.Label(self, style="PageMuted.TLabel", width=COUNT_WIDTH, anchor="e")
        self.up = self._button("↑", N_("Further up (Enter, F3)"), 1)
        self.down = self._button("↓", N_("Further down (Shift+Enter, Shift+F3)"), -1)
        self.close_button = ttk.Button(self, text="×", width=2, command=self._leave)
        QuietToolTip(self.close_button, N_("Close (Escape)"))
        # From the right, so that in a narrow window it is the field that gives way.
        for button in (self.close_button, self.down, self.up):
            button.pack(side="right", padx=(2, 0))
        self.count.pack(side="right", padx=(8, 8))
        self.entry.pack(side="left", fill="x", expand=True)
        for button in (self.up, self.down, self.close_button):
            button.lift()  # Tab goes through them as they are read
        self._text.trace_add("write", lambda *_: self._intents().on_typed(self._text.get()))
        self._bind_keys()

    def open(self) -> None:
        """See FindingView."""
        self.grid()
        self.update_idletasks()  # there at once: keys that follow fast are for it
        self.entry.focus_set()
        self.entry.selection_range(0, "end")
        if self._text.get():
            self._intents().on_typed(self._text.get())

    def ask(self) -> None:
        """Find… was chosen from the menu."""
        self._intents().on_open()

    def step(self, step: int) -> None:
        """The next match is wanted, from the menu or by keys."""
        self._intents().on_step(step)

    def show_count(self, text: str, *, found: bool) -> None:
        """See FindingView."""
        style = "PageMuted.TLabel" if found else "PageDanger.TLabel"
        self.count.configure(text=text, style=style)
        for button in (self.up, self.down):
            button.state(["!disabled" if found and text else "disabled"])

    def highlight(self, text: str) -> None:
        """See FindingView."""
        self._messages.sheet.highlight(text)

    def close(self) -> None:
        """See FindingView."""
        self.grid_remove()
        self.show_count("", found=True)

    def _button(self, label: str, tip: str, step: int) -> ttk.Button:
        button = ttk.Button(
            self,
            text=label,
            width=2,
            bootstyle="outline",
            command=lambda: self._intents().on_step(step),
        )
        button.state(["disabled"])
        QuietToolTip(button, tip)
        return button

    def _bind_keys(self) -> None:
        for keys, step in (("Return", 1), ("KP_Enter", 1), ("Shift-Return", -1)):
            self.entry.bind(f"<{keys}>", lambda _event, s=step: self._on_key(s))  # type: ignore[misc]
        for widget in (self.entry, self.up, self.down, self.close_button):
            widget.bind("<Escape>", lambda _event: self._leave())

    def _on_key(self, step: int) -> str:
        self.step(step)
        return "break"

    def _leave(self) -> str:
        self._intents().on_close()
        return "break"
