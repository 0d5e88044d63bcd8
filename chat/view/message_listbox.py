"""The message list: rows in, lines out; follows the end, keeps its place, selects whole messages.

Role: the one widget that shows what was said. It knows rows, not conversations, and reports what a
person does with one. Of a long conversation only the newest pages are in the Listboxes; going up
brings the earlier ones in, so that showing and wrapping cost the same however long it is.
"""

from __future__ import annotations

import tkinter
from collections.abc import Sequence

import ttkbootstrap as ttk

from chat.view.composition import DIVIDERS
from chat.view.context_menu import click_sequences, key_sequences
from chat.view.message_deeds import MessageDeeds
from chat.view.message_fitting import MessageFitting
from chat.view.message_hover import MessageHover
from chat.view.message_keys import MessageKeys
from chat.view.message_menu import MessageMenu
from chat.view.message_pointer import MessagePointer
from chat.view.message_reports import MessageReports
from chat.view.message_sheet import MessageSheet
from chat.view.new_button import NewButton
from chat.view.palette import Palette
from chat.view.places import Places
from chat.view.ports import MessageRow, RowKind

PAGE = 1_000  # rows brought in at once
MOST_PAGES = 3  # kept in the Listboxes while the end is followed
LEAST_LISTED = 60  # lines
NEAR_TOP = 20  # lines from the top at which an earlier page is brought in


class MessageList(ttk.Frame):
    """Messages of one conversation. `message_listbox` is the Listbox with their text."""

    def __init__(
        self,
        master: tkinter.Misc,
        palette: Palette,
        *,
        emoji: bool,
        reports: MessageReports,
    ) -> None:
        super().__init__(master, style="Page.TFrame")
        self._on_top = reports.on_top
        self._on_seen = lambda: reports.reading().on_seen()
        self._earlier: list[MessageRow] = []
        self._following = True
        self._top = 0  # line, when the person scrolled last
        self.sheet = MessageSheet(self, palette, emoji=emoji, on_moved=self._on_moved)
        self._columns = self.sheet.columns
        self._columns.pack(fill="both", expand=True)
        self.message_listbox = self._columns.text
        self.new_button = NewButton(self, command=self._go_to_end)
        self.places = Places(self, reports.places)
        self.deeds = MessageDeeds(self, reports, emoji=emoji)
        self.menu = MessageMenu(self, emoji=emoji)
        self.hover = MessageHover(self, emoji=emoji)
        self.keyboard = MessageKeys(self)
        self.pointer = MessagePointer(self)
        self.fitting = MessageFitting(self)
        self._bind()

    # -- what the window calls ---------------------------------------------------------------

    def show(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything, and show the end."""
        self.hover.hide()
        self._earlier = list(rows[:-PAGE])
        self.sheet.show(rows[-PAGE:])
        self._top = 0
        self.places.newest = True
        self.show_end()

    def prepend(self, rows: Sequence[MessageRow]) -> None:
        """Add older rows; what one is reading stays where it is."""
        if self._earlier:
            self._earlier[:0] = rows
            return
        self.hover.hide()
        self.sheet.insert_start(rows)
        if self._following:
            self._columns.show_end()

    def refresh(self, rows: Sequence[MessageRow]) -> None:
        """Replace everything; what stands at the top stays there, unless the end is followed."""
        if self._following or self.is_empty():
            self.show(rows)
            return
        self.hover.hide()
        line = self._columns.top()
        [place] = self.sheet.places_of([line])
        reading = self.sheet.shown.items[place].row.key
        inside = line - self.sheet.shown.start(place)
        first = _first_listed(rows, reading)
        self._earlier = list(rows[:first])
        self.sheet.fill(rows[first:])
        found = self.sheet.shown.place_of_key(reading)
        self._columns.show_top(0 if found is None else self.sheet.shown.start(found) + inside)

    def fill_around(self, rows: Sequence[MessageRow], key: str) -> None:
        """Replace everything, with the row of this key in the Listboxes."""
        first = _first_listed(rows, key)
        self.hover.hide()
        self._following, self._earlier = False, list(rows[:first])
        self.sheet.show(rows[first:])

    def append(self, rows: Sequence[MessageRow]) -> None:
        """Add rows; keep showing the end if it was in view, else count them on the button."""
        if self._following:
            self.hover.hide()  # what it belongs to moves away under it
        if self._following and (listed := self._listed_of(rows)) < len(rows):
            self._earlier += self.sheet.rows()
            self._earlier += rows[:-listed]
            self.sheet.fill(rows[-listed:])
            self._columns.show_end()
            return
        self.sheet.insert_end(rows)
        if self._following:
            self._drop_oldest()
            self._columns.show_end()
        else:
            self.new_button.add(sum(row.kind is not RowKind.EVENT for row in rows))

    def keep_newest(self, count: int) -> None:
        """Let go of rows before the newest so many, of those that are not in the Listboxes."""
        del self._earlier[: max(0, len(self.all_rows()) - count)]

    def update_row(self, row: MessageRow) -> None:
        """Show a row in its new state; one that is not here is none of our business."""
        place = self.sheet.shown.place_of_key(row.key)
        if place is None:
            self._earlier = [row if old.key == row.key else old for old in self._earlier]
            return
        self.hover.hide()
        self.sheet.replace(place, row)
        if self._following:
            self._columns.show_end()

    def replace_last(self, rows: Sequence[MessageRow]) -> None:
        """Show the last rows in this order; what is at the top stays, unless the end is followed.

        A row may be new here: it was not laid out, for nobody would have seen it.
        """
        if any(self.sheet.shown.place_of_key(row.key) is None for row in rows):
            keys = {row.key for row in rows}
            self.refresh([*(row for row in self.all_rows() if row.key not in keys), *rows])
            return
        self.hover.hide()
        self.sheet.replace_last(rows)
        if self._following:
            self._columns.show_end()

    def show_end(self) -> None:
        """Jump to the newest message and follow from there."""
        if self.places.leave():
            return
        self._following = True
        self._drop_oldest()
        self.new_button.clear()
        self._columns.show_end()

    def follows_end(self) -> bool:
        """Whether the newest message is in view, and will be when the next one comes."""
        return self._following and self.places.newest

    def recolour(self, palette: Palette) -> None:
        """Change all colours at once (another theme)."""
        self.sheet.recolour(palette)
        self.hover.recolour()

    def refit(self) -> None:
        """The font has changed: lay everything out for it."""
        self.sheet.widths.measure_again(self.sheet.rows())
        self.fitting.rewrap()
        self.fill_room()

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is more room around each line."""
        self._columns.set_roomy(roomy)
        self.refit()

    def is_empty(self) -> bool:
        """Whether there is no message to read."""
        return not self.sheet.shown.items

    def focus_by_key(self) -> None:
        """Take the cursor; something is selected, so that one can see where it is."""
        listbox = self.message_listbox
        listbox.focus_set()
        if not self.is_empty() and not listbox.curselection():
            bottom = listbox.nearest(listbox.winfo_height())
            [place] = self.sheet.places_of([bottom])
            self.sheet.select([place])
            listbox.activate(self.sheet.shown.start(place))

    # -- what the menu and tests ask ---------------------------------------------------------

    def all_rows(self) -> list[MessageRow]:
        """All messages, also those that are not in the Listboxes now."""
        return [*self._earlier, *self.sheet.rows()]

    def shown(self) -> list[tuple[str, str, str]]:
        """All lines as they stand in the three columns: time, sender, text."""
        return self._columns.shown()

    def selected(self) -> list[MessageRow]:
        """The messages and summaries that are selected, in order."""
        rows = [self.sheet.shown.items[place].row for place in self.sheet.selected()]
        return [row for row in rows if row.kind not in DIVIDERS]

    def select_only(self, row: MessageRow) -> None:
        """Select one message."""
        place = self.sheet.shown.place_of_key(row.key)
        self.sheet.select([] if place is None else [place])

    def row_at(self, y: int) -> MessageRow | None:
        """The message at a height in pixels."""
        if self.is_empty():
            return None
        [place] = self.sheet.places_of([self.message_listbox.nearest(y)])
        row = self.sheet.shown.items[place].row
        return None if row.kind in DIVIDERS else row

    def first_line_in_view(self, row: MessageRow) -> int:
        """The first line of a message that can be seen, without those over its text; -1 if none."""
        place = self.sheet.shown.place_of_key(row.key)
        if place is None:
            return -1
        first, last = self.sheet.shown.span(place)
        return min(last, max(first + self.sheet.shown.lines[place].lead, self._columns.top()))

    def settled(self) -> bool:
        """Whether the text is wrapped to the width that the window has now."""
        return self.fitting.settled()

    def keeps_end(self) -> bool:
        """Whether the last of what is listed is kept in view."""
        return self._following

    def destroy(self) -> None:
        """Take it away, with the rewrap that may be waiting."""
        self.fitting.stop()
        super().destroy()

    # -- pages and place ---------------------------------------------------------------------

    def _bring_earlier(self) -> None:
        """Put an earlier page above; what one is reading stays where it is."""
        rows, self._earlier = self._earlier[-PAGE:], self._earlier[:-PAGE]
        self.sheet.insert_start(rows)

    def _listed_of(self, rows: Sequence[MessageRow]) -> int:
        """How many new rows are to be put in the Listboxes; all of them, or as many as one sees.

        In a flood most would be gone before anybody saw them: they are laid out when one goes up.
        """
        lines, count = max(self._columns.room() + NEAR_TOP, LEAST_LISTED), 0
        while lines > 0 and count < len(rows):
            count += 1
            lines -= self.sheet.widths.least_lines(rows[-count].text)
        if count == len(rows):
            return count
        folds = any(row.movement is not None for row in rows[-count:])
        if folds or self.message_listbox.curselection():
            return min(len(rows), PAGE)
        return count

    def _drop_oldest(self) -> None:
        """Let go of the oldest pages, so that a long evening does not slow the window."""
        surplus = len(self.sheet.shown.items) - PAGE
        if surplus > (MOST_PAGES - 1) * PAGE:
            self._earlier.extend(self.sheet.drop_first(surplus))

    def fill_room(self) -> None:
        """There may be more room than before: no line of it stays empty while there are rows."""
        while self._earlier and self.sheet.shown.line_count < self._columns.room():
            self._bring_earlier()
        if self._following:
            self._columns.show_end()

    def note_moved(self) -> None:
        """The keyboard moved what is shown."""
        self._on_moved()

    def _on_moved(self, up: bool = False) -> None:
        """The person scrolled: follow from now on, or no more. At the top, older ones are wanted.

        `up` says that they went up, also where there was nothing more to see.
        """
        top, before = self._columns.top(), self._top
        if top != before:
            self.hover.hide()
        self._top = top
        self._following = self.places.newest and self._columns.at_end()
        if self._following:
            self.new_button.clear()
            self._on_seen()
        self.places.note_moved()
        if top >= NEAR_TOP:
            return
        if not self._earlier:
            if up or top < before:
                self._on_top()
        elif not self._following:
            self._bring_earlier()

    def _go_to_end(self) -> None:
        """The button was pressed."""
        self.show_end()
        self._on_seen()

    # -- mouse and keyboard ------------------------------------------------------------------

    def _bind(self) -> None:
        text, columns = self.message_listbox, self._columns
        for sequence in click_sequences(self):
            columns.bind_columns(sequence, self.menu.on_click)
        for sequence in key_sequences(self):
            text.bind(sequence, self.menu.on_key)


def _first_listed(rows: Sequence[MessageRow], key: str) -> int:
    """The first row to put in the Listboxes, so that the row of this key is among them."""
    at = next((at for at, row in enumerate(rows) if row.key == key), len(rows))
    return max(0, min(at, len(rows) - PAGE) - PAGE // 2)
