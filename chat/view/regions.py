"""F6: the parts of the window that are there now, and how each takes the cursor."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chat.view.pieces import Pieces

Region = tuple[tkinter.Misc, Callable[[], None]]


def focus_region(pieces: Pieces, step: int) -> None:
    """Move the cursor `step` parts on; from nowhere, to where one types."""
    regions = _regions(pieces)
    here = pieces.layout.centre.focus_get()
    places = [place for place, (part, _focus) in enumerate(regions) if _is_in(part, here)]
    _part, focus = regions[(places[-1] + step) % len(regions) if places else 0]
    focus()


def _regions(pieces: Pieces) -> list[Region]:
    """In the order in which F6 goes through them: round the window, from the entry."""
    entry = pieces.entry_row.field.widget
    regions: list[Region] = [(entry, entry.focus_set)]
    if pieces.layout.shows_side("left"):
        regions.append((pieces.conversations, pieces.conversations.focus_by_key))
    regions += _bar(pieces.finding)
    regions.append((pieces.messages, pieces.messages.focus_by_key))
    if pieces.layout.shows_side("right"):
        regions.append((pieces.members, pieces.members.focus_by_key))
    for bar in (pieces.bar, pieces.marks, pieces.editing, pieces.files_tray):
        regions += _bar(bar)
    if pieces.tour is not None and pieces.tour.callout is not None:
        regions.append((pieces.tour.callout, pieces.tour.focus))
    return regions


def _bar(bar: tkinter.Widget) -> list[Region]:
    """A bar is a part while it is shown and has something to press."""
    first = first_focusable(bar)
    return [(bar, first.focus_set)] if bar.winfo_ismapped() and first is not None else []


def first_focusable(widget: tkinter.Misc) -> tkinter.Misc | None:
    """The first under a widget that Tab would reach."""
    for child in widget.winfo_children():
        if not child.winfo_ismapped():
            continue
        if str(child.tk.call("tk::FocusOK", child)) == "1":
            return child
        if (found := first_focusable(child)) is not None:
            return found
    return None


def _is_in(part: tkinter.Misc, widget: tkinter.Misc | None) -> bool:
    return widget is not None and f"{widget}.".startswith(f"{part}.")
