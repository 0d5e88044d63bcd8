"""Keeps the text of the message list wrapped to the width of the window, once that rests."""

from __future__ import annotations

import tkinter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

REWRAP_AFTER = 80  # ms without a change of width


class MessageFitting:
    """What one reads stays where it is."""

    def __init__(self, messages: MessageList) -> None:
        self._messages = messages
        self._sheet = messages.sheet
        self._timer: str | None = None
        messages.message_listbox.bind("<Configure>", self._on_resized, add="+")

    def settled(self) -> bool:
        """Whether the text is wrapped to the width that the window has now."""
        width = self._sheet.columns.text_width()
        return self._timer is None and width == self._sheet.widths.measure.text_width

    def stop(self) -> None:
        """Rewrap no more, until the width changes again."""
        if self._timer is not None:
            self._messages.after_cancel(self._timer)
            self._timer = None

    def rewrap(self) -> None:
        """Wrap to the new width; the message at the top stays at the top."""
        self._timer = None
        self._messages.hover.hide()
        sheet, columns = self._sheet, self._sheet.columns
        top, empty = columns.top(), self._messages.is_empty()
        selected, [place] = sheet.selected(), sheet.places_of([top])
        inside = 0 if empty else top - sheet.shown.start(place)
        sheet.widths.fit_text()
        sheet.lay_out_again()
        sheet.select(selected)
        if self._messages.keeps_end():
            columns.show_end()
        elif not empty:
            first, last = sheet.shown.span(place)
            columns.show_top(min(first + inside, last))

    def _on_resized(self, _event: tkinter.Event[tkinter.Misc]) -> None:
        widths, columns = self._sheet.widths, self._sheet.columns
        widths.fit_sender()
        self._messages.fill_room()
        self.stop()
        if columns.text_width() not in (0, widths.measure.text_width):
            self._timer = self._messages.after(REWRAP_AFTER, self.rewrap)
