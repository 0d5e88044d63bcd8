"""The keys of the entry field and of the editor that takes its place."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from chat.view.format_marks import BOLD, HIDDEN, ITALIC, UNDERLINE

if TYPE_CHECKING:
    from chat.view.entry_row import EntryRow

Event: TypeAlias = "tkinter.Event[tkinter.Misc]"
_MARKS = {"b": BOLD, "i": ITALIC, "u": UNDERLINE}


class EntryReports(Struct, frozen=True):
    """Who is told of what is done there."""

    on_send: Callable[[str], None]
    on_nothing: Callable[[], None]  # Enter, with nothing typed
    on_typed: Callable[[str], None]
    on_complete: Callable[[str, int, int], bool]
    on_recall: Callable[[int], None]
    on_paste: Callable[[], bool]  # files or a picture; False if there are none
    on_edit_last: Callable[[], None]
    on_escape: Callable[[], None]


class EntryKeys:
    """Binds them."""

    def __init__(self, row: EntryRow, reports: EntryReports) -> None:
        self._row = row
        self._reports = reports

    def bind_line(self, entry: tkinter.Widget) -> None:
        """The keys of the one line."""
        self._bind_both(entry)
        entry.bind("<Up>", lambda _event: self._recall(-1))
        entry.bind("<Down>", lambda _event: self._recall(1))
        entry.bind("<Control-Up>", self._edit_last)
        for sequence in ("<Alt-Up>", "<Alt-Down>"):
            entry.bind(sequence, lambda _event: None)  # the window's own

    def bind_editor(self, text: tkinter.Widget) -> None:
        """The keys of several lines: there, Up and Down go through the lines."""
        self._bind_both(text)
        text.bind("<Control-Return>", self._send)

    def _bind_both(self, widget: tkinter.Widget) -> None:
        _window_before_class(widget)
        for enter in ("Return", "KP_Enter"):
            widget.bind(f"<{enter}>", self._send)
            widget.bind(f"<Shift-{enter}>", self._break_line)
        widget.bind("<Tab>", lambda _event: self._complete(1))
        back = (
            "<ISO_Left_Tab>" if widget.tk.call("tk", "windowingsystem") == "x11" else "<Shift-Tab>"
        )
        for sequence in {back, "<Shift-Tab>"}:
            widget.bind(sequence, lambda _event: self._complete(-1))
        widget.bind("<Escape>", lambda _event: self._reports.on_escape())
        widget.bind("<<Paste>>", self._paste)
        for letter, mark in _MARKS.items():
            for key in (letter, letter.upper()):  # with Caps Lock
                widget.bind(f"<Control-{key}>", lambda _event, m=mark: self._mark(m))  # type: ignore[misc]
        for key in ("p", "P"):
            widget.bind(f"<Control-Shift-{key}>", lambda _event: self._mark(HIDDEN))

    def _send(self, _event: Event) -> str:
        self._row.submit()
        return "break"

    def _break_line(self, _event: Event) -> str:
        self._row.insert("\n")
        return "break"

    def _recall(self, step: int) -> str:
        self._reports.on_recall(step)
        return "break"

    def _edit_last(self, _event: Event) -> str:
        self._reports.on_edit_last()
        return "break"

    def _complete(self, step: int) -> str | None:
        """Tab leaves the entry only where there is nothing to complete."""
        field = self._row.field
        if self._reports.on_complete(field.get(), field.cursor(), step):
            return "break"
        leave = field.widget.tk_focusNext() if step > 0 else field.widget.tk_focusPrev()
        if leave is not None:
            leave.focus_set()
        return "break"

    def _mark(self, mark: str) -> str:
        self._row.wrap_selection(mark)
        return "break"

    def _paste(self, _event: Event) -> str:
        """Several lines open the editor: an Entry would show line ends as boxes."""
        if self._reports.on_paste():
            return "break"
        try:
            text = self._row.clipboard_get()
        except tkinter.TclError:
            return "break"
        self._row.insert(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
        return "break"


def _window_before_class(widget: tkinter.Widget) -> None:
    """Let the window's keys come before the toolkit's own, as Ctrl+K, which would cut the line."""
    own, kind, window, *others = widget.bindtags()
    widget.bindtags((own, window, kind, *others))
