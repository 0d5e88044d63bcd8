"""The unit of the client's start: a ttkbootstrap window with a Listbox, an Entry and a button."""

from __future__ import annotations

import json
import sys
import time
import tkinter
from typing import Any

import ttkbootstrap as ttk


def main() -> int:
    """Open it, say when it is painted, and stay until the input ends."""
    root = ttk.App(title="bare", theme="bootstrap-light")
    root.geometry("960x640")
    listbox, entry = tkinter.Listbox(root), ttk.Entry(root)
    scrollbar = ttk.Scrollbar(root, command=listbox.yview)
    listbox.configure(yscrollcommand=scrollbar.set)
    listbox.pack(fill="both", expand=True)
    entry.pack(fill="x")  # type: ignore[no-untyped-call]
    ttk.Button(root, text="Send").pack()  # type: ignore[no-untyped-call]

    def mapped(event: Any) -> None:
        if event.widget is root:
            root.unbind("<Map>")
            root.after_idle(lambda: root.after(0, say))

    def say() -> None:
        print(json.dumps({"usable": time.time()}), flush=True)

    root.bind("<Map>", mapped)
    root.createfilehandler(sys.stdin, tkinter.READABLE, lambda *_: root.destroy())
    root.mainloop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
