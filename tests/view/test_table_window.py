"""The window with a table: columns fit their words, and it scrolls only where it must."""

from __future__ import annotations

from dataclasses import replace
from tkinter import font as tkfont

import pytest

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
