"""Ignoring people in the window: menus that offer it, the mark beside a name, the list."""

from __future__ import annotations

import tkinter

import pytest

from chat.view.ports import MemberAction, MemberRow, MessageRow, Table, TableRow
from chat.view.ports.listing import ListAction
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import wait_until
from tests.view.gallery import fill

pytestmark = pytest.mark.view


def labels(menu: tkinter.Menu) -> list[str]:
    end = menu.index("end")
    places = range(end + 1) if end is not None else range(0)
    kinds = ("command", "cascade")
    return [str(menu.entrycget(at, "label")) for at in places if menu.type(at) in kinds]


def test_a_messages_menu_offers_to_ignore_its_sender_and_to_stop(
    view: MainWindow, intents: FakeIntents
) -> None:
    rows = [
        MessageRow("1", "12:00", "b\u202eob", "hi"),
        MessageRow("2", "12:01", "me", "x", own=True),
    ]
    view.show_messages(rows)
    menu = view.pieces.messages.menu
    intents.ignoring.offered = True
    menu.fill(rows[0])
    [ignore] = [label for label in labels(menu.menu) if label.startswith("Ignore")]
    assert "\u202e" not in ignore
    menu.menu.invoke(ignore)
    intents.ignoring.offered = False
    menu.fill(rows[0])
    menu.menu.invoke(ignore.replace("Ignore", "Stop ignoring"))
    assert intents.calls == [("on_ignore", "b\u202eob"), ("on_stop", "b\u202eob")]
    menu.fill(rows[1])
    assert not [label for label in labels(menu.menu) if "gnor" in label]


def test_where_it_cannot_be_it_is_not_offered(view: MainWindow, intents: FakeIntents) -> None:
    row = MessageRow("1", "12:00", "bob", "hi")
    view.show_messages([row])
    intents.ignoring.offered = None
    view.pieces.messages.menu.fill(row)
    assert not [label for label in labels(view.pieces.messages.menu.menu) if "gnor" in label]


def test_the_lists_offer_it_by_name(view: MainWindow, intents: FakeIntents) -> None:
    fill(view)
    intents.offered = (MemberAction.MESSAGE, MemberAction.IGNORE)
    menu = view.pieces.members.menu
    menu.fill("1")
    assert labels(menu.menu) == ["Message", "Ignore bob"]
    menu.menu.invoke("Ignore bob")
    intents.listing.offered = (ListAction.MUTE, ListAction.STOP_IGNORING)
    menu = view.pieces.conversations.menu
    rows = view.pieces.conversations._rows
    menu.fill(next(str(number) for number, row in enumerate(rows) if row.label == "bob"))
    assert labels(menu.menu) == ["Mute", "Stop ignoring bob"]
    menu.menu.invoke("Stop ignoring bob")
    assert [call[-1] for call in intents.calls] == [MemberAction.IGNORE, ListAction.STOP_IGNORING]


def test_a_member_who_is_ignored_is_dimmed_and_says_so(view: MainWindow) -> None:
    view.show_members([MemberRow("ann"), MemberRow("bob", away=True, ignored=True)])
    tree = view.pieces.members.tree
    item = tree.get_children()[-1]
    assert tree.item(item, "values")[1] == "bob (ignored)"
    assert tree.item(item, "tags") == ("away",)


def test_the_menu_bar_asks_who_is_ignored_and_the_window_takes_back(
    view: MainWindow, intents: FakeIntents
) -> None:
    view.menu_bar.menus["You"].invoke("Ignored people…")
    assert intents.calls == [("on_show_ignored",)]
    taken: list[str] = []
    rows = [TableRow("0", ("bob", "bobby", "Example"))]
    columns = ("Name", "Account", "Network")
    view.show_table(
        Table("Ignored people", columns, rows, "Stop ignoring", taken.append, closes=False)
    )
    window = view.dialogs.table
    assert window is not None
    wait_until(view, lambda: bool(window.winfo_viewable()), "the window is there")
    window.action_button.invoke()
    assert taken == ["0"]
    window.destroy()
