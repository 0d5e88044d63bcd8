"""What can be done with a message: its context menu, and the window that shows a long one whole."""

from __future__ import annotations

import tkinter
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from chat.view.message_lines import TO_RETRY
from chat.view.ports import MessageRow

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList


class MessageMenu:
    """The context menu of a message list."""

    def __init__(self, messages: MessageList) -> None:
        self._messages = messages
        self.menu = ttk.Menu(messages, tearoff=False)

    def click_sequences(self) -> tuple[str, ...]:
        """The mouse events that open it here."""
        return ("<Button-2>", "<Control-Button-1>") if self._on_aqua() else ("<Button-3>",)

    def key_sequences(self) -> tuple[str, ...]:
        """The keys that open it here."""
        windowing = str(self.menu.tk.call("tk", "windowingsystem"))
        return {"win32": ("<Shift-F10>", "<App>"), "x11": ("<Shift-F10>", "<Menu>")}.get(
            windowing, ("<Shift-F10>",)
        )

    def _on_aqua(self) -> bool:
        return str(self.menu.tk.call("tk", "windowingsystem")) == "aqua"

    def on_click(self, event: tkinter.Event[tkinter.Misc]) -> None:
        """Open at the pointer, for the message under it."""
        row = self._messages.row_at(event.y)
        if row is None:
            return
        if row not in self._messages.selected():
            self._messages.select_only(row)
        self._open(row, event.x_root, event.y_root)

    def on_key(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        """Open from the keyboard, for the first selected message."""
        for row in self._messages.selected()[:1]:
            listbox = self._messages.message_listbox
            self._open(row, listbox.winfo_rootx() + 20, listbox.winfo_rooty() + 20)

    def fill(self, row: MessageRow) -> None:
        """Offer what can be done with `row`."""
        self.menu.delete(0, "end")
        self.menu.add_command(label="Copy", underline=0, command=self._messages.copy)
        if row.state in TO_RETRY:
            self.menu.add_command(
                label="Send again", underline=0, command=lambda: self._messages.retry(row)
            )
        if self._messages.is_shortened(row):
            self.menu.add_command(
                label="Read all of it…", underline=0, command=lambda: self.show_whole(row)
            )

    def show_whole(self, row: MessageRow) -> None:
        """Show all of a message in a window of its own."""
        window = ttk.Toplevel(title="Message", size=(560, 420), master=self._messages)
        window.transient(self._messages.winfo_toplevel())
        text = ttk.ScrolledText(window, wrap="char", auto_hide=True)
        text.pack(fill="both", expand=True, padx=12, pady=12)
        text.insert("end", self._messages.whole(row))
        text.text.configure(state="disabled")
        window.bind("<Escape>", lambda _event: window.destroy())
        text.text.focus_set()

    def _open(self, row: MessageRow, x: int, y: int) -> None:
        self.fill(row)
        try:
            self.menu.tk_popup(x, y)
        finally:
            self.menu.grab_release()
