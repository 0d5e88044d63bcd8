"""The window with a table: columns fit their words, and it scrolls only where it must."""

from __future__ import annotations

import tkinter
from tkinter import font as tkfont

import pytest
from msgspec.structs import replace

from chat.view.ports import TableRow
from chat.view.table_window import TableWindow
from chat.view.window import MainWindow
from tests.view.conftest import settle
from tests.view.gallery import CHANNELS, TRUSTED

pytestmark = pytest.mark.view


def opened(view: MainWindow) -> TableWindow:
    window = view.dialogs.table
    assert window is not None
    window.update()
    settle(view)
    return window


def test_each_column_but_the_last_has_room_for_its_words(view: MainWindow) -> None:
    view.show_table(TRUSTED)
    window = opened(view)
    measure = tkfont.nametofont("TkDefaultFont", root=window).measure
    for number, name in enumerate(window.tree.cget("columns")[:-1]):
        widest = max(measure(row.cells[number]) for row in TRUSTED.rows)
        assert window.tree.column(name, "width") >= widest + 10
    assert window.tree.column("2", "width") >= 140


def test_a_width_that_the_person_gave_stays(view: MainWindow) -> None:
    view.show_table(CHANNELS)
    window = opened(view)
    window.tree.column("0", width=222)
    view.show_table(replace(CHANNELS, rows=[*CHANNELS.rows, TableRow("x", ("#x", "1", ""))]))
    assert window.tree.column("0", "width") == 222


def test_a_table_that_was_empty_is_fitted_when_rows_come(view: MainWindow) -> None:
    view.show_table(replace(CHANNELS, rows=[]))
    window = opened(view)
    before = window.tree.column("0", "width")
    long = TableRow("x", ("#a-channel-with-quite-a-long-name", "1", ""))
    view.show_table(replace(CHANNELS, rows=[long]))
    assert window.tree.column("0", "width") > before


def test_the_scrollbar_shows_only_where_there_is_more(view: MainWindow) -> None:
    view.show_table(CHANNELS)
    assert not opened(view)._scrollbar.winfo_ismapped()
    rows = [TableRow(str(number), (f"#{number}", "1", "")) for number in range(60)]
    view.show_table(replace(CHANNELS, rows=rows))
    assert opened(view)._scrollbar.winfo_ismapped()


def test_what_a_cell_has_no_room_for_is_said_over_it(view: MainWindow) -> None:
    view.show_table(TRUSTED)
    window = opened(view)
    assert tip_over(window, "0", "#3") == TRUSTED.rows[0].cells[2]
    assert tip_over(window, "0", "#1") == ""
    assert tip_over(window, "1", "#3") == ""
    assert tip_over(window, "", "#1") == ""


def tip_over(window: TableWindow, item: str, column: str) -> str:
    """What is said over the middle of a cell; over the free space below all where it is none."""
    box = window.tree.bbox(item, column) if item else (9, 300, 1, 1)
    x, y, width, height = map(int, box)
    event: tkinter.Event[tkinter.Misc] = tkinter.Event()
    event.x, event.y = x + width // 2, y + height // 2
    return window.tip_at(event)


def test_what_has_no_room_ends_in_an_ellipsis_and_shows_when_there_is(view: MainWindow) -> None:
    view.show_table(CHANNELS)
    window = opened(view)
    topic = CHANNELS.rows[0].cells[2]
    shown = str(window.tree.set("0", "2"))
    assert shown.endswith("…")
    assert topic.startswith(shown[:-1])
    window.geometry("1200x500")
    window.update()
    assert window.tree.set("0", "2") == topic
    window.tree.column("2", width=150, stretch=False)
    window.tree.event_generate("<ButtonRelease-1>", x=5, y=5)
    window.update()
    assert str(window.tree.set("0", "2")).endswith("…")


def test_right_to_left_words_stand_in_the_order_in_which_they_are_drawn(view: MainWindow) -> None:
    view.show_table(replace(CHANNELS, rows=[TableRow("x", ("#x", "1", "\u05d0\u05d1"))]))
    assert opened(view).tree.set("0", "2") == "\u05d1\u05d0"
