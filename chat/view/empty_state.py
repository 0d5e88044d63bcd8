"""What stands in place of messages while there are none: a welcome, or an invitation to begin."""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk


class EmptyState(ttk.Frame):
    """A title, a sentence and, in the welcome, the button that gets one going."""

    def __init__(self, master: tkinter.Misc, *, on_connect: Callable[[], None]) -> None:
        super().__init__(master, style="Page.TFrame", padding=20)
        self.title = ttk.Label(self, style="Large.TLabel", anchor="center")
        self.text = ttk.Label(
            self,
            style="PageMuted.TLabel",
            anchor="center",
            justify="center",
            wraplength=ttk.scale_size(self, 430),
        )
        self.button = ttk.Button(
            self, text="Connect…", bootstyle="primary", command=on_connect, padding=(18, 7)
        )
        self.title.pack(pady=(0, 8))
        self.text.pack(pady=(0, 18))

    def welcome(self) -> None:
        """Nothing is connected yet."""
        self.title.configure(text="Welcome to CHAT APP")
        self.text.configure(text="Chat with the people on your network, or on any IRC server.")
        self.button.pack()

    def no_messages(self) -> None:
        """A conversation in which nobody has said anything."""
        self.title.configure(text="Nothing here yet")
        self.text.configure(text="Say hello: type below and press Enter.")
        self.button.pack_forget()
