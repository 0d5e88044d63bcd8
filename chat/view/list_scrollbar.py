"""A scrollbar beside a list or a text that is there only while there is something to scroll."""

from __future__ import annotations

import tkinter

import ttkbootstrap as ttk


def add_scrollbar(scrolled: ttk.Treeview | tkinter.Text, master: tkinter.Misc) -> ttk.Scrollbar:
    """Make its scrollbar in `master`, which the list or text is or will be packed in."""
    scrollbar = ttk.Scrollbar(master, command=scrolled.yview)

    def on_view(first: float, last: float) -> None:
        scrollbar.set(first, last)
        needed = float(first) > 0.0 or float(last) < 1.0  # Tk says them as text
        if needed and not scrollbar.winfo_manager():
            scrollbar.pack(side="right", fill="y", before=scrolled)
        elif not needed and scrollbar.winfo_manager():
            scrollbar.pack_forget()

    scrolled.configure(yscrollcommand=on_view)
    return scrollbar
