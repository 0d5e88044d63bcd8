"""The keyboard over the message list: by message, not by line."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from chat.view.composition import Item
from chat.view.ports import MessageRow

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

Event: TypeAlias = "tkinter.Event[tkinter.Listbox]"


class MessageKeys:
    """Binds them. Up and Down go through messages, Shift extends, Enter opens the menu."""

    def __init__(self, messages: MessageList) -> None:
        self._messages = messages
        self._sheet = messages.sheet
        self._anchor = 0
        text = messages.message_listbox
        for sequence, step, extend in (
            ("<Up>", -1, False),
            ("<Down>", 1, False),
            ("<Shift-Up>", -1, True),
            ("<Shift-Down>", 1, True),
        ):
            text.bind(sequence, lambda _event, s=step, e=extend: self._step(s, e))  # type: ignore[misc]
        deeds = messages.deeds
        self._bind_deed(("r", "R"), deeds.reply)
        self._bind_deed(("e", "E"), deeds.edit)
        self._bind_deed(("plus", "KP_Add"), deeds.pick_reaction)
        self._bind_deed(("Delete", "KP_Delete"), deeds.delete)
        self._bind_deed(("o", "O"), deeds.jump_to_original)
        text.bind("<Return>", self._on_enter)
        text.bind("<KP_Enter>", self._on_enter)
        text.bind("<<Copy>>", self._on_copy)
        messages.sheet.columns.bind_columns("<<ListboxSelect>>", self._on_selected)

    def _bind_deed(self, keys: tuple[str, ...], deed: Callable[[MessageRow], None]) -> None:
        """Let keys do something with the selected message, if it is one alone."""

        def run(_event: Event) -> str | None:
            rows = self._messages.selected()
            if len(rows) != 1:
                return None
            deed(rows[0])
            return "break"

        for key in keys:
            self._messages.message_listbox.bind(f"<Key-{key}>", run)

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
        self._messages.deeds.copy()
        return "break"  # the Listbox's own way copies lines, not messages

    def _on_enter(self, event: Event) -> str:
        rows = self._messages.selected()
        if rows and self._messages.deeds.is_summary(rows[0]):
            self._messages.deeds.toggle(rows[0])
        else:
            self._messages.menu.on_key(event)
        return "break"


def _can_be_chosen(item: Item) -> bool:
    return bool(item.stands_for) or item.is_summary
