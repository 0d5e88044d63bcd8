"""Editing an own message: the bar over the entry, menus and keys, and how an edited one looks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from chat.controller.chat_controller import ChatController
from chat.protocol.formatting import strip_formatting
from chat.view.message_marks import PENCIL
from chat.view.ports.marks import Chip, Quote
from chat.view.window import MainWindow
from tests.controller.harness import Chat
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle
from tests.view.test_message_listbox import CLICK, click_line
from tests.view.test_message_marks import QUOTE, labels, lines, middle, move_to, said

pytestmark = pytest.mark.view

TEXTS = [
    "one line",
    "\x02bold\x02, \x1ditalic\x1d and \x1funder\x1f",
    "\x0304red\x03, \x16turned\x16 and \x0fplain",
    "the \x0301,01butler\x03\x02\x025 and ||the maid||",
    "one\n\n  three\n",
    "/me is no command",
    "tabs\tand \u202eturned text",
]

OWN = said("a", "helo", sender="alice", own=True)


# How an edited message looks


def test_it_says_so_on_a_quiet_line_of_its_own(view: MainWindow) -> None:
    edited = said("a", "the end (edited)", edited="edited 14:07")
    view.show_messages([edited, said("b", f"{PENCIL}edited 14:07")])
    assert [text for _time, _sender, text in lines(view)] == [
        "the end (edited)",
        "✎ edited 14:07",
        "✎ edited 14:07",
    ]
    palette = view.pieces.messages.sheet.palette
    colours = [view.message_listbox.itemcget(line, "foreground") for line in range(3)]
    assert colours[1] == palette.muted
    assert colours[2] != palette.muted  # typed by somebody, and not taken for the mark
    assert lines(view)[2][:2] == ("", "")  # they stand under one name


def test_reactions_stand_under_it_in_their_own_colour(view: MainWindow) -> None:
    chips = (Chip("yes", 1, own=True), Chip("no", 2))
    view.show_messages([said("a", "one", edited="edited 14:07", chips=chips, quote=QUOTE)])
    shown = [text for _time, _sender, text in lines(view)]
    assert shown[1:] == ["one", "✎ edited 14:07", "yes 1 ✓    no 2"]
    palette = view.pieces.messages.sheet.palette
    colours = [view.message_listbox.itemcget(line, "foreground") for line in range(4)]
    assert colours[2:] == [palette.muted, palette.accent]
    assert view.pieces.messages.sheet.shown.lines[0].chips[0].line == 3


def test_it_appears_and_goes_with_the_state_of_the_message(view: MainWindow) -> None:
    view.show_messages([said("a", "teh end"), said("b", "two")])
    view.update_message(said("a", "the end https://example.org", edited="edited 14:07"))
    assert [text for _time, _sender, text in lines(view)] == [
        "the end https://example.org",
        "✎ edited 14:07",
        "two",
    ]
    [link] = view.pieces.messages.deeds.links(view.pieces.messages.all_rows()[0])
    assert link.url == "https://example.org"
    view.update_message(said("a", "Message deleted", deleted=True))
    assert len(lines(view)) == 2


def test_a_click_on_it_shows_what_was_said_before(view: MainWindow, intents: FakeIntents) -> None:
    chips = (Chip("yes", 1, who="eve"),)
    view.show_messages([said("a", "one", edited="edited 14:07", chips=chips)])
    settle(view)
    move_to(view, 10, middle(view, 1))
    assert str(view.message_listbox.cget("cursor")) == "hand2"
    click_line(view, 1, *CLICK)
    assert intents.named("on_show_details") == [("a",)]
    click_line(view, 0, *CLICK)
    place = view.pieces.messages.sheet.shown.lines[0].chips[0]
    left = view.pieces.messages.sheet.columns.text_left()
    view.message_listbox.event_generate("<Button-1>", x=left + place.left + 2, y=middle(view, 2))
    assert intents.named("on_react") == [("a", "yes")]
    assert len(intents.named("on_show_details")) == 1


def test_in_a_narrow_window_it_is_cut_and_not_wrapped(view: MainWindow) -> None:
    view.root.geometry("480x400")
    view.show_messages([said("a", "one", edited="edited " + "long ago " * 30)])
    settle(view)
    assert len(lines(view)) == 2
    assert lines(view)[1][2].endswith("…")


# How one gets there


def test_an_own_message_is_edited_by_menu_key_and_pointer(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.show_messages([OWN])
    settle(view)
    menu = view.pieces.messages.menu
    menu.fill(OWN)
    assert labels(menu.menu)[-2:] == ["Edit…", "Delete…"]
    menu.menu.invoke("Edit…")
    view.pieces.messages.focus_by_key()
    press(view, view.message_listbox, "<Key-e>", "<Key-E>")
    move_to(view, 30, middle(view, 0))
    hover = view.pieces.messages.hover
    assert hover.edit_button.winfo_ismapped()
    hover.edit_button.invoke()
    press(view, view.entry_field, "<Control-Up>")
    view.menu_bar.menus["Message"].invoke("Edit your last message…")
    assert intents.calls == [("on_edit", "a")] * 4 + [("on_edit_last",)] * 2


def test_what_cannot_be_edited_is_grey_and_says_why(view: MainWindow, intents: FakeIntents) -> None:
    intents.editing.in_the_way = "No edits here."
    view.show_messages([OWN])
    settle(view)
    menu = view.pieces.messages.menu
    menu.fill(OWN)
    assert str(menu.menu.entrycget("Edit…  (No edits here)", "state")) == "disabled"
    move_to(view, 30, middle(view, 0))
    hover = view.pieces.messages.hover
    assert hover.winfo_ismapped()
    assert not hover.edit_button.winfo_ismapped()


def test_what_others_said_has_no_pencil_under_the_pointer(view: MainWindow) -> None:
    view.show_messages([said("b", "one"), OWN])
    settle(view)
    hover = view.pieces.messages.hover
    for line, offered in ((1, True), (0, False), (1, True)):
        move_to(view, 30, middle(view, line))
        assert bool(hover.edit_button.winfo_ismapped()) is offered


def test_the_menu_of_the_window_says_why_not_when_it_opens(
    view: MainWindow, intents: FakeIntents
) -> None:
    menu = view.menu_bar.menus["Message"]
    intents.editing.in_the_way = "You have said nothing here yet."
    view.root.tk.call(str(menu.cget("postcommand")))
    assert menu.entrycget(1, "label") == (
        "Edit your last message…  (You have said nothing here yet)"
    )
    assert str(menu.entrycget(1, "state")) == "disabled"
    intents.editing.in_the_way = ""
    view.root.tk.call(str(menu.cget("postcommand")))
    assert menu.entrycget(1, "label") == "Edit your last message…"
    assert str(menu.entrycget(1, "state")) == "normal"


# The bar


def test_the_bar_says_what_is_edited_until_escape(view: MainWindow, intents: FakeIntents) -> None:
    view.editing.show_editing("word " * 100)
    settle(view)
    bar = view.pieces.editing
    assert bar.winfo_ismapped()
    assert str(bar.label.cget("text")).startswith("Editing your message: word")
    assert str(bar.label.cget("text")).endswith("…")
    press(view, view.entry_field, "<Escape>")
    bar.cancel_button.invoke()
    assert intents.named("on_cancel_edit") == [(), ()]
    view.editing.hide_editing()
    view.root.update()
    assert not bar.winfo_ismapped()
    press(view, view.entry_field, "<Escape>")
    assert len(intents.named("on_cancel_edit")) == 2


def test_what_is_in_the_way_stands_there_in_the_colour_of_errors(view: MainWindow) -> None:
    view.editing.show_editing("helo", "There is no connection.")
    settle(view)
    label = view.pieces.editing.label
    assert label.cget("text") == "Not edited yet: There is no connection."
    assert str(label.cget("style")) == "SideDanger.TLabel"
    view.editing.show_editing("helo")
    assert str(label.cget("style")) == "SideMuted.TLabel"


def test_it_has_the_place_of_the_one_for_answers(view: MainWindow) -> None:
    view.marks.show_answered(Quote("tea?", "bob"))
    settle(view)
    top = view.pieces.marks.winfo_y()
    view.marks.hide_answered()
    view.editing.show_editing("helo")
    settle(view)
    assert view.pieces.editing.winfo_y() == top
    assert not view.pieces.marks.winfo_ismapped()


def test_enter_with_nothing_typed_is_of_the_message(view: MainWindow, intents: FakeIntents) -> None:
    press(view, view.entry_field, "<Return>")
    assert not intents.named("on_emptied")
    intents.editing.takes_nothing = True
    press(view, view.entry_field, "<Return>")
    assert intents.named("on_emptied") == [()]


def test_several_lines_open_the_editor_with_their_marks(view: MainWindow) -> None:
    view.set_entry("one\n\x02two\x02")
    assert view.entry_text() == "one\n\x02two\x02"
    assert view.pieces.entry_row.field.widget is not view.entry_field
    assert view.pieces.entry_row.field.cursor() == len("one\nⒷtwoⒷ")


# With the controllers and the real entry


@pytest.fixture
def chat(view: MainWindow) -> Chat:
    made = Chat()
    made.view = view  # type: ignore[assignment]
    now = datetime(2026, 3, 1, tzinfo=UTC)
    made.controller = ChatController(made.model, view, made.settings, "ann", clock=lambda: now)
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_a_message_says_it_is_unchanged_until_one_types(chat: Chat, text: str) -> None:
    lobby, view = chat.join(), chat.view
    said = chat.model.message(strip_formatting(text), sender="ann", own=True, msgid="m1")
    chat.model.add(lobby, replace(said, formatted=text))
    chat.model.end_turn()
    view.set_entry("a draft")
    chat.controller.editing.on_edit_last()
    chat.controller.on_send(view.entry_text())
    assert not chat.model.called("editing.edit")
    assert view.entry_text() == "a draft"
    chat.controller.editing.on_edit_last()
    chat.controller.on_send(f"{view.entry_text()}!")
    [(_key, _number, sent)] = chat.model.called("editing.edit")
    assert sent == f"{text}!"
    assert view.entry_text() == "a draft"
