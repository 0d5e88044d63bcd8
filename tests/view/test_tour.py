"""The hints of the tour, over a real window; and what stands where there are no messages."""

from __future__ import annotations

import tkinter

import pytest

from chat.view.how_to import how_to_pages
from chat.view.ports import ConversationRow
from chat.view.ports.tour import TourHint, TourStop
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle, wait_until
from tests.view.gallery import fill

pytestmark = pytest.mark.view


def hint(stop: TourStop, *, last: bool = False) -> TourHint:
    return TourHint(stop, "A title", "What it is about. " * 4, "1 of 3", last)


def shown(view: MainWindow, stop: TourStop, *, last: bool = False) -> tkinter.Misc:
    view.tour.show(hint(stop, last=last))
    view.root.update()
    assert view.tour.callout is not None
    return view.tour.callout


def edges(widget: tkinter.Misc) -> tuple[int, int, int, int]:
    """Left, top, right and bottom on the screen."""
    x, y = widget.winfo_rootx(), widget.winfo_rooty()
    return x, y, x + widget.winfo_width(), y + widget.winfo_height()


def test_each_hint_stands_beside_what_it_is_about(view: MainWindow) -> None:
    fill(view)
    settle(view)
    entry, conversations = view.entry_field, view.pieces.conversations
    assert edges(shown(view, TourStop.ENTRY))[3] <= edges(entry)[1]
    assert edges(shown(view, TourStop.CONVERSATIONS))[0] >= edges(conversations)[2]
    left, top, *_ = edges(shown(view, TourStop.MENU))
    assert left - view.root.winfo_rootx() < 20
    assert top - view.root.winfo_rooty() < 20


def test_in_a_narrow_window_it_finds_another_place(view: MainWindow) -> None:
    fill(view)
    settle(view)
    shown(view, TourStop.CONVERSATIONS)
    view.root.geometry("480x480")
    wait_until(view, lambda: view.root.winfo_width() == 480, "the window is narrow")
    settle(view)
    callout = view.tour.callout
    assert callout is not None
    assert callout.winfo_ismapped()
    assert edges(callout)[2] <= edges(view.root)[2]


def test_next_and_skip_are_reported(view: MainWindow, intents: FakeIntents) -> None:
    shown(view, TourStop.ENTRY)
    assert view.tour.callout is not None
    view.tour.callout.next_button.invoke()
    view.tour.callout.skip_button.invoke()
    press(view, view.tour.callout.next_button, "<Return>", "<Escape>")
    assert intents.tour.calls == ["on_next", "on_end", "on_next", "on_end"]


def test_the_last_one_has_nothing_to_skip(view: MainWindow) -> None:
    shown(view, TourStop.MENU, last=True)
    assert view.tour.callout is not None
    assert view.tour.callout.next_button.cget("text") == "Done"
    assert not view.tour.callout.skip_button.winfo_ismapped()


def test_it_takes_no_cursor_but_f6_comes_to_it(view: MainWindow) -> None:
    fill(view)
    view.entry_field.focus_force()
    shown(view, TourStop.ENTRY)
    assert view.root.focus_get() is view.entry_field
    assert view.tour.callout is not None
    for _ in range(4):
        view.pieces.focus_next_region()
        view.root.update()
    assert view.root.focus_get() is view.tour.callout.next_button


def test_it_goes_away_and_its_colours_follow_the_theme(view: MainWindow) -> None:
    callout = shown(view, TourStop.ENTRY)
    view.set_theme("dark")
    view.root.update()
    view.tour.hide()
    view.tour.hide()
    view.tour.focus()
    assert not callout.winfo_exists()


def test_help_starts_it_and_tells_how_things_are_done(
    view: MainWindow, intents: FakeIntents
) -> None:
    menu = view.menu_bar.menus["Help"]
    for label in ("Show the tour", "How to …"):
        menu.invoke(label)
    view.root.update()
    assert intents.tour.calls == ["on_start"]
    assert "Invite the others" in dict(how_to_pages())
    windows = [one for one in view.root.winfo_children() if isinstance(one, tkinter.Toplevel)]
    assert "How to …" in [one.title() for one in windows]


def test_the_welcome_leads_to_both_ways_in(view: MainWindow, intents: FakeIntents) -> None:
    view.root.update()
    view.pieces.empty_state.button.invoke()
    view.pieces.empty_state.host_button.invoke()
    assert intents.named("on_open_connect_dialog") == [()]
    assert intents.hosting.calls == [("on_open", "")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ConversationRow("n", "LocalNet"), "What the server says"),
        (ConversationRow("c", "#lobby", 1, channel=True), "Say hello"),
        (ConversationRow("p", "bob", 1), "Only bob reads"),
    ],
)
def test_an_empty_conversation_says_what_to_do(
    view: MainWindow, row: ConversationRow, words: str
) -> None:
    rows = [row] if not row.indent else [ConversationRow("n", "LocalNet"), row]
    view.show_conversations(rows, row.key)
    view.show_messages([])
    view.root.update()
    assert words in str(view.pieces.empty_state.text.cget("text"))
    assert not view.pieces.empty_state.button.winfo_ismapped()
