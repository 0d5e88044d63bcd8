"""Older and missed messages come into the list, and what one reads stays where it is."""

from __future__ import annotations

import pytest

from chat.view.message_listbox import PAGE
from chat.view.ports import MessageRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import rows

pytestmark = pytest.mark.view


def scroll_up(view: MainWindow, times: int = 1) -> None:
    for _ in range(times):
        view.message_listbox.event_generate("<Button-4>")
        view.root.update()


def test_the_top_is_reported_so_that_older_messages_can_be_fetched(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.show_messages(rows(100))
    view.root.update()
    assert not intents.named("on_scrolled_to_top")
    scroll_up(view)
    assert not intents.named("on_scrolled_to_top")
    scroll_up(view, 60)
    assert intents.named("on_scrolled_to_top")


def test_a_list_that_fits_the_window_reports_its_top_too(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.show_messages(rows(2))
    scroll_up(view)
    assert intents.named("on_scrolled_to_top")


def test_older_messages_go_above_and_what_one_reads_stays(view: MainWindow) -> None:
    view.show_messages(rows(100))
    view.root.update()
    scroll_up(view, 20)
    messages = view.pieces.messages
    reading = messages.row_at(5)
    view.prepend_messages([MessageRow(f"old{n}", "10:00", "x", f"older {n}") for n in range(200)])
    view.root.update()
    assert messages.row_at(5) == reading
    assert messages.all_rows()[0].key == "old0"
    assert len(messages.all_rows()) == 300


def test_older_messages_while_the_end_is_followed(view: MainWindow) -> None:
    view.show_messages(rows(100))
    view.prepend_messages([MessageRow("old", "10:00", "x", "older")])
    view.root.update()
    assert view.message_listbox.yview()[1] == 1.0
    assert view.pieces.messages.all_rows()[0].key == "old"


def test_older_messages_of_a_long_conversation_wait_above(view: MainWindow) -> None:
    view.show_messages(rows(PAGE + 10))
    view.prepend_messages([MessageRow("old", "10:00", "x", "older")])
    assert view.pieces.messages.all_rows()[0].key == "old"
    assert "older" not in view.message_listbox.get(0, 5)


def test_messages_in_between_leave_what_one_reads_where_it_is(view: MainWindow) -> None:
    view.show_messages(rows(2 * PAGE))
    view.root.update()
    scroll_up(view, 100)
    messages = view.pieces.messages
    reading = messages.row_at(5)
    everything = list(rows(2 * PAGE))
    everything[300:300] = [MessageRow("missed", "10:00", "x", "missed")]
    view.refresh_messages(everything)
    view.root.update()
    assert messages.row_at(5) == reading
    assert messages.all_rows() == everything
    view.pieces.messages.show_end()
    view.refresh_messages(everything[:50])
    view.root.update()
    assert messages.all_rows() == everything[:50]
    assert view.message_listbox.yview()[1] == 1.0
    scroll_up(view, 60)
    view.refresh_messages(everything[100:110])
    assert len(messages.all_rows()) == 10
