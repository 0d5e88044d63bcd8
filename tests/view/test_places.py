"""The message list around a place: shown, read on from, left; what one reads never moves."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.view.ports import Moved, Movement
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle
from tests.view.test_message_listbox import new_button, scroll_up

pytestmark = pytest.mark.view


def scroll_down(view: MainWindow, notches: int = 5) -> None:
    for _ in range(notches):
        view.message_listbox.event_generate("<Button-5>")
    view.root.update()


def at(view: MainWindow, y: int = 5) -> str:
    view.root.update()
    row = view.pieces.messages.row_at(y)
    assert row is not None
    return row.key


def go(view: MainWindow, count: int = 200, key: str = "k100") -> None:
    view.show_messages(rows(50, first=1000))
    view.root.update()
    view.places.show_around(rows(count), key, newest=False)
    view.root.update()


def test_the_message_is_selected_and_in_view(view: MainWindow) -> None:
    go(view)
    messages = view.pieces.messages
    assert [row.key for row in messages.selected()] == ["k100"]
    line = messages.sheet.shown.start(messages.sheet.shown.place_of_key("k100") or 0)
    assert messages.message_listbox.bbox(line)
    assert new_button(view) == "↓ Jump to newest"


def test_new_messages_are_counted_on_the_button(view: MainWindow) -> None:
    go(view)
    view.places.count_new(2)
    assert new_button(view) == "↓ 2 new"


def test_the_button_and_the_menu_ask_for_the_newest(view: MainWindow, intents: FakeIntents) -> None:
    go(view)
    view.pieces.messages.new_button.invoke()
    press(view, view.entry_field, "<Alt-End>")
    assert intents.places.calls == ["on_jump_to_newest"] * 2
    view.show_messages(rows(50, first=1000))
    view.root.update()
    assert new_button(view) == ""
    view.pieces.messages.show_end()
    assert len(intents.places.calls) == 2


def test_at_the_bottom_more_is_asked_for_and_the_end_is_not_followed(
    view: MainWindow, intents: FakeIntents
) -> None:
    go(view)
    scroll_down(view)
    assert intents.places.calls == []
    scroll_down(view, 60)
    assert set(intents.places.calls) == {"on_scrolled_to_bottom"}
    reading = at(view)
    view.places.refresh(rows(400), newest=False)
    assert at(view) == reading


def test_at_the_top_older_ones_are_asked_for(view: MainWindow, intents: FakeIntents) -> None:
    go(view)
    scroll_up(view, 60)
    assert intents.named("on_scrolled_to_top")
    reading = at(view)
    view.places.refresh(rows(400, first=-200), newest=False)
    assert at(view) == reading


def test_what_is_selected_stays_and_the_keyboard_goes_on_from_there(view: MainWindow) -> None:
    go(view)
    view.places.refresh(rows(400, first=-200), newest=False)
    messages = view.pieces.messages
    assert [row.key for row in messages.selected()] == ["k100"]
    press(view, view.message_listbox, "<Down>")
    assert [row.key for row in messages.selected()] == ["k101"]


def test_grown_into_the_newest_the_end_is_followed_again(view: MainWindow) -> None:
    go(view)
    scroll_down(view, 10)
    reading = at(view)
    view.places.refresh(rows(300), newest=True)
    assert at(view) == reading
    assert new_button(view) == ""
    scroll_down(view, 200)
    view.append_messages(rows(1, first=300))
    view.root.update()
    assert view.message_listbox.yview()[1] == 1.0
    assert new_button(view) == ""


def test_a_message_among_the_newest_is_shown_in_its_place(view: MainWindow) -> None:
    view.places.show_around(rows(3000), "k200", newest=True)
    view.root.update()
    messages = view.pieces.messages
    assert [row.key for row in messages.selected()] == ["k200"]
    assert new_button(view) == ""
    view.append_messages(rows(1, first=3000))
    assert new_button(view) == "↓ 1 new"
    assert len(messages.all_rows()) == 3001


def test_a_place_that_is_gone_shows_the_rows(view: MainWindow) -> None:
    view.places.show_around([], "k1", newest=False)
    view.places.refresh([], newest=False)
    view.places.show_around(rows(5), "nothing", newest=False)
    assert len(view.pieces.messages.all_rows()) == 5


def test_rows_far_above_are_let_go_of(view: MainWindow) -> None:
    view.show_messages(rows(3000))
    view.places.keep_newest(1500)
    messages = view.pieces.messages
    assert [row.key for row in messages.all_rows()] == [f"k{n}" for n in range(1500, 3000)]
    view.places.keep_newest(10)
    assert len(messages.all_rows()) == 1000


def test_where_one_reads_can_be_found_again(view: MainWindow) -> None:
    view.show_messages(rows(300))
    settle(view)
    assert view.places.reading_at() == ""  # the end is followed
    go(view, key="k40")
    reading = view.places.reading_at()
    top = at(view)
    view.show_messages(rows(300))
    settle(view)
    assert at(view) != top
    assert view.places.reveal(reading)
    view.root.update()
    assert at(view) == top
    view.show_messages([])
    assert view.places.reading_at() == ""


def keys(view: MainWindow) -> list[str]:
    return [row.key for row in view.pieces.messages.all_rows()]


def test_the_last_rows_take_another_order_at_the_end_that_is_followed(view: MainWindow) -> None:
    view.show_messages(rows(100))
    *others, mine, bobs = view.pieces.messages.all_rows()
    view.places.replace_last([bobs, replace(mine, day="another day")])
    view.root.update()
    assert keys(view)[-3:] == [others[-1].key, bobs.key, mine.key]
    assert view.pieces.messages.follows_end()
    texts = [text for _, _, text in view.pieces.messages.shown()]
    assert texts[-2:] == ["another day", mine.text]
    view.places.replace_last([replace(mine, day=bobs.day)])
    assert [text for _, _, text in view.pieces.messages.shown()][-2:] == [bobs.text, mine.text]


def test_who_reads_above_or_has_one_selected_sees_nothing_jump(view: MainWindow) -> None:
    view.show_messages(rows(100))
    view.root.update()
    scroll_up(view, 2)
    first, *last = view.pieces.messages.all_rows()[-5:]
    place = view.pieces.messages.sheet.shown.place_of_key(first.key)
    view.pieces.messages.sheet.select([place or 0])
    reading, end = at(view), at(view, view.message_listbox.winfo_height() - 5)
    view.places.replace_last([*last, first])
    view.root.update()
    assert at(view) == reading
    assert end in keys(view)
    assert [row.key for row in view.pieces.messages.selected()] == [first.key]


def test_a_row_among_the_comings_and_goings_takes_its_place(view: MainWindow) -> None:
    said = rows(4)
    came = [
        replace(row, key=f"in {row.key}", text="came", movement=Movement(Moved.JOINED, f"n{at}"))
        for at, row in enumerate(rows(3))
    ]
    view.show_messages([said[0], *came[:2], said[1], came[2]])
    sheet = view.pieces.messages.sheet
    sheet.toggle(sheet.shown.place_of_key(came[0].key) or 0)
    view.places.replace_last([came[1], came[2], said[1]])
    assert keys(view) == [said[0].key, *(row.key for row in came), said[1].key]


def test_rows_that_are_not_laid_out_are_put_in_order_too(view: MainWindow) -> None:
    view.show_messages(rows(3000))
    everything = view.pieces.messages.all_rows()
    assert view.pieces.messages.sheet.shown.place_of_key(everything[0].key) is None
    view.places.replace_last([*everything[1:], everything[0]])
    assert keys(view) == [row.key for row in (*everything[1:], everything[0])]
