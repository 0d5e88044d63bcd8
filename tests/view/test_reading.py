"""The line before what is new, seeing the end, and marking unread, in the real window."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.view.ports import RowKind
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, wait_until

pytestmark = pytest.mark.view

NEW = "New since 14:05"


def marked(count: int, at: int) -> list[object]:
    shown = rows(count)
    shown[at] = replace(shown[at], divider=NEW)
    return list(shown)


def test_the_line_stands_before_its_message_and_is_none_itself(view: MainWindow) -> None:
    view.show_messages(marked(4, 2))  # type: ignore[arg-type]
    texts = [line[2] for line in view.pieces.messages.shown()]
    assert texts == ["message 0", "message 1", NEW, "message 2", "message 3"]
    messages = view.pieces.messages
    place = next(
        at for at, item in enumerate(messages.sheet.shown.items) if item.row.kind is RowKind.NEW
    )
    messages.sheet.select([place])
    assert messages.selected() == []
    assert len(messages.all_rows()) == 4


def test_the_line_stays_when_its_message_changes_and_when_more_come(view: MainWindow) -> None:
    view.show_messages(marked(4, 2))  # type: ignore[arg-type]
    view.update_message(replace(rows(4)[2], text="changed", divider=NEW))
    view.prepend_messages(rows(2, first=50))
    view.append_messages(rows(1, first=90))
    texts = [line[2] for line in view.pieces.messages.shown()]
    assert texts[2:] == ["message 0", "message 1", NEW, "changed", "message 3", "message 90"]


def test_the_end_is_seen_while_it_is_in_view_and_the_window_has_the_focus(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.show_messages(rows(200))
    view.entry_field.focus_force()
    wait_until(view, view.reading.has_focus, "the window has the focus")
    assert view.reading.sees_end()
    assert intents.reading.seen > 0
    view.message_listbox.event_generate("<Button-4>")
    view.root.update()
    assert not view.reading.sees_end()
    before = intents.reading.seen
    view.pieces.messages.new_button.invoke()
    assert intents.reading.seen > before


def test_keys_and_menus_for_the_unread(view: MainWindow, intents: FakeIntents) -> None:
    view.show_messages(rows(3))
    press(view, view.entry_field, "<Alt-Home>")
    menu = view.pieces.messages.menu
    menu.fill(rows(3)[1])
    menu.menu.invoke("Mark unread from here")
    assert intents.calls[-2:] == [
        ("reading.on_first_unread",),
        ("reading.on_mark_unread", "k1"),
    ]
