"""The message list around a place far from the newest: shown, kept where one reads, and left.

What the list itself does (wrapping, following, paging) is in `message_listbox`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chat.view.ports import MessageRow
from chat.view.ports.places import PlacesIntents

if TYPE_CHECKING:
    from chat.view.message_listbox import MessageList

ABOVE = 3  # one part of so many of the height is above the message that one goes to
NEAR_BOTTOM = 20  # lines from the end at which more are wanted


class Places:
    """`chat.view.ports.places.PlacesView` for a message list.

    `newest` says whether the rows in the list end with the newest message.
    """

    def __init__(self, messages: MessageList, intents: Callable[[], PlacesIntents]) -> None:
        self._messages = messages
        self._intents = intents
        self.newest = True

    def show_around(self, rows: Sequence[MessageRow], key: str, *, newest: bool) -> None:
        """See PlacesView."""
        self.newest = newest
        self._messages.fill_around(rows, key)
        if not self.reveal(key):
            self._messages.note_moved()
        if not newest:
            self._messages.new_button.offer()

    def reveal(self, key: str) -> bool:
        """See PlacesView."""
        sheet = self._messages.sheet
        place = sheet.shown.place_of_key(key)
        if place is None:
            return False
        line = sheet.shown.start(place)
        in_view = self._messages.message_listbox.bbox(line) is not None
        sheet.select([place])
        sheet.columns.make_active(line)
        if not in_view:
            sheet.columns.show_top(max(0, line - self._height() // ABOVE))
        self._messages.note_moved()
        return True

    def reading_at(self) -> str:
        """See PlacesView: where `reveal` puts the message that one goes to."""
        sheet = self._messages.sheet
        if self._messages.follows_end() or not sheet.shown.items:
            return ""
        line = min(sheet.columns.top() + self._height() // ABOVE, sheet.shown.line_count - 1)
        items = sheet.shown.items[sheet.shown.place_of_line(line) :]
        return next((item.stands_for[0].key for item in items if item.stands_for), "")

    def refresh(self, rows: Sequence[MessageRow], *, newest: bool) -> None:
        """See PlacesView."""
        was_newest, self.newest = self.newest, newest
        with self._held():
            self._messages.refresh(rows)
        if newest and not was_newest:
            self._messages.new_button.clear()

    def replace_last(self, rows: Sequence[MessageRow]) -> None:
        """See PlacesView."""
        with self._held():
            self._messages.replace_last(rows)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """What is selected, and where the keyboard is, stays so while rows are shown anew."""
        sheet = self._messages.sheet
        selected = [sheet.shown.items[place].row.key for place in sheet.selected()]
        active = self._active_key()
        yield
        places = [sheet.shown.place_of_key(key) for key in selected]
        sheet.select([place for place in places if place is not None])
        place = sheet.shown.place_of_key(active)
        if place is not None:
            sheet.columns.activate(sheet.shown.start(place))

    def keep_newest(self, count: int) -> None:
        """See PlacesView."""
        self._messages.keep_newest(count)

    def count_new(self, count: int) -> None:
        """See PlacesView."""
        self._messages.new_button.add(count)

    def leave(self) -> bool:
        """Ask for the newest messages; False if they are there."""
        if not self.newest:
            self._intents().on_jump_to_newest()
        return not self.newest

    def note_moved(self) -> None:
        """The person scrolled: near the end, more is wanted."""
        shown = self._messages.sheet.shown
        last = self._messages.sheet.columns.top() + self._height()
        if not self.newest and last + NEAR_BOTTOM >= shown.line_count:
            self._intents().on_scrolled_to_bottom()

    def _height(self) -> int:
        """Lines that are in view."""
        listbox = self._messages.message_listbox
        return int(listbox.nearest(listbox.winfo_height()) - listbox.nearest(0) + 1)

    def _active_key(self) -> str:
        shown = self._messages.sheet.shown
        if not shown.items:
            return ""
        line = self._messages.message_listbox.index("active")
        return shown.items[shown.place_of_line(line)].row.key
