"""Words that stay on the screen follow the language: said now, and again when it changes.

What is shown anew each time (a dialog, a row, a sentence of a controller) needs none of this.
"""

from __future__ import annotations

import tkinter
from collections.abc import Callable

LANGUAGE_CHANGED = "<<LanguageChanged>>"


def say(widget: tkinter.Misc, words: Callable[[], None]) -> None:
    """Give a widget its words now, and whenever another language is chosen as long as it lives."""
    words()
    widget.bind(LANGUAGE_CHANGED, lambda _event: words(), add="+")


def say_again(root: tkinter.Misc) -> None:
    """Another language was chosen: tell every widget in the window."""
    for widget in (root, *_below(root)):
        widget.event_generate(LANGUAGE_CHANGED)


def _below(widget: tkinter.Misc) -> list[tkinter.Misc]:
    found: list[tkinter.Misc] = []
    for child in widget.winfo_children():
        found += [child, *_below(child)]
    return found
