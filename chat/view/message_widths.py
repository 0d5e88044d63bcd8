"""How wide the columns of the message list are, from the names and times that are in it."""

from __future__ import annotations

from collections.abc import Sequence
from tkinter import font as tkfont

from msgspec.structs import replace

from chat.view.message_columns import GAP, MessageColumns
from chat.view.message_lines import MAX_LINES, Measure, sender_text
from chat.view.ports import MessageRow, RowKind
from chat.view.text_safety import MAX_CHARACTERS
from chat.view.wrapping import CharacterWidths

SENDER_CHARACTERS = (3, 14)  # at least, at most
NARROW_CHARACTERS = 8  # granted to senders in a narrow window
SENDER_SHARE = 6  # of the width: one part of so many
MOST_TIME = 8  # characters: "12:05 pm"
FIRST_WIDTH = 40  # characters, until the window has its size


class MessageWidths:
    """`measure` is what messages are laid out by."""

    def __init__(self, columns: MessageColumns, *, emoji: bool) -> None:
        self._columns = columns
        self._font = tkfont.nametofont("TkTextFont", root=columns)
        self._widest = 0  # pixels of the widest sender there was
        self._senders: set[tuple[str, RowKind]] = set()  # that were measured
        self._time = ""  # the widest there was
        self.measure = self._fresh_measure(emoji)
        self.fit_sender()

    def begin(self, rows: Sequence[MessageRow]) -> None:
        """Another conversation is shown: columns as wide as that needs."""
        self._forget()
        if self._columns.text_width():
            self.fit_text()
        self.note(rows, empty=True)

    def note(self, rows: Sequence[MessageRow], *, empty: bool = False) -> None:
        """Widen the columns for names and times that have not been there yet."""
        fresh = {(row.sender, row.kind): row for row in rows}
        before = self._widest, self._time
        for key in fresh.keys() - self._senders:
            name = sender_text(fresh[key], emoji=self.measure.emoji)
            self._widest = max(self._widest, self.measure.widths.of(name))
            self._senders.add(key)
        longest = max((row.time for row in rows), key=len, default="")[:MOST_TIME]
        if len(longest) > len(self._time):
            self._time = "0" * len(longest)
        if (self._widest, self._time) != before:
            self.fit_sender(empty=empty)

    def fit_sender(self, *, empty: bool = False) -> None:
        """Give the senders what their names need, within bounds; the text has what is left.

        What is laid out waits for the rewrapping that the new width brings; while the list is
        `empty`, the new width counts at once.
        """
        widths, (least, most) = self.measure.widths, SENDER_CHARACTERS
        share = self._columns.winfo_width() // (widths["0"] * SENDER_SHARE)
        bound = widths["0"] * max(NARROW_CHARACTERS, min(most, share))
        sender = max(widths["0"] * least, min(self._widest, bound))
        time = widths.of((self._time or "00:00") + GAP)
        change = self._columns.set_widths(time, sender + widths.of(GAP))
        text = self.measure.text_width - (change if empty and self._columns.text_width() else 0)
        self.measure = replace(self.measure, sender_width=sender, text_width=text)

    def fit_text(self) -> None:
        """Lay out to the width there is now; what is there already waits."""
        self.measure = replace(self.measure, text_width=self._columns.text_width())

    def least_lines(self, text: str) -> int:
        """So many lines a text takes, or more; quickly told."""
        measure = self.measure
        at_most = 2 * measure.text_width // measure.widths["0"]  # characters: most are narrower
        return min(1 + min(len(text), MAX_CHARACTERS) // max(1, at_most), MAX_LINES)

    def measure_again(self, rows: Sequence[MessageRow]) -> None:
        """The font has changed; what is laid out waits."""
        self.measure = self._fresh_measure(self.measure.emoji)
        self._forget()
        self.fit_sender()
        self.note(rows)

    def _fresh_measure(self, emoji: bool) -> Measure:
        widths = CharacterWidths(self._font.measure)
        width = self._columns.text_width() or FIRST_WIDTH * widths["0"]
        return Measure(widths, 0, width, emoji)

    def _forget(self) -> None:
        self._widest, self._time = 0, ""
        self._senders.clear()
