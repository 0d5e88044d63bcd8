"""Context menus of the side lists, the windows they open, and keys that go elsewhere."""

from __future__ import annotations

import tkinter

import pytest
import ttkbootstrap as ttk

from chat.view.context_menu import ContextMenu
from chat.view.conversation_list import LABELS
from chat.view.picker import Picker
from chat.view.ports import MemberAction, Table, TableRow
from chat.view.ports.listing import ListAction
from chat.view.prompt import Prompt
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, wait_until
from tests.view.gallery import fill

pytestmark = pytest.mark.view


def labels(menu: tkinter.Menu) -> list[str]:
    end = menu.index("end")
    kinds = [menu.type(place) for place in range(end + 1)] if end is not None else []
    return [
        str(menu.entrycget(place, "label")) if kind == "command" else "-"
        for place, kind in enumerate(kinds)
    ]


def conversation_item(view: MainWindow, key: str) -> str:
    rows = view.pieces.conversations._rows
    return next(str(number) for number, row in enumerate(rows) if row.key == key)


def click(view: MainWindow, tree: ttk.Treeview, item: str, sequence: str) -> None:
    view.root.update()
    x, y, _, height = map(int, tree.bbox(item))
    tree.event_generate(sequence, x=x + 5, y=y + height // 2)
    view.root.update()


def close(view: MainWindow, menu: ContextMenu) -> None:
    menu.menu.unpost()
    view.root.update()


def test_a_conversation_is_marked_read_left_or_closed(
    view: MainWindow, intents: FakeIntents
) -> None:
    fill(view)
    menu = view.pieces.conversations.menu
    for key, closing in (
        ("n", ListAction.DISCONNECT),
        ("n#cooking", ListAction.LEAVE),
        ("nbob", ListAction.CLOSE),
    ):
        intents.listing.offered = (ListAction.MARK_READ, ListAction.PIN, closing)
        menu.fill(conversation_item(view, key))
        label = LABELS[closing]
        assert labels(menu.menu) == ["Mark as read", "Pin to the top", "-", label]
        menu.menu.invoke("Mark as read")
        menu.menu.invoke(label)
        assert intents.calls[-2:] == [
            ("listing.on_action", key, ListAction.MARK_READ),
            ("listing.on_action", key, closing),
        ]


def test_the_menu_bar_does_the_same_with_what_is_shown(
    view: MainWindow, intents: FakeIntents
) -> None:
    fill(view)
    for label in ("Pin, or pin no more", "Mute, or mute no more", "Invite somebody…"):
        view.menu_bar.menus["Conversation"].invoke(label)
    wanted = (ListAction.PIN, ListAction.MUTE, ListAction.INVITE)
    assert intents.calls == [("listing.on_action_here", action) for action in wanted]


def test_a_middle_click_closes_a_conversation_but_no_network(
    view: MainWindow, intents: FakeIntents
) -> None:
    fill(view)
    tree = view.pieces.conversations.tree
    click(view, tree, conversation_item(view, "n#cooking"), "<Button-2>")
    click(view, tree, conversation_item(view, "n"), "<Button-2>")
    assert intents.calls == [("on_close_conversation", "n#cooking")]


def test_a_members_menu_offers_what_the_controller_says(
    view: MainWindow, intents: FakeIntents
) -> None:
    fill(view)
    intents.offered = (MemberAction.MESSAGE, MemberAction.WHOIS, MemberAction.KICK)
    menu = view.pieces.members.menu
    click(view, view.pieces.members.tree, "1", "<Button-3>")
    wait_until(view, lambda: bool(menu.menu.winfo_ismapped()), "the menu is open")
    assert labels(menu.menu) == ["Message", "Who is this?", "-", "Put out…"]
    menu.menu.invoke("Put out…")
    close(view, menu)
    assert intents.calls == [("on_member_action", "bob", MemberAction.KICK)]


def test_a_members_menu_opens_by_keyboard_too(view: MainWindow) -> None:
    fill(view)
    view.root.update()
    view.pieces.members.focus_by_key()
    press(view, view.pieces.members.tree, "<Shift-F10>")
    menu = view.pieces.members.menu
    wait_until(view, lambda: bool(menu.menu.winfo_ismapped()), "the menu is open")
    assert len(labels(menu.menu)) == len(MemberAction) + 3
    close(view, menu)


def test_where_nothing_can_be_done_there_is_no_menu(view: MainWindow, intents: FakeIntents) -> None:
    fill(view)
    intents.offered = ()
    click(view, view.pieces.members.tree, "1", "<Button-3>")
    assert not view.pieces.members.menu.menu.winfo_ismapped()


def test_letters_in_a_context_menu_are_never_the_same_twice(view: MainWindow) -> None:
    fill(view)
    menu = view.pieces.members.menu
    menu.fill("1")
    places = [place for place, label in enumerate(labels(menu.menu)) if label != "-"]
    letters = [
        labels(menu.menu)[place][int(menu.menu.entrycget(place, "underline"))].lower()
        for place in places
    ]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize(
    ("keys", "call"),
    [
        ("<Control-k>", ("on_open_switcher",)),
        ("<Control-l>", ("on_browse_channels",)),
        ("<Control-Key-1>", ("on_go_to", 1)),
        ("<Control-Key-9>", ("on_go_to", 9)),
    ],
)
def test_keys_go_elsewhere_and_leave_what_is_typed(
    view: MainWindow, intents: FakeIntents, keys: str, call: tuple[object, ...]
) -> None:
    view.set_entry("a draft")
    view.entry_field.icursor(0)
    press(view, view.entry_field, keys)
    assert intents.calls == [call]
    view.set_entry("two\nlines")
    press(view, view.pieces.entry_row.field.widget, keys)
    assert intents.calls == [call, call]
    assert view.entry_text() == "two\nlines"


def test_bans_by_the_menu(view: MainWindow, intents: FakeIntents) -> None:
    view.menu_bar.menus["Conversation"].invoke("Bans…")
    assert intents.calls == [("on_show_bans",)]


def test_one_of_many_is_picked_by_a_part_of_its_label(view: MainWindow) -> None:
    picked: list[str] = []
    choices = [("#lobby — Home", "1"), ("bob — Home", "2")]
    view.ask_choice("Go to", "Where?", choices, picked.append)
    picker = view.dialogs.prompt
    assert isinstance(picker, Picker)
    picker.entry.insert(0, "BOB")
    press(view, picker.entry, "<Return>")
    assert picked == ["2"]


def test_a_line_that_may_be_empty(view: MainWindow) -> None:
    answers: list[str] = []
    view.ask_line("Put out", "Reason:", "Put out", answers.append)
    prompt = view.dialogs.prompt
    assert isinstance(prompt, Prompt)
    prompt.ok_button.invoke()
    view.ask_line("Put out", "Reason:", "Put out", answers.append)
    assert isinstance(view.dialogs.prompt, Prompt)
    view.dialogs.prompt.cancel_button.invoke()
    assert answers == [""]


def table(acted: list[str], rows: int = 3, *, closes: bool = True) -> Table:
    made = [TableRow(f"#c{n}", (f"#c{n}", str(n), f"topic {n}\x07")) for n in range(rows)]
    columns = ("Channel", "Members", "Topic")
    return Table("Channels", columns, made, "Join", acted.append, closes=closes)


def test_a_table_is_searched_and_acted_upon(view: MainWindow) -> None:
    acted: list[str] = []
    view.show_table(table(acted))
    window = view.dialogs.table
    assert window is not None
    assert len(window.tree.get_children()) == 3
    window.entry.insert(0, "TOPIC 2")
    assert window.tree.item("0", "values")[0] == "#c2"
    assert window.count.cget("text") == "1 of 3"
    press(view, window.entry, "<Return>")
    assert acted == ["#c2"]
    assert not window.winfo_exists()


def test_a_table_that_stays_open_is_filled_again(view: MainWindow) -> None:
    acted: list[str] = []
    view.show_table(table(acted, closes=False))
    window = view.dialogs.table
    assert window is not None
    press(view, window.entry, "<Down>", "<Return>")
    view.show_table(table(acted, rows=0, closes=False))
    assert view.dialogs.table is window
    assert window.count.cget("text") == "There is none."
    window.action_button.invoke()
    press(view, window.entry, "<Return>")
    assert acted == ["#c0"]
    other = table(acted)
    view.show_table(Table("Bans", other.columns, other.rows, "Lift", acted.append))
    assert not window.winfo_exists()
