from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chat.view.composition import Item
from chat.view.message_inks import Ink
from chat.view.message_lines import Lines
from chat.view.ports import MessageRow
from chat.view.shown_rows import ShownRows


def row(key: str) -> Item:
    message = MessageRow(key, "14:05", "bob", key)
    return Item(message, (message,))


def lines(height: int) -> Lines:
    return Lines("14:05", "bob", ("line",) * height, Ink.SENDER, Ink.TEXT, False)


def check(shown: ShownRows) -> None:
    """Every line belongs to exactly one row, in order."""
    heights = [len(laid_out.text) for laid_out in shown.lines]
    expected = [place for place, height in enumerate(heights) for _ in range(height)]
    assert [shown.place_of_line(line) for line in range(shown.line_count)] == expected
    assert shown.line_count == len(expected)
    for place, shown_row in enumerate(shown.items):
        first, last = shown.span(place)
        assert shown.start(place) == first == expected.index(place)
        assert last - first + 1 == heights[place]
        assert shown.place_of_key(shown_row.row.key) == place


HEIGHTS = st.lists(st.integers(1, 5), max_size=12)


@given(HEIGHTS, HEIGHTS, st.integers(0, 30), st.integers(0, 30), st.integers(1, 5))
def test_rows_and_lines_stay_together(
    end: list[int], beginning: list[int], dropped: int, replaced: int, height: int
) -> None:
    shown = ShownRows()
    shown.extend([row(f"e{n}") for n in range(len(end))], [lines(h) for h in end])
    check(shown)
    shown.prepend([row(f"b{n}") for n in range(len(beginning))], [lines(h) for h in beginning])
    check(shown)
    if replaced < len(shown.items):
        shown.replace(replaced, shown.items[replaced], lines(height))
        check(shown)
    before = list(shown.items)
    assert shown.drop_first(dropped) == before[:dropped]
    assert shown.items == before[dropped:]
    check(shown)
    kept = shown.items[: max(0, len(shown.items) - dropped)]
    shown.drop_last(min(dropped, len(shown.items)))
    assert shown.items == kept
    check(shown)
    shown.splice(0, min(2, len(shown.items)), [row("s")], [lines(height)])
    check(shown)


def test_a_line_that_is_not_there_belongs_to_the_nearest_row() -> None:
    shown = ShownRows()
    assert shown.place_of_line(0) == 0
    shown.extend([row("a"), row("b")], [lines(1), lines(2)])
    assert shown.place_of_line(-1) == 0
    assert shown.place_of_line(99) == 1
    assert shown.place_of_key("gone") is None
