"""What stands in the message list: rows grouped by sender, days marked, comings and goings folded.

Pure: rows in, items out; no toolkit, no clock. An item depends on nothing but its own rows and the
row before, so that rows can be added at either end without doing the others again.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chat.view.movements import summary
from chat.view.ports import MessageRow, RowKind

GROUP_GAP = 300  # s between two messages of one sender that still stand under one name
MOST_FOLDED = 200  # rows under one summary, so that adding one more stays cheap
DIVIDERS = (RowKind.DAY, RowKind.NEW)  # lines that stand for no message
FOLDED, UNFOLDED = "▸ ", "▾ "


class Item(Struct, frozen=True):
    """One thing in the list: a message, a day, or a summary of comings and goings.

    `stands_for`: the messages that are in it, none for a day or an unfolded summary. `fold`: the
    key of the summary that it is, or is under.
    """

    row: MessageRow
    stands_for: tuple[MessageRow, ...]
    head: bool = True  # says who
    timed: bool = True  # says when
    fold: str = ""

    @property
    def is_summary(self) -> bool:
        """Whether it can be folded and unfolded."""
        return bool(self.fold) and self.row.key == self.fold

    @property
    def is_under_summary(self) -> bool:
        """Whether it is one of those that an unfolded summary shows."""
        return bool(self.fold) and self.row.key != self.fold


def compose(
    rows: Sequence[MessageRow],
    before: MessageRow | None = None,
    unfolded: Container[str] = frozenset(),
) -> list[Item]:
    """The items for `rows`, which follow the row `before`; `unfolded` has keys of summaries."""
    items: list[Item] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.day and (before is None or before.day != row.day):
            items.append(_day(row))
            before = items[-1].row
        if row.divider:
            items.append(_new(row))
            before = items[-1].row
        if row.movement is None:
            items.append(single(row, before))
            before, at = row, at + 1
            continue
        end = _end_of_fold(rows, at)
        items += _folded(tuple(rows[at:end]), before, unfolded)
        before, at = rows[end - 1], end
    return items


def single(row: MessageRow, before: MessageRow | None) -> Item:
    """A message by itself, after the row `before`."""
    return Item(
        row,
        (row,),
        head=before is None or not _goes_on(before, row),
        timed=before is None or before.time != row.time or before.day != row.day,
    )


def moved_at_end(items: Sequence[Item]) -> int:
    """How many items at the end a further coming or going would be folded with."""
    if not items or items[-1].row.kind is RowKind.DAY:
        return 0
    last = items[-1]
    if not last.fold:
        return 1 if last.row.movement is not None else 0
    count = 1
    while not items[-count].is_summary and count < len(items) and items[-count - 1].fold:
        count += 1
    return count if items[-count].is_summary else 0


def rows_of(items: Sequence[Item]) -> list[MessageRow]:
    """The messages that items stand for."""
    return [row for item in items for row in item.stands_for]


def _goes_on(before: MessageRow, row: MessageRow) -> bool:
    return (
        row.quote is None
        and before.sender == row.sender
        and before.kind is row.kind is RowKind.MESSAGE
        and before.day == row.day
        and row.moment - before.moment <= GROUP_GAP
    )


def _day(row: MessageRow) -> Item:
    return Item(MessageRow(f"day {row.day}", "", "", row.day, RowKind.DAY, day=row.day), ())


def _new(row: MessageRow) -> Item:
    """The line before the first unread message."""
    return Item(MessageRow(f"new {row.key}", "", "", row.divider, RowKind.NEW, day=row.day), ())


def _end_of_fold(rows: Sequence[MessageRow], start: int) -> int:
    end = start + 1
    limit = min(len(rows), start + MOST_FOLDED)
    while end < limit and rows[end].movement is not None and rows[end].day == rows[start].day:
        end += 1
    return end


def _folded(
    rows: tuple[MessageRow, ...], before: MessageRow | None, unfolded: Container[str]
) -> list[Item]:
    first = single(rows[0], before)
    if len(rows) == 1:
        return [first]
    key = f"fold {rows[0].key}"
    is_open = key in unfolded
    text = summary([row.movement for row in rows if row.movement is not None])
    shown = replace(rows[0], key=key, text=(UNFOLDED if is_open else FOLDED) + text, movement=None)
    header = Item(shown, () if is_open else rows, timed=first.timed, fold=key)
    if not is_open:
        return [header]
    return [header, *(Item(row, (row,), timed=False, fold=key) for row in rows)]
