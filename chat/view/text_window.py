"""A window with a text to read and to copy from."""

from __future__ import annotations

import tkinter

import ttkbootstrap as ttk

from chat.view.dialog import fit_to_screen

SIZE = (560, 420)  # pixels at 96 dpi


class TextWindow(ttk.Toplevel):
    """Over the main window; Escape closes it. The text is safe to show already."""

    def __init__(self, parent: tkinter.Misc, title: str, text: str) -> None:
        super().__init__(title=title, master=parent)
        fit_to_screen(self, SIZE)
        self.transient(parent.winfo_toplevel())
        self.scrolled = ttk.ScrolledText(self, wrap="word", auto_hide=True)
        self.scrolled.pack(fill="both", expand=True, padx=12, pady=12)
        self.scrolled.text.configure(takefocus=True)
        self.show(text)
        self.bind("<Escape>", lambda _event: self.destroy())
        self.scrolled.text.focus_set()

    def show(self, text: str) -> None:
        """Show this text in the place of that before."""
        self.scrolled.text.configure(state="normal")
        self.scrolled.delete("1.0", "end")
        self.scrolled.insert("end", text)
        self.scrolled.text.configure(state="disabled")
