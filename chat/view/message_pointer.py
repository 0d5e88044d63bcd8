"""The pointer over the message list: links, quotations, reactions and spoilers under it."""

from __future__ import annotations

import tkinter
from typing import TYPE_CHECKING, TypeAlias

from chat.protocol.spoilers import COVER
from chat.view.message_lines import Lines
from chat.view.ports import MessageRow
from chat.view.ports.marks import Chip

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

Event: TypeAlias = "tkinter.Event[tkinter.Listbox]"
_Spot: TypeAlias = "tuple[MessageRow, Lines, int]"  # the line is counted from the message's first


class MessagePointer:
    """Binds it. A click acts on what is no text; a double click on a text, as the keyboard does."""

    def __init__(self, messages: MessageList) -> None:
        self._messages = messages
        self._deeds = messages.deeds
        columns = messages.sheet.columns
        columns.bind_columns("<Double-Button-1>", self._on_double)
        columns.bind_columns("<Triple-Button-1>", lambda _event: "break")  # is no second double
        columns.bind_columns("<Control-Button-1>", self._on_control_click)
        columns.bind_columns("<Motion>", self._on_motion)
        columns.bind_columns("<Leave>", self._on_leave)
        messages.message_listbox.bind("<Button-1>", self._on_click, add="+")

    def _spot(self, y: int) -> _Spot | None:
        listbox = self._messages.message_listbox
        line = listbox.nearest(y)
        box = listbox.bbox(line) if line >= 0 else None
        if not box or not box[1] <= y <= box[1] + box[3]:
            return None  # below the last line
        return self._messages.sheet.line_at(line)

    def link_at(self, y: int) -> str:
        """The address of the link that the line at a height in pixels shows, or ""."""
        spot = self._spot(y)
        return spot[1].links.get(spot[2], "") if spot else ""

    def _chip_at(self, spot: _Spot, x: int) -> Chip | None:
        _row, lines, within = spot
        x -= self._messages.sheet.columns.text_left()
        for place in lines.chips:
            if place.line == within and place.left <= x <= place.right:
                return place.chip
        return None

    def _is_quote(self, spot: _Spot) -> bool:
        return spot[2] < spot[1].lead

    def _on_click(self, event: Event) -> None:
        spot = self._spot(event.y)
        if spot is None:
            return
        row, lines, within = spot
        if self._is_quote(spot):
            self._deeds.jump_to_original(row)
        elif (chip := self._chip_at(spot, event.x)) is not None:
            self._deeds.react(row, chip.text)
        elif within == lines.edited:
            self._deeds.show_details(row)
        elif row.hidden and COVER in lines.text[within] and not self._deeds.is_revealed(row):
            self._deeds.reveal(row)
        elif (link := lines.links.get(within, "")) and self._deeds.is_picture(link):
            self._deeds.show_picture(link)
        elif row.attachment and link:
            self._deeds.save(link)

    def _on_double(self, event: Event) -> None:
        row = self._messages.row_at(event.y)
        if row is not None:
            self._deeds.activate(row, self.link_at(event.y))

    def _on_control_click(self, event: Event) -> str | None:
        """Open the link under the pointer; elsewhere Ctrl adds to the selection."""
        link = self.link_at(event.y)
        if not link or event.widget is not self._messages.message_listbox:
            return None
        self._deeds.open_link(link)
        return "break"

    def _on_motion(self, event: Event) -> None:
        """Show by the pointer's shape what can be opened, and what can be done at its side."""
        text, hover = self._messages.message_listbox, self._messages.hover
        spot = self._spot(event.y)
        chip = self._chip_at(spot, event.x) if spot and event.widget is text else None
        cursor = "hand2" if event.widget is text and self._can_click(spot, chip) else ""
        if str(text.cget("cursor")) != cursor:
            text.configure(cursor=cursor)
        hover.show(spot[0] if spot else None, event.y)
        hover.tell(chip, event.x, event.y)

    def _can_click(self, spot: _Spot | None, chip: Chip | None) -> bool:
        if spot is None:
            return False
        row, lines, within = spot
        covered = bool(row.hidden) and COVER in lines.text[within]
        marked = chip is not None or self._is_quote(spot) or within == lines.edited
        return bool(lines.links.get(within)) or marked or covered

    def _on_leave(self, event: Event) -> None:
        self._messages.hover.leave(event.x_root, event.y_root)
