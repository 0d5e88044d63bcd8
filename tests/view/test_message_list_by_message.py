"""The message list by message: groups, days, folded comings and goings, keyboard, links."""

from __future__ import annotations

import pytest

from chat.view.message_widths import NARROW_CHARACTERS
from chat.view.ports import MessageRow, Moved, Movement, RowKind
from chat.view.text_window import TextWindow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle, wait_until
from tests.view.test_message_listbox import CLICK, DOUBLE, click_line, scroll_up, top_text

pytestmark = pytest.mark.view

LINK = "https://example.org/page"


def joined(number: int, day: str = "") -> MessageRow:
    movement = Movement(Moved.JOINED, f"nick{number}")
    text = f"nick{number} joined"
    return MessageRow(f"j{number}", "14:05", "", text, RowKind.EVENT, day=day, movement=movement)


def said(key: str, text: str, sender: str = "bob", day: str = "") -> MessageRow:
    return MessageRow(key, "14:05", sender, text, day=day)


def selected_keys(view: MainWindow) -> list[str]:
    return [row.key for row in view.pieces.messages.selected()]


def test_who_and_when_stand_once_over_a_group(view: MainWindow) -> None:
    view.show_messages([said("a", "one"), said("b", "two"), said("c", "three", "ann")])
    assert view.pieces.messages.shown() == [
        ("14:05", "bob", "one"),
        ("", "", "two"),
        ("", "ann", "three"),
    ]


def test_a_day_is_named_between_messages_and_cannot_be_chosen(view: MainWindow) -> None:
    view.show_messages([said("a", "one", day="Monday"), said("b", "two", day="Tuesday")])
    settle(view)
    assert view.message_listbox.get(0, "end") == ("Monday", "one", "Tuesday", "two")
    palette = view.pieces.messages.sheet.palette
    assert view.message_listbox.itemcget(2, "background") == palette.surface
    click_line(view, 2, *CLICK)
    assert selected_keys(view) == []
    press(view, view.message_listbox, "<Up>", "<Down>")
    assert selected_keys(view) == ["b"]


def test_comings_fold_into_one_line_as_they_happen(view: MainWindow) -> None:
    view.show_messages([said("a", "hello")])
    for number in range(3):
        view.append_messages([joined(number)])
    assert view.message_listbox.get(0, "end") == ("hello", "▸ nick0, nick1 and nick2 joined")
    view.append_messages([joined(3), said("b", "welcome")])
    assert view.message_listbox.get(1, "end") == ("▸ nick0, nick1 and 2 others joined", "welcome")
    assert [row.key for row in view.pieces.messages.all_rows()] == [
        "a",
        "j0",
        "j1",
        "j2",
        "j3",
        "b",
    ]


@pytest.mark.parametrize("how", ["double click", "enter", "menu"])
def test_a_summary_unfolds_and_folds_again(view: MainWindow, how: str) -> None:
    view.show_messages([said("a", "hello"), joined(0), joined(1), said("b", "welcome")])
    settle(view)
    folded = view.message_listbox.get(0, "end")

    def toggle() -> None:
        if how == "double click":
            click_line(view, 1, *DOUBLE)
            return
        click_line(view, 1, *CLICK)
        if how == "enter":
            press(view, view.message_listbox, "<Return>")
        else:
            menu = view.pieces.messages.menu
            menu.fill(view.pieces.messages.selected()[0])
            menu.menu.invoke(1)

    toggle()
    shown = [line.strip() for line in view.message_listbox.get(0, "end")]
    assert shown == ["hello", "▾ nick0 and nick1 joined", "nick0 joined", "nick1 joined", "welcome"]
    view.append_messages([joined(2)])
    click_line(view, 0, *CLICK)  # elsewhere: the next is no third click
    toggle()
    assert view.message_listbox.get(0, "end") == (*folded, "nick2 joined")


def test_an_unfolded_summary_at_the_end_goes_on(view: MainWindow) -> None:
    view.show_messages([said("a", "hello", day="Monday"), joined(0, "Monday"), joined(1, "Monday")])
    settle(view)
    click_line(view, 2, *DOUBLE)
    view.append_messages([joined(2, "Monday")])
    shown = [line.strip() for line in view.message_listbox.get(0, "end")]
    assert shown[2:] == [
        "▾ nick0, nick1 and nick2 joined",
        "nick0 joined",
        "nick1 joined",
        "nick2 joined",
    ]


def test_an_earlier_page_takes_up_the_group_and_the_day_below(view: MainWindow) -> None:
    talk = [said(f"k{n}", f"message {n}", day="Monday") for n in range(2_500)]
    view.show_messages(talk)
    settle(view)
    assert view.message_listbox.get(0) == "Monday"
    view.message_listbox.yview(1)
    first = top_text(view)
    scroll_up(view, 1)
    assert top_text(view) in (first, "message 1499", "message 1498", "message 1497")
    lines = view.pieces.messages.shown()
    assert [line for line in lines if line[1] or line[0]] == [("14:05", "bob", "message 500")]
    assert [text for _, _, text in lines].count("Monday") == 1


def test_up_and_down_go_through_messages_whatever_their_lines(view: MainWindow) -> None:
    long = "word " * 200
    view.show_messages([said("a", long), said("b", long), said("c", "short")])
    settle(view)
    click_line(view, 0, *CLICK)
    press(view, view.message_listbox, "<Down>")
    assert selected_keys(view) == ["b"]
    press(view, view.message_listbox, "<Shift-Down>")
    assert selected_keys(view) == ["b", "c"]
    press(view, view.message_listbox, "<Down>")
    assert selected_keys(view) == ["b", "c"]
    press(view, view.message_listbox, "<Up>", "<Up>", "<Up>")
    assert selected_keys(view) == ["a"]


def test_enter_opens_what_can_be_done_with_a_message(view: MainWindow) -> None:
    view.show_messages(rows(3))
    settle(view)
    click_line(view, 1, *CLICK)
    press(view, view.message_listbox, "<Return>")
    menu = view.pieces.messages.menu.menu
    wait_until(view, lambda: bool(menu.winfo_ismapped()), "the menu is open")
    menu.invoke("Copy")
    menu.unpost()
    assert view.root.clipboard_get() == "message 1"


def test_a_link_is_marked_and_opened_with_the_pointer(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.show_messages([said("a", "no link"), said("b", f"see {LINK}.")])
    settle(view)
    palette = view.pieces.messages.sheet.palette
    assert view.message_listbox.itemcget(1, "foreground") == palette.accent
    click_line(view, 1, "<Control-ButtonPress-1>")
    click_line(view, 0, "<Control-ButtonPress-1>", "<ButtonRelease-1>")
    click_line(view, 1, *DOUBLE)
    assert intents.named("on_open_link") == [(LINK,), (LINK,)]


def test_the_pointer_shows_what_can_be_opened(view: MainWindow) -> None:
    view.show_messages([said("a", "no link"), said("b", LINK)])
    settle(view)
    for line, cursor in ((1, "hand2"), (0, "")):
        click_line(view, line, "<Motion>")
        assert str(view.message_listbox.cget("cursor")) == cursor


def test_links_and_details_by_the_menu(view: MainWindow, intents: FakeIntents) -> None:
    row = said("a", f"{LINK} and {LINK}/2")
    view.show_messages([row])
    menu = view.pieces.messages.menu
    menu.fill(row)
    menu.menu.invoke("Open link example.org/page/2")
    menu.menu.invoke("Copy link example.org/page")
    menu.menu.invoke("Details")
    assert intents.calls == [("on_open_link", f"{LINK}/2"), ("on_show_details", "a")]
    assert view.root.clipboard_get() == LINK


def test_the_sender_column_is_as_wide_as_its_names(view: MainWindow) -> None:
    narrow, wide = [said("a", "hi", "ann")], [said("b", "hi", "a-longer-nick")]
    widths = []
    for talk in (narrow, wide, narrow):
        view.show_messages(talk)
        settle(view)
        widths.append(view.pieces.messages.sheet.columns.sender.winfo_width())
        assert view.pieces.messages.shown()[0][1] == talk[0].sender
    assert widths[0] == widths[2] < widths[1]


def test_a_longer_name_that_comes_in_gets_its_room(view: MainWindow) -> None:
    view.show_messages([said("a", "word " * 100, "ann")])
    settle(view)
    view.append_messages([said("b", "hi", "a" * NARROW_CHARACTERS)])
    settle(view)
    assert view.pieces.messages.shown()[-1][1] == "a" * NARROW_CHARACTERS
    room = view.pieces.messages.sheet.columns.text_width()
    assert room == view.pieces.messages.sheet.widths.measure.text_width


def test_a_message_that_changes_sits_right_with_the_one_below(view: MainWindow) -> None:
    view.show_messages([said("a", "one"), said("b", "two")])
    view.update_message(MessageRow("a", "14:04", "ann", "one"))
    assert view.pieces.messages.shown() == [("14:04", "ann", "one"), ("14:05", "bob", "two")]


def test_a_folded_row_that_changes_stays_folded(view: MainWindow) -> None:
    view.show_messages([joined(0), joined(1)])
    view.update_message(joined(1))
    assert view.message_listbox.get(0, "end") == ("▸ nick0 and nick1 joined",)


def test_a_text_to_read_is_shown_in_a_window(view: MainWindow) -> None:
    view.show_text("Message", "From: bob\x07")
    [window] = [child for child in view.root.winfo_children() if isinstance(child, TextWindow)]
    assert "From: bob" in window.text.get("1.0", "end")
