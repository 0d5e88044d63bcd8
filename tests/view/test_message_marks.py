"""Answers, reactions, deletions and spoilers in the message list, by pointer, keys and menu."""

from __future__ import annotations

import tkinter

import pytest

from chat.view.format_marks import with_codes, with_marks
from chat.view.message_marks import MOST_CHIPS, ChipPlace, chip_lines
from chat.view.ports import MessageRow, RowKind, RowState
from chat.view.ports.marks import Chip, Obstacles, Quote
from chat.view.window import MainWindow
from chat.view.wrapping import CharacterWidths
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle
from tests.view.test_message_listbox import CLICK, DOUBLE, click_line

pytestmark = pytest.mark.view

QUOTE = Quote("shall we have tea, or rather coffee?", "ann")


def said(key: str, text: str, **more: object) -> MessageRow:
    facts = {"sender": "bob", **more}
    return MessageRow(key, "14:05", text=text, **facts)  # type: ignore[arg-type]


def lines(view: MainWindow) -> list[tuple[str, str, str]]:
    return view.pieces.messages.shown()


def middle(view: MainWindow, line: int) -> int:
    view.message_listbox.see(line)
    view.root.update()
    box = view.message_listbox.bbox(line)
    assert box is not None
    return int(box[1] + box[3] // 2)


def move_to(view: MainWindow, x: int, y: int) -> None:
    view.message_listbox.event_generate("<Motion>", x=x, y=y)
    view.root.update()


def labels(menu: tkinter.Menu) -> list[str]:
    end = menu.index("end")
    assert end is not None
    return [
        str(menu.entrycget(place, "label"))
        for place in range(end + 1)
        if menu.type(place) != "separator"
    ]


# What is shown


def test_the_quotation_stands_over_the_line_with_the_name(view: MainWindow) -> None:
    view.show_messages([said("a", "one"), said("b", "two", quote=QUOTE), said("c", "three")])
    assert lines(view) == [
        ("14:05", "bob", "one"),
        ("", "", f"↱ ann: {QUOTE.text}"),
        ("", "bob", "two"),
        ("", "", "three"),
    ]
    palette = view.pieces.messages.sheet.palette
    assert view.message_listbox.itemcget(1, "foreground") == palette.muted
    assert view.pieces.messages.sheet.columns.sender.itemcget(2, "foreground") == palette.sender(
        "bob"
    )


def test_a_quotation_is_one_line_however_long(view: MainWindow) -> None:
    view.show_messages([said("b", "two", quote=Quote("word " * 100, "ann"))])
    settle(view)
    quoted, two = (text for _time, _sender, text in lines(view))
    assert quoted.endswith("…")
    assert two == "two"
    view.update_message(said("b", "two", quote=Quote("an earlier message")))
    assert lines(view)[0][2] == "↱ an earlier message"


def test_reactions_stand_under_their_message_own_ones_marked(view: MainWindow) -> None:
    view.show_messages([said("a", "one"), said("b", "two")])
    chips = (Chip("yes", 2, True, "ann, bob"), Chip("no", 1, who="eve"))
    view.update_message(said("a", "one", chips=chips))
    assert [text for _time, _sender, text in lines(view)] == ["one", "yes 2 ✓    no 1", "two"]
    palette = view.pieces.messages.sheet.palette
    assert view.message_listbox.itemcget(1, "foreground") == palette.accent
    view.update_message(said("a", "one", chips=chips[1:]))
    assert view.message_listbox.itemcget(1, "foreground") == palette.muted
    view.update_message(said("a", "one"))
    assert [text for _time, _sender, text in lines(view)] == ["one", "two"]


def test_reactions_wrap_and_hostile_ones_are_bounded() -> None:
    widths = CharacterWidths(lambda _text: 10)
    chips = [Chip("x" * 500, 1), *(Chip(f"r{number}", 1) for number in range(100))]
    found, places = chip_lines(chips, 200, widths, emoji=True)
    assert all(len(line) <= 20 for line in found)
    assert len(places) == MOST_CHIPS
    assert places[1] == ChipPlace(1, 0, 40, chips[1])
    assert places[2].left == 80


def test_a_message_that_failed_says_so_between_its_marks(view: MainWindow) -> None:
    row = said("a", "one", quote=QUOTE, own=True, state=RowState.FAILED)
    view.show_messages([row])
    shown = [text for _time, _sender, text in lines(view)]
    assert shown[1:] == ["one", "Not sent. Double-click to send it again."]
    assert shown[0].startswith("↱")


def test_a_deleted_one_is_dimmed_and_offers_no_answer(
    view: MainWindow, intents: FakeIntents
) -> None:
    row = said("a", "Message deleted", deleted=True)
    view.show_messages([row])
    palette = view.pieces.messages.sheet.palette
    assert view.message_listbox.itemcget(0, "foreground") == palette.muted
    menu = view.pieces.messages.menu
    menu.fill(row)
    assert labels(menu.menu) == ["Copy", "Mark unread from here", "Details"]
    view.pieces.messages.deeds.reply(row)
    view.pieces.messages.deeds.delete(row)
    move_to(view, 30, middle(view, 0))
    assert view.pieces.messages.hover.row is None
    assert not intents.calls


# Pointer


def test_a_click_on_the_quotation_goes_to_the_original(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.show_messages([said("a", "one"), said("b", "two", quote=QUOTE)])
    settle(view)
    click_line(view, 1, *CLICK)
    assert intents.named("on_jump_to_original") == [("b",)]
    assert [row.key for row in view.pieces.messages.selected()] == ["b"]
    click_line(view, 2, *CLICK)
    assert len(intents.named("on_jump_to_original")) == 1


def test_a_click_on_a_reaction_gives_it_too(view: MainWindow, intents: FakeIntents) -> None:
    view.show_messages([said("a", "one", chips=(Chip("yes", 1, who="eve"), Chip("no", 2)))])
    settle(view)
    sheet = view.pieces.messages.sheet
    second = sheet.shown.lines[0].chips[1]
    x, y = sheet.columns.text_left() + second.left + 2, middle(view, 1)
    move_to(view, x, y)
    assert str(view.message_listbox.cget("cursor")) == "hand2"
    view.message_listbox.event_generate("<Button-1>", x=x, y=y)
    view.message_listbox.event_generate("<Button-1>", x=second.left - 10, y=y)  # between the two
    view.message_listbox.event_generate("<Button-1>", x=5, y=view.message_listbox.winfo_height())
    assert intents.named("on_react") == [("a", "no")]


def test_who_gave_a_reaction_is_told_under_the_pointer(view: MainWindow) -> None:
    view.show_messages([said("a", "one", chips=(Chip("yes", 2, who="eve, ann"),))])
    settle(view)
    hover = view.pieces.messages.hover
    move_to(view, 10, middle(view, 1))
    assert hover.tip.winfo_ismapped()
    assert hover.tip.cget("text") == "yes  eve, ann"
    move_to(view, 10, middle(view, 0))
    assert not hover.tip.winfo_ismapped()


def test_the_bar_under_the_pointer_does_what_it_says(
    view: MainWindow, intents: FakeIntents, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_messages([said("a", "one"), said("b", "two", sender="ann")])
    settle(view)
    messages = view.pieces.messages
    opened: list[tkinter.Menu] = []
    monkeypatch.setattr("chat.view.message_menu.pop_up", lambda menu, _x, _y: opened.append(menu))
    move_to(view, 30, middle(view, 1))
    hover = messages.hover
    assert hover.winfo_ismapped()
    assert not hover.retry_button.winfo_ismapped()
    hover.reply_button.invoke()
    hover.react_button.invoke()
    hover.more_button.invoke()
    assert intents.named("on_reply") == [("b",)]
    assert opened == [messages.menu.reactions, messages.menu.menu]
    assert [row.key for row in messages.selected()] == ["b"]
    move_to(view, 30, middle(view, 0))
    assert hover.row is not None
    assert hover.row.key == "a"
    hover.leave(-5, -5)
    assert not hover.winfo_ismapped()


def test_the_bar_goes_when_what_is_under_it_moves(view: MainWindow) -> None:
    view.show_messages(rows(60))
    settle(view)
    messages = view.pieces.messages
    for name, happens in (
        ("append", lambda: view.append_messages([said("new", "new")])),
        ("wheel", lambda: view.message_listbox.event_generate("<Button-4>")),
        ("refresh", lambda: view.refresh_messages(rows(40))),
        ("show", lambda: view.show_messages(rows(30))),
    ):
        move_to(view, 30, middle(view, 25))
        assert messages.hover.winfo_ismapped()
        happens()
        view.root.update()
        assert not messages.hover.winfo_ismapped(), name
    view.show_messages([said("e", "bob joined", sender="", kind=RowKind.EVENT)])
    move_to(view, 30, middle(view, 0))
    assert not messages.hover.winfo_ismapped()


def test_the_bar_sends_a_failed_one_again(view: MainWindow, intents: FakeIntents) -> None:
    view.show_messages([said("f", "lost", own=True, state=RowState.FAILED)])
    settle(view)
    move_to(view, 30, middle(view, 0))
    assert view.pieces.messages.hover.retry_button.winfo_ismapped()
    view.pieces.messages.hover.retry_button.invoke()
    assert intents.named("on_retry") == [("f",)]


# Keyboard and menu


def test_keys_on_a_message(view: MainWindow, intents: FakeIntents) -> None:
    view.show_messages([said("a", "one", quote=QUOTE)])
    settle(view)
    view.pieces.messages.focus_by_key()
    press(view, view.message_listbox, "<Key-r>", "<Key-o>", "<Key-Delete>", "<Key-plus>")
    assert intents.calls == [("on_reply", "a"), ("on_jump_to_original", "a"), ("on_delete", "a")]
    picker = view.dialogs.prompt
    assert picker is not None
    picker.destroy()
    view.message_listbox.selection_clear(0, "end")
    press(view, view.message_listbox, "<Key-r>")
    assert len(intents.calls) == 3


def test_one_that_must_not_be_deleted_is_not(view: MainWindow, intents: FakeIntents) -> None:
    intents.marks.in_the_way = Obstacles(delete="Only operators can.")
    view.show_messages([said("a", "one")])
    view.pieces.messages.deeds.delete(said("a", "one"))
    assert not intents.calls


def test_the_menu_offers_reactions_those_given_first(
    view: MainWindow, intents: FakeIntents
) -> None:
    row = said("a", "one", chips=(Chip("lol", 1), Chip("yes", 2, own=True)), quote=QUOTE)
    view.show_messages([row])
    menu = view.pieces.messages.menu
    menu.fill(row)
    offered = labels(menu.menu)
    assert offered == [
        "Reply",
        "React",
        "Go to what it answers",
        "Copy",
        "Mark unread from here",
        "Details",
        "Edit…",
        "Delete…",
    ]
    reactions = labels(menu.reactions)
    assert reactions[:2] == ["lol", "yes  take it back"]
    assert reactions[-1] == "Another…"
    menu.reactions.invoke(1)
    menu.menu.invoke(0)
    menu.menu.invoke(2)
    menu.menu.invoke(offered.index("Delete…") + 1)  # after the line
    assert [call[0] for call in intents.calls] == [
        "on_react",
        "on_reply",
        "on_jump_to_original",
        "on_delete",
    ]


def test_what_cannot_be_done_is_grey_and_says_why(view: MainWindow, intents: FakeIntents) -> None:
    intents.marks.in_the_way = Obstacles("No id.", "No tags.", "No rights.")
    view.show_messages([said("a", "one")])
    menu = view.pieces.messages.menu
    menu.fill(said("a", "one"))
    offered = labels(menu.menu)
    assert offered[:2] == ["Mention", "React  (No tags)"]
    assert offered[-1] == "Delete…  (No rights)"
    assert str(menu.menu.entrycget(1, "state")) == "disabled"
    assert str(menu.menu.entrycget("end", "state")) == "disabled"
    assert labels(menu.reactions) == ["No tags."]


# Spoilers

HIDDEN = said("s", "the butler did it: https://example.org", hidden=((4, 10), (11, 14)))


@pytest.mark.parametrize("how", ["click", "menu"])
def test_a_spoiler_is_covered_until_one_wants_to_see_it(view: MainWindow, how: str) -> None:
    view.show_messages([HIDDEN])
    settle(view)
    assert lines(view)[0][2] == "the ▒▒▒▒▒▒ ▒▒▒ it: https://example.org"
    menu = view.pieces.messages.menu
    menu.fill(HIDDEN)
    assert "Show spoiler" in labels(menu.menu)
    if how == "click":
        click_line(view, 0, *CLICK)
        click_line(view, 0, *CLICK)  # a second one is for the text
    else:
        menu.menu.invoke("Show spoiler")
    assert lines(view)[0][2] == HIDDEN.text
    menu.fill(HIDDEN)
    menu.menu.invoke("Hide spoiler")
    assert "▒" in lines(view)[0][2]
    view.pieces.messages.deeds.reveal(said("x", "nothing hidden"))


def test_a_link_in_a_spoiler_is_none_until_it_is_shown(
    view: MainWindow, intents: FakeIntents
) -> None:
    row = said("s", "look: https://example.org", hidden=((6, 25),))
    view.show_messages([row])
    settle(view)
    deeds = view.pieces.messages.deeds
    assert not deeds.links(row)
    deeds.reveal(row)
    assert [link.url for link in deeds.links(row)] == ["https://example.org"]
    click_line(view, 0, *DOUBLE)
    assert intents.named("on_open_link") == [("https://example.org",)]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("it was Ⓗthe butlerⒽ!", "it was \x0301,01the butler\x03!"),
        ("ⒽallⒽ5 of them", "\x0301,01all\x03\x02\x025 of them"),
        ("an open Ⓗend", "an open \x0301,01end\x03"),
    ],
)
def test_what_one_hides_is_hidden_from_every_client(typed: str, sent: str) -> None:
    assert with_codes(typed) == sent
    assert with_codes(with_marks(sent)) == sent


def test_a_shortcut_hides_what_is_selected(view: MainWindow) -> None:
    view.set_entry("the butler")
    view.entry_field.selection_range(4, "end")
    press(view, view.entry_field, "<Control-Shift-P>")
    assert view.entry_text() == "the \x0301,01butler\x03"


# What one is answering


def test_the_newest_that_somebody_else_said_is_answered_from_anywhere(
    view: MainWindow, intents: FakeIntents
) -> None:
    own, deleted = said("b", "two", own=True), said("c", "Message deleted", deleted=True)
    view.show_messages([said("a", "one"), own, deleted])
    press(view, view.entry_field, "<Control-r>")
    view.show_messages([own])
    press(view, view.entry_field, "<Control-r>")
    assert intents.named("on_reply") == [("a",)]


def test_the_bar_says_what_one_answers_until_escape(view: MainWindow, intents: FakeIntents) -> None:
    view.show_identity("alice", away=False)
    view.marks.show_answered(Quote("word " * 100, "a-nick"))
    settle(view)
    assert view.pieces.marks.label.winfo_ismapped()
    assert str(view.pieces.marks.label.cget("text")).startswith("Replying to a-nick: word")
    assert str(view.pieces.marks.label.cget("text")).endswith("…")
    press(view, view.entry_field, "<Escape>")
    view.pieces.marks.cancel_button.invoke()
    assert intents.named("on_cancel_reply") == [(), ()]
    view.marks.hide_answered()
    view.root.update()
    assert not view.pieces.marks.winfo_ismapped()
    press(view, view.entry_field, "<Escape>")
    assert len(intents.named("on_cancel_reply")) == 2
