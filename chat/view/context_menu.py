"""How context menus are opened on this system, and one to fill anew each time."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TypeVar

import ttkbootstrap as ttk

from chat.translation import _
from chat.view.menu_letters import give_letters

_A = TypeVar("_A")
Entry = tuple[str, Callable[[], None]]  # label and what it does; ("", ...) is a separator


def grouped_entries(
    actions: Sequence[_A],
    labels: Mapping[_A, str],
    begin_group: Collection[_A],
    on_action: Callable[[_A], None],
    nick: str,
) -> list[Entry]:
    """Entries for what is offered, with a line before each group; labels may name `nick`."""
    entries: list[Entry] = []
    for action in actions:
        if entries and action in begin_group:
            entries.append(("", lambda: None))
        entries.append((_(labels[action]).format(nick=nick), partial(on_action, action)))
    return entries


def click_sequences(widget: tkinter.Misc) -> tuple[str, ...]:
    """The mouse events that open a context menu here."""
    aqua = widget.tk.call("tk", "windowingsystem") == "aqua"
    return ("<Button-2>", "<Control-Button-1>") if aqua else ("<Button-3>",)


def key_sequences(widget: tkinter.Misc) -> tuple[str, ...]:
    """The keys that open it here."""
    windowing = str(widget.tk.call("tk", "windowingsystem"))
    return {"win32": ("<Shift-F10>", "<App>"), "x11": ("<Shift-F10>", "<Menu>")}.get(
        windowing, ("<Shift-F10>",)
    )


def pop_up(menu: tkinter.Menu, x: int, y: int) -> None:
    """Open a menu at a place of the screen."""
    try:
        menu.tk_popup(x, y)
    finally:
        menu.grab_release()


class ContextMenu:
    """A menu over the lines of a Treeview; `entries` says what a line's offers."""

    def __init__(self, tree: ttk.Treeview, entries: Callable[[str], Sequence[Entry]]) -> None:
        self._tree = tree
        self._entries = entries
        self.menu = ttk.Menu(tree, tearoff=False)
        for sequence in click_sequences(tree):
            tree.bind(sequence, self._on_click)
        for sequence in key_sequences(tree):
            tree.bind(sequence, self._on_key)

    def fill(self, item: str) -> bool:
        """Offer what can be done with a line; False if that is nothing."""
        self.menu.delete(0, "end")
        entries = self._entries(item)
        for label, action in entries:
            if label:
                self.menu.add_command(label=label, command=action)
            else:
                self.menu.add_separator()
        give_letters(self.menu)
        return bool(entries)

    def _on_click(self, event: tkinter.Event[tkinter.Misc]) -> None:
        item = self._tree.identify_row(event.y)
        if item and self.fill(item):
            pop_up(self.menu, event.x_root, event.y_root)

    def _on_key(self, _event: tkinter.Event[tkinter.Misc]) -> str:
        for item in self._tree.selection()[:1]:
            box = self._tree.bbox(item) or (0, 0, 0, 0)
            if self.fill(item):
                x, y = self._tree.winfo_rootx() + 20, self._tree.winfo_rooty()
                pop_up(self.menu, x, y + int(box[1]) + int(box[3]))
        return "break"
