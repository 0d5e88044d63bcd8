"""The client as `python -m chat` runs it, that also tells a test what is on its screen.

python -m tests.e2e.client [arguments of chat ...]

It looks and never acts: keys and clicks come from the X server, as a person's do. When the window
is closed it prints what the program left behind: threads and open sockets.
"""

from __future__ import annotations

import json
import sys
import threading
import tkinter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chat.app import build
from chat.arguments import parse_arguments
from chat.view.window import MainWindow
from demo.orders import OrderReader


class Onlooker:
    """Answers what the window shows."""

    def __init__(self, view: MainWindow) -> None:
        self._view = view
        names = ("rows", "title", "widgets", "frame", "box", "row_place", "menu_is_up")
        self.orders = {name: getattr(self, name) for name in names}

    def rows(self) -> list[str]:
        """What message_listbox shows, row for row."""
        return [str(row) for row in self._view.message_listbox.get(0, "end")]

    def title(self) -> str:
        """The window's title."""
        return self._view.root.title()

    def frame(self) -> int:
        """The X window of the main window."""
        return self._view.root.winfo_id()

    def box(self) -> tuple[int, int, int, int]:
        """The window on the screen, its menu bar with it: left, top, right, bottom in pixels."""
        root = self._view.root
        root.update_idletasks()
        root.winfo_pointerxy()  # a round trip: the X server has drawn all that came before
        left, top = root.winfo_rootx(), int(root.wm_geometry().rsplit("+", 1)[1])
        return left, top, left + root.winfo_width(), root.winfo_rooty() + root.winfo_height()

    def row_place(self, words: str) -> tuple[int, ...]:
        """Where on the screen the words of the list's last line with them begin; () if nowhere."""
        listbox = self._view.message_listbox
        lines = [number for number, row in enumerate(self.rows()) if words in row]
        box = listbox.bbox(lines[-1]) if lines else None
        if box is None:
            return ()
        left, top, _width, height = box
        return listbox.winfo_rootx() + left + 20, listbox.winfo_rooty() + top + height // 2

    def menu_is_up(self) -> bool:
        """Whether a menu is posted over the window."""
        menus = (one for one in descendants(self._view.root) if isinstance(one, tkinter.Menu))
        return any(menu.winfo_viewable() for menu in menus if str(menu.cget("type")) == "normal")

    def widgets(self) -> list[dict[str, Any]]:
        """Every widget that can be seen, with its class, its words and its middle on the screen."""
        self._view.root.update_idletasks()
        names = {
            str(getattr(self._view, name)): name
            for name in ("entry_field", "send_button", "message_listbox")
        }
        return [
            {
                "name": names.get(str(widget), ""),
                "class": widget.winfo_class(),
                "text": words(widget),
                "x": widget.winfo_rootx() + widget.winfo_width() // 2,
                "y": widget.winfo_rooty() + widget.winfo_height() // 2,
                "window": widget.winfo_toplevel().winfo_id(),
            }
            for widget in descendants(self._view.root)
            if widget.winfo_viewable()
        ]


def descendants(widget: tkinter.Misc) -> Iterator[tkinter.Misc]:
    """A widget and all that are in it."""
    yield widget
    for child in widget.winfo_children():
        yield from descendants(child)


def words(widget: tkinter.Misc) -> str:
    """What is typed in an entry, or written on a label or a button."""
    if isinstance(widget, tkinter.Entry):  # ttk's too
        return str(widget.get())
    try:
        return str(widget.cget("text"))
    except tkinter.TclError:
        return ""


def open_sockets() -> int:
    """How many sockets this process holds (Linux)."""
    links = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            links.append(str(descriptor.readlink()))
        except FileNotFoundError:  # the one that lists them
            continue
    return sum(link.startswith("socket:") for link in links)


def main() -> None:
    """Run the client until its window is closed, and tell what it left."""
    app = build(parse_arguments(sys.argv[1:]))
    sockets_before = open_sockets()  # Tk keeps that of the X server to the very end
    OrderReader(app.view.root, Onlooker(app.view).orders, on_end=app.controller.closing.close)
    app.run()
    threads = [thread.name for thread in threading.enumerate()]
    print(json.dumps({"threads": threads, "sockets": open_sockets() - sockets_before}))


if __name__ == "__main__":
    main()
