"""Words that stay on the screen follow the language: said now, and again when it changes.

What is shown anew each time (a row, a sentence of a controller) needs none of this. A window over
the main one that is open meanwhile is gone through, and what it says is said again; what was typed
there stays.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from chat.translation import said_again

LANGUAGE_CHANGED = "<<LanguageChanged>>"


def say(widget: tkinter.Misc, words: Callable[[], None]) -> None:
    """Give a widget its words now, and whenever another language is chosen as long as it lives."""
    words()
    widget.bind(LANGUAGE_CHANGED, lambda _event: words(), add="+")


def say_again(root: tkinter.Misc) -> None:
    """Another language was chosen: tell every widget in the window."""
    for window in root.winfo_children():
        if isinstance(window, tkinter.Toplevel):
            reword(window)
    for widget in (root, *_below(root)):
        widget.event_generate(LANGUAGE_CHANGED)


def reword(widget: tkinter.Misc) -> None:
    """Say again what this widget says and all in it."""
    for one in (widget, *_below(widget)):
        if isinstance(one, tkinter.Toplevel):
            one.title(said_again(one.title()))
        elif isinstance(one, ttk.Treeview):
            for column in one.cget("columns"):
                one.heading(column, text=said_again(str(one.heading(column, "text"))))
        elif not isinstance(one, tkinter.Menu) and "text" in one.keys():  # noqa: SIM118 - Tk's
            one.configure(text=said_again(str(one.cget("text"))))  # type: ignore[call-arg]


def _below(widget: tkinter.Misc) -> list[tkinter.Misc]:
    found: list[tkinter.Misc] = []
    for child in widget.winfo_children():
        found += [child, *_below(child)]
    return found
