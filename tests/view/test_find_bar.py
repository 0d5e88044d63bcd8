"""The bar in which a text is looked for, and the mark on the rows that have it."""

from __future__ import annotations

import pytest

from chat.view.palette import contrast
from chat.view.ports import MessageRow, RowKind
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, type_text

pytestmark = pytest.mark.view

ROWS = [
    MessageRow("a", "10:00", "bob", "Hello there"),
    MessageRow("b", "10:01", "ann", "nothing"),
    MessageRow("c", "10:02", "", "hello joined", kind=RowKind.EVENT),
    MessageRow("d", "10:03", "bob", "again HELLO", mention=True),
    MessageRow("e", "10:04", "bob", "see https://example.org/hello"),
]


def grounds(view: MainWindow) -> list[str]:
    listbox = view.message_listbox
    return [str(listbox.itemcget(line, "background")) for line in range(int(listbox.size()))]


def test_it_opens_and_reports_what_is_typed(view: MainWindow, intents: FakeIntents) -> None:
    bar = view.pieces.finding
    assert not bar.winfo_ismapped()
    press(view, view.entry_field, "<Control-f>", "<F3>", "<Shift-F3>")
    assert intents.finding.calls == [("on_open",), ("on_step", 1), ("on_step", -1)]
    view.finding.open()
    view.root.update()
    assert bar.winfo_ismapped()
    type_text(view, bar.entry, "hi")
    assert intents.finding.calls[-1] == ("on_typed", "hi")
    press(view, bar.entry, "<Return>", "<Shift-Return>", "<Escape>")
    assert intents.finding.calls[-3:] == [("on_step", 1), ("on_step", -1), ("on_close",)]
    view.finding.close()
    view.finding.open()
    assert intents.finding.calls[-1] == ("on_typed", "hi")


def test_it_says_which_of_how_many(view: MainWindow, intents: FakeIntents) -> None:
    bar = view.pieces.finding
    view.finding.open()
    assert bar.up.instate(["disabled"])
    view.finding.show_count("3 of 17", found=True)
    assert bar.count.cget("text") == "3 of 17"
    bar.up.invoke()
    bar.down.invoke()
    assert intents.finding.calls == [("on_step", 1), ("on_step", -1)]
    view.finding.show_count("Not found", found=False)
    assert bar.up.instate(["disabled"])
    bar.close_button.invoke()
    assert intents.finding.calls[-1] == ("on_close",)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_rows_that_have_it_are_marked_and_readable(view: MainWindow, mode: str) -> None:
    view.set_theme(mode)
    view.show_messages(ROWS)
    before = grounds(view)
    view.finding.highlight("hello")
    palette = view.pieces.messages.sheet.palette
    assert [ground == palette.match for ground in grounds(view)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert contrast(palette.match_text, palette.match) >= 4.5
    view.append_messages([MessageRow("f", "10:05", "ann", "hello from now")])
    assert grounds(view)[-1] == palette.match
    view.finding.highlight("")
    assert grounds(view)[:-1] == before


def test_over_the_end_of_a_line_it_is_marked_on_both(view: MainWindow) -> None:
    words = "word " * 60
    view.show_messages([MessageRow("a", "10:00", "bob", words)])
    view.root.update()
    view.finding.highlight(words.strip())
    palette = view.pieces.messages.sheet.palette
    assert set(grounds(view)) == {palette.match}
    assert len(grounds(view)) > 1


def test_many_rows_are_marked_at_once(view: MainWindow) -> None:
    view.show_messages(rows(900))
    view.finding.highlight("message")
    view.finding.highlight("message 89")
    palette = view.pieces.messages.sheet.palette
    assert grounds(view).count(palette.match) == 11
