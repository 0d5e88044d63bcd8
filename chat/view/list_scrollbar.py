"""A scrollbar beside a list that is there only while there is something to scroll."""

from __future__ import annotations

import tkinter

import ttkbootstrap as ttk


def add_scrollbar(tree: ttk.Treeview, master: tkinter.Misc) -> ttk.Scrollbar:
    """Make the list's scrollbar in `master`, which the list is or will be packed in."""
    scrollbar = ttk.Scrollbar(master, command=tree.yview)

    def on_view(first: str, last: str) -> None:
        scrollbar.set(first, last)
        needed = float(first) > 0.0 or float(last) < 1.0
        if needed and not scrollbar.winfo_manager():
            scrollbar.pack(side="right", fill="y", before=tree)
        elif not needed and scrollbar.winfo_manager():
            scrollbar.pack_forget()

    tree.configure(yscrollcommand=on_view)
    return scrollbar
