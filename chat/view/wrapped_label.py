"""A label whose lines are as long as it is wide, and no longer."""

from __future__ import annotations

import tkinter

import ttkbootstrap as ttk

EDGE = 4  # pixels that ttk keeps around a label's text, both sides together
LEAST = 40  # pixels; a label that is not laid out yet is narrower


def wrap_to_width(label: ttk.Label) -> None:
    """Wrap its text anew whenever its width changes."""

    def wrap(event: tkinter.Event[tkinter.Misc]) -> None:
        label.configure(wraplength=max(LEAST, event.width - EDGE))

    label.bind("<Configure>", wrap)
