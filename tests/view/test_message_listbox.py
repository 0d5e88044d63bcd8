from __future__ import annotations

import tkinter

import pytest

from chat.view.message_lines import NOTES
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle, wait_until

pytestmark = pytest.mark.view


def top(view: MainWindow) -> int:
    view.root.update()
    return int(view.message_listbox.nearest(0))


def top_text(view: MainWindow) -> str:
    return str(view.message_listbox.get(top(view)))


def at_end(view: MainWindow) -> bool:
    view.root.update()
    return bool(view.message_listbox.yview()[1] >= 1.0)


def scroll_up(view: MainWindow, notches: int = 5) -> None:
    for _ in range(notches):
        view.message_listbox.event_generate("<Button-4>")
    view.root.update()


def new_button(view: MainWindow) -> str:
    """The button's label, "" while it is hidden."""
    button = view.pieces.messages.new_button
    view.root.update()
    return str(button.cget("text")) if button.winfo_ismapped() else ""


def click_line(view: MainWindow, line: int, *sequences: str, column: int = 2) -> None:
    listbox = view.pieces.messages.sheet.columns.columns[column]
    view.message_listbox.see(line)
    view.root.update()
    _, y, _, height = view.message_listbox.bbox(line)  # type: ignore[misc]
    for sequence in sequences:
        listbox.event_generate(sequence, x=5, y=y + height // 2)
    view.root.update()


CLICK = ("<ButtonPress-1>", "<ButtonRelease-1>")
DOUBLE = (*CLICK, *CLICK)  # Tk makes a double click of two at one time and place


# -- following the end ----------------------------------------------------------------------


def test_it_follows_the_end(view: MainWindow) -> None:
    view.show_messages(rows(100))
    assert at_end(view)
    view.append_messages(rows(3, first=100))
    assert at_end(view)
    assert new_button(view) == ""


def test_scrolled_up_it_stays_and_counts_what_is_new(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    scroll_up(view)
    before = top_text(view)
    view.append_messages(rows(2, first=100))
    view.append_messages(rows(1, first=102))

    assert top_text(view) == before
    assert new_button(view) == "↓ 3 new"


def test_joins_and_parts_are_not_counted_as_new(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    scroll_up(view)
    view.append_messages([MessageRow("e", "14:06", "", "bob has joined", RowKind.EVENT)])
    assert new_button(view) == ""


def test_the_button_jumps_to_the_end_and_goes(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    scroll_up(view)
    view.append_messages(rows(3, first=100))
    view.pieces.messages.new_button.invoke()

    assert at_end(view)
    assert new_button(view) == ""
    view.append_messages(rows(1, first=103))
    assert at_end(view)


def test_scrolling_back_down_follows_again(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    scroll_up(view)
    view.append_messages(rows(3, first=100))
    for _ in range(20):
        view.message_listbox.event_generate("<Button-5>")

    assert at_end(view)
    assert new_button(view) == ""
    view.append_messages(rows(1, first=103))
    assert at_end(view)


def test_showing_another_conversation_shows_its_end(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    scroll_up(view)
    view.append_messages(rows(3, first=100))
    view.show_messages(rows(80, "other {}"))

    assert at_end(view)
    assert new_button(view) == ""


@pytest.mark.parametrize("column", [0, 1, 2])
def test_the_wheel_works_anywhere_and_moves_all_columns(view: MainWindow, column: int) -> None:
    view.show_messages(rows(100))
    settle(view)
    columns = view.pieces.messages.sheet.columns.columns
    columns[column].event_generate("<Button-4>")
    view.root.update()

    tops = {listbox.nearest(0) for listbox in columns}
    assert len(tops) == 1
    assert not at_end(view)


def test_the_keyboard_moves_all_columns(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    press(view, view.message_listbox, "<Prior>", "<KeyRelease-Prior>")
    assert len({listbox.nearest(0) for listbox in view.pieces.messages.sheet.columns.columns}) == 1
    view.append_messages(rows(3, first=100))
    assert new_button(view) == "↓ 3 new"


# -- width ----------------------------------------------------------------------------------

LONG = "message {} " + "with a text that is so long that it needs several lines " * 6


def test_no_line_is_wider_than_the_column(view: MainWindow) -> None:
    view.show_messages(rows(20, LONG))
    settle(view)
    font = tkinter.font.nametofont("TkTextFont", root=view.root)
    room = view.message_listbox.winfo_width()
    lines = view.message_listbox.get(0, "end")

    assert len(lines) > 20
    assert all(font.measure(line) <= room for line in lines)


@pytest.mark.parametrize("size", ["640x480", "1300x700"])
def test_another_width_keeps_the_place(view: MainWindow, size: str) -> None:
    view.show_messages(rows(100, LONG))
    settle(view)
    scroll_up(view, 40)
    place = view.pieces.messages.sheet.shown.place_of_line(top(view))
    view.message_listbox.yview(view.pieces.messages.sheet.shown.start(place))
    before = view.message_listbox.size()
    view.root.geometry(size)
    view.root.update()
    settle(view)

    assert view.message_listbox.size() != before
    assert view.pieces.messages.sheet.shown.place_of_line(top(view)) == place
    assert top_text(view).startswith(f"message {place} ")


def test_another_width_while_following_shows_the_end(view: MainWindow) -> None:
    view.show_messages(rows(100, LONG))
    settle(view)
    view.root.geometry("640x480")
    view.root.update()
    settle(view)
    assert at_end(view)


def test_another_width_keeps_the_selection(view: MainWindow) -> None:
    view.show_messages(rows(30, LONG))
    settle(view)
    click_line(view, view.message_listbox.size() - 1, *CLICK)
    view.root.geometry("640x480")
    view.root.update()
    settle(view)
    assert [row.key for row in view.pieces.messages.selected()] == ["k29"]


def test_senders_have_less_room_in_a_narrow_window(view: MainWindow) -> None:
    view.show_messages([MessageRow("a", "14:05", "a-longer-nick", "hello")])
    settle(view)
    assert view.pieces.messages.shown()[0][1] == "a-longer-nick"
    view.root.geometry("520x400")
    view.root.update()
    settle(view)
    assert view.pieces.messages.shown()[0][1].endswith("…")


# -- what stands there ----------------------------------------------------------------------


def test_time_and_sender_stand_on_the_first_line(view: MainWindow) -> None:
    view.show_messages(rows(1, LONG))
    settle(view)
    first, *others = view.pieces.messages.shown()
    assert first[:2] == ("14:05", "nick0")
    assert others
    assert {line[:2] for line in others} == {("", "")}


def test_an_action_reads_as_a_sentence(view: MainWindow) -> None:
    view.show_messages([MessageRow("a", "14:05", "dave", "waves", RowKind.ACTION)])
    assert view.pieces.messages.shown() == [("14:05", "*", "dave waves")]


def test_a_notice_is_told_from_a_message(view: MainWindow) -> None:
    view.show_messages([MessageRow("a", "14:05", "lab", "tea is ready", RowKind.NOTICE)])
    assert view.pieces.messages.shown() == [("14:05", "-lab-", "tea is ready")]


def test_lines_of_one_message_stay_lines(view: MainWindow) -> None:
    view.show_messages([MessageRow("a", "14:05", "dave", "one\ntwo")])
    assert view.message_listbox.get(0, "end") == ("one", "two")


def test_a_very_long_message_is_shortened_and_can_be_read_whole(view: MainWindow) -> None:
    text = "word " * 20_000
    view.show_messages([MessageRow("a", "14:05", "dave", text), *rows(1)])
    settle(view)
    assert view.message_listbox.size() <= 61
    click_line(view, 3, *DOUBLE)
    wait_until(view, lambda: bool(_texts(view.root)), "a window shows the whole message")

    [shown] = _texts(view.root)
    assert shown.get("1.0", "end-1c").count("word") > 13_000


def _texts(widget: tkinter.Misc) -> list[tkinter.Text]:
    found = [child for child in widget.winfo_children() if isinstance(child, tkinter.Text)]
    return found + [text for child in widget.winfo_children() for text in _texts(child)]


# -- states ---------------------------------------------------------------------------------


def test_a_pending_message_is_dimmed_until_it_arrives(view: MainWindow) -> None:
    row = MessageRow("own", "14:05", "alice", "hello", own=True, state=RowState.PENDING)
    view.append_messages([*rows(2), row])
    palette = view.pieces.messages.sheet.palette
    assert view.message_listbox.itemcget(2, "foreground") == palette.muted

    view.update_message(MessageRow("own", "14:06", "alice", "hello", own=True))
    assert view.message_listbox.itemcget(2, "foreground") in ("", palette.text)
    assert view.pieces.messages.shown()[2] == ("14:06", "alice", "hello")


def test_a_failed_message_says_so_and_those_below_keep_their_place(view: MainWindow) -> None:
    view.append_messages(rows(3))
    view.update_message(MessageRow("k1", "14:05", "nick1", "message 1", state=RowState.FAILED))
    view.update_message(MessageRow("k2", "14:05", "nick2", "changed below"))

    assert view.message_listbox.get(0, "end") == (
        "message 0",
        "message 1",
        NOTES[RowState.FAILED],
        "changed below",
    )
    danger = view.pieces.messages.sheet.palette.danger
    assert view.message_listbox.itemcget(1, "foreground") == danger


@pytest.mark.parametrize("state", [RowState.WAITING, RowState.UNCERTAIN])
def test_a_message_that_is_not_settled_says_why(view: MainWindow, state: RowState) -> None:
    view.append_messages([MessageRow("k1", "14:05", "me", "hello", state=state, own=True)])
    assert view.message_listbox.get(0, "end") == ("hello", NOTES[state])
    muted = view.pieces.messages.sheet.palette.muted
    assert view.message_listbox.itemcget(0, "foreground") == muted


def test_an_update_of_an_unknown_message_changes_nothing(view: MainWindow) -> None:
    view.append_messages(rows(2))
    view.update_message(MessageRow("gone", "14:05", "x", "y"))
    assert view.message_listbox.get(0, "end") == ("message 0", "message 1")


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_double_click_on_a_failed_message_retries(
    view: MainWindow, intents: FakeIntents, column: int
) -> None:
    view.append_messages([MessageRow("f", "14:05", "alice", "lost", state=RowState.FAILED)])
    click_line(view, 0, *DOUBLE, column=column)
    assert intents.calls == [("on_retry", "f")]


def test_the_menu_retries_too(view: MainWindow, intents: FakeIntents) -> None:
    row = MessageRow("f", "14:05", "alice", "lost", state=RowState.FAILED)
    view.append_messages([row])
    click_line(view, 0, *CLICK)
    menu = view.pieces.messages.menu
    menu.fill(row)
    menu.menu.invoke("Send again")
    assert intents.calls == [("on_retry", "f")]


def test_a_message_that_arrived_is_not_retried(view: MainWindow, intents: FakeIntents) -> None:
    view.append_messages(rows(1))
    click_line(view, 0, *DOUBLE)
    assert intents.calls == []


# -- selection ------------------------------------------------------------------------------


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_click_selects_the_whole_message_in_all_columns(view: MainWindow, column: int) -> None:
    view.show_messages(rows(5, LONG))
    settle(view)
    first, last = view.pieces.messages.sheet.shown.span(2)
    assert last > first
    click_line(view, first + 1, *CLICK, column=column)

    for listbox in view.pieces.messages.sheet.columns.columns:
        assert listbox.curselection() == tuple(range(first, last + 1))


def test_copy_takes_the_text_of_one_message(view: MainWindow) -> None:
    view.show_messages(rows(5, LONG))
    settle(view)
    click_line(view, 1, *CLICK)
    view.message_listbox.event_generate("<<Copy>>")
    assert view.root.clipboard_get() == LONG.format(0)


def test_copy_of_several_says_who_and_when(view: MainWindow) -> None:
    view.show_messages(rows(5))
    settle(view)
    click_line(view, 1, *CLICK)
    click_line(view, 2, "<Shift-ButtonPress-1>", "<ButtonRelease-1>")
    view.message_listbox.event_generate("<<Copy>>")
    assert view.root.clipboard_get() == ("[14:05] nick1: message 1\n[14:05] nick2: message 2")


# -- many -----------------------------------------------------------------------------------


def test_a_hundred_thousand_messages_are_shown_and_the_earlier_ones_come_when_wanted(
    view: MainWindow,
) -> None:
    view.show_messages(rows(100_000))
    settle(view)
    assert at_end(view)
    assert view.message_listbox.get("end") == "message 99999"

    view.message_listbox.yview(0)
    first = top_text(view)
    view.message_listbox.event_generate("<Button-4>")
    assert top_text(view) == first  # what one reads stays where it is
    assert view.message_listbox.get(0) == "message 98000"

    view.append_messages(rows(1, first=100_000))
    assert new_button(view) == "↓ 1 new"
    view.root.geometry("640x480")
    view.root.update()
    settle(view)
    assert top_text(view) == first


def test_the_very_first_message_can_be_reached(view: MainWindow) -> None:
    view.show_messages(rows(5_000))
    settle(view)
    for _ in range(10):
        view.message_listbox.yview(0)
        view.message_listbox.event_generate("<Button-4>")
        view.root.update()
    assert view.message_listbox.get(0) == "message 0"
    assert view.message_listbox.size() == 5_000


def test_a_long_evening_does_not_fill_the_listboxes(view: MainWindow) -> None:
    for start in range(0, 12_000, 50):
        view.append_messages(rows(50, first=start))
    assert view.message_listbox.size() <= 3_500
    assert view.message_listbox.get("end") == "message 11999"
    assert len(view.pieces.messages.all_rows()) == 12_000


def test_a_great_batch_arrives_at_once(view: MainWindow) -> None:
    view.append_messages(rows(10))
    view.append_messages(rows(50_000, first=10))
    assert at_end(view)
    assert view.message_listbox.get("end") == "message 50009"
    assert len(view.pieces.messages.all_rows()) == 50_010


def test_of_a_flood_only_what_can_be_seen_is_laid_out_and_the_rest_is_above(
    view: MainWindow,
) -> None:
    settle(view)
    for start in range(0, 2_000, 400):
        view.append_messages(rows(400, first=start))
        assert at_end(view)
    assert view.message_listbox.size() < 200
    assert view.message_listbox.get("end") == "message 1999"
    for _ in range(10):
        view.message_listbox.yview(0)
        view.message_listbox.event_generate("<Button-4>")
        view.root.update()
    assert list(view.message_listbox.get(0, "end")) == [f"message {n}" for n in range(2_000)]


def test_of_a_flood_of_long_lines_no_more_is_laid_out(view: MainWindow) -> None:
    view.show_messages([])
    words = "words and words " * 250
    view.append_messages([MessageRow(str(n), "10:00", "bob", words) for n in range(500)])
    view.root.update()
    messages = view.pieces.messages
    assert messages.sheet.shown.line_count < 400
    assert messages.message_listbox.yview()[1] == 1.0
    assert len(messages.all_rows()) == 500


def test_a_window_that_grows_after_a_flood_is_full(view: MainWindow) -> None:
    view.root.geometry("640x320")
    settle(view)
    view.append_messages(rows(2_000))
    view.root.geometry("640x2400")
    settle(view)
    assert view.message_listbox.size() > 2_400 // 30
    assert at_end(view)
    assert view.message_listbox.yview()[0] > 0.0


def test_a_flood_leaves_what_is_selected(view: MainWindow) -> None:
    view.append_messages(rows(10))
    settle(view)
    click_line(view, 3, *CLICK)
    view.append_messages(rows(500, first=10))
    assert [row.key for row in view.pieces.messages.selected()] == ["k3"]


def test_an_earlier_message_that_is_not_in_the_listboxes_is_updated(view: MainWindow) -> None:
    view.show_messages(rows(2_000))
    view.update_message(MessageRow("k990", "14:05", "nick", "changed"))
    view.message_listbox.yview(0)
    view.message_listbox.event_generate("<Button-4>")
    assert view.message_listbox.get(990) == "changed"


# -- context menu ---------------------------------------------------------------------------


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_right_click_opens_the_menu_of_the_message_under_it(
    view: MainWindow, column: int
) -> None:
    view.show_messages(rows(5))
    settle(view)
    click_line(view, 3, "<ButtonPress-3>", column=column)
    menu = view.pieces.messages.menu.menu
    wait_until(view, lambda: bool(menu.winfo_ismapped()), "the menu is open")
    menu.invoke("Copy")
    menu.unpost()

    assert [row.key for row in view.pieces.messages.selected()] == ["k3"]
    assert view.root.clipboard_get() == "message 3"


def test_a_right_click_on_a_selection_keeps_it(view: MainWindow) -> None:
    view.show_messages(rows(5))
    settle(view)
    click_line(view, 1, *CLICK)
    click_line(view, 2, "<Shift-ButtonPress-1>", "<ButtonRelease-1>")
    click_line(view, 2, "<ButtonPress-3>")
    view.pieces.messages.menu.menu.unpost()
    assert [row.key for row in view.pieces.messages.selected()] == ["k1", "k2"]


def test_the_keyboard_opens_the_menu_too(view: MainWindow) -> None:
    view.show_messages(rows(5))
    settle(view)
    click_line(view, 1, *CLICK)
    press(view, view.message_listbox, "<Shift-F10>")
    menu = view.pieces.messages.menu.menu
    wait_until(view, lambda: bool(menu.winfo_ismapped()), "the menu is open")
    menu.unpost()


def test_the_menu_offers_what_can_be_done_with_a_message(view: MainWindow) -> None:
    failed = MessageRow("f", "14:05", "alice", "lost", state=RowState.FAILED)
    long = MessageRow("l", "14:05", "alice", "word " * 5_000)
    view.show_messages([*rows(1), failed, long])
    menu = view.pieces.messages.menu

    def offered(row: MessageRow) -> list[str]:
        menu.fill(row)
        end = menu.menu.index("end")
        assert end is not None
        return [
            str(menu.menu.entrycget(place, "label"))
            for place in range(end + 1)
            if menu.menu.type(place) != "separator"
        ]

    last = ["Mark unread from here", "Details", "Edit…", "Delete…"]
    assert offered(rows(1)[0]) == ["Reply", "React", "Copy", *last]
    assert offered(failed) == ["Reply", "React", "Send again", "Copy", *last]
    assert offered(long) == ["Reply", "React", "Copy", "Read all of it…", *last]


def test_an_empty_list_has_no_menu_and_copies_nothing(view: MainWindow) -> None:
    view.root.clipboard_clear()
    view.root.clipboard_append("before")
    view.message_listbox.event_generate("<ButtonPress-3>", x=5, y=5)
    view.message_listbox.event_generate("<<Copy>>")
    view.root.update()
    assert not view.pieces.messages.menu.menu.winfo_ismapped()
    assert view.root.clipboard_get() == "before"
