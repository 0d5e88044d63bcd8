"""The keyboard and the pointer over the message list: by message, not by line."""

from __future__ import annotations

import tkinter
from typing import TYPE_CHECKING, TypeAlias

from chat.view.composition import Item

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

Event: TypeAlias = "tkinter.Event[tkinter.Listbox]"


class MessageKeys:
    """Binds them. Up and Down go through messages, Shift extends, Enter opens the menu."""

    def __init__(self, messages: MessageList) -> None:
        self._messages = messages
        self._sheet = messages.sheet
        self._anchor = 0
        text, columns = messages.message_listbox, messages.sheet.columns
        for sequence, step, extend in (
            ("<Up>", -1, False),
            ("<Down>", 1, False),
            ("<Shift-Up>", -1, True),
            ("<Shift-Down>", 1, True),
        ):
            text.bind(sequence, lambda _event, s=step, e=extend: self._step(s, e))  # type: ignore[misc]
        text.bind("<Return>", self._on_enter)
        text.bind("<KP_Enter>", self._on_enter)
        text.bind("<<Copy>>", self._on_copy)
        columns.bind_columns("<<ListboxSelect>>", self._on_selected)
        columns.bind_columns("<Double-Button-1>", self._on_double)
        columns.bind_columns("<Triple-Button-1>", lambda _event: "break")  # is no second double
        columns.bind_columns("<Control-Button-1>", self._on_control_click)
        columns.bind_columns("<Motion>", self._on_motion)

    def _step(self, step: int, extend: bool) -> str:
        """Select the next message, or one more."""
        items = self._sheet.shown.items
        place = self._sheet.shown.place_of_line(self._messages.message_listbox.index("active"))
        place += step
        while 0 <= place < len(items) and not _can_be_chosen(items[place]):
            place += step
        if not 0 <= place < len(items):
            return "break"
        self._anchor = self._anchor if extend else place
        self._sheet.select(range(min(place, self._anchor), max(place, self._anchor) + 1))
        first, last = self._sheet.shown.span(place)
        self._sheet.columns.make_active(last)
        self._sheet.columns.make_active(first)
        self._messages.note_moved()
        return "break"

    def _on_selected(self, event: Event) -> None:
        """Take whole messages, over all columns, from the column that was clicked."""
        self._sheet.columns.share_anchor(event.widget)
        places = self._sheet.places_of(event.widget.curselection())
        self._sheet.select(places)
        self._anchor = places[0] if places else 0

    def _on_copy(self, _event: Event) -> str:
        self._messages.copy()
        return "break"  # the Listbox's own way copies lines, not messages

    def _on_double(self, event: Event) -> None:
        row = self._messages.row_at(event.y)
        if row is not None:
            self._messages.activate(row, self._messages.link_at(event.y))

    def _on_control_click(self, event: Event) -> str | None:
        """Open the link under the pointer; elsewhere Ctrl adds to the selection."""
        link = self._messages.link_at(event.y)
        if not link or event.widget is not self._messages.message_listbox:
            return None
        self._messages.open_link(link)
        return "break"

    def _on_enter(self, event: Event) -> str:
        rows = self._messages.selected()
        if rows and self._messages.is_summary(rows[0]):
            self._messages.toggle(rows[0])
        else:
            self._messages.menu.on_key(event)
        return "break"

    def _on_motion(self, event: Event) -> None:
        """Show by the pointer's shape what can be opened."""
        text = self._messages.message_listbox
        hand = event.widget is text and bool(self._messages.link_at(event.y))
        cursor = "hand2" if hand else ""
        if str(text.cget("cursor")) != cursor:
            text.configure(cursor=cursor)


def _can_be_chosen(item: Item) -> bool:
    return bool(item.stands_for) or item.is_summary
