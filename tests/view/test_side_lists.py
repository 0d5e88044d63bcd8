from __future__ import annotations

from dataclasses import replace
from tkinter import ttk

import pytest

from chat.view.ports import ConversationRow, MemberRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, wait_until
from tests.view.gallery import CONVERSATIONS

pytestmark = pytest.mark.view


def lines(tree: ttk.Treeview, parent: str = "") -> list[tuple[str, ...]]:
    """What a tree shows, from top to bottom."""
    found: list[tuple[str, ...]] = []
    for item in tree.get_children(parent):
        values = tuple(str(value) for value in tree.item(item, "values"))
        text = str(tree.item(item, "text"))
        found.append((text, *values) if text else values)
        found += lines(tree, item)
    return found


def click(view: MainWindow, tree: ttk.Treeview, item: str, times: int = 1) -> None:
    view.root.update()
    x, y, width, height = map(int, tree.bbox(item))
    for _ in range(times):
        for sequence in ("<ButtonPress-1>", "<ButtonRelease-1>"):
            tree.event_generate(sequence, x=x + width // 2, y=y + height // 2)
    view.root.update()


def item_of(tree: ttk.Treeview, text: str, parent: str = "") -> str:
    for item in tree.get_children(parent):
        if text in (tree.item(item, "text"), *map(str, tree.item(item, "values"))):
            return item
        if found := item_of(tree, text, item):
            return found
    return ""


# -- conversations --------------------------------------------------------------------------


def test_conversations_show_what_waits_in_them(view: MainWindow) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    shown = lines(view.pieces.conversations.tree)

    assert [line[0] for line in shown[:3]] == ["LocalNet", "#lobby", "#cooking"]
    assert [line[1] for line in shown] == ["", "", "5", "@2", "7", "", "", "1"]
    assert shown[3][0].endswith("…")


def test_what_is_pinned_or_muted_is_marked(view: MainWindow) -> None:
    pinned = ConversationRow("a", "#a", 1, unread=2, pinned=True)
    muted = ConversationRow("b", "#b", 1, unread=3, muted=True)
    view.show_conversations([pinned, muted], None)
    conversations = view.pieces.conversations
    assert lines(conversations.tree) == [("★ #a", "2"), ("#b", "3")]
    assert conversations.tree.item("1", "tags") == ("inactive",)
    assert conversations.tip("0") == "#a: pinned, 2 unread"
    assert conversations.tip("1") == "#b: muted, 3 unread"


@pytest.mark.parametrize(
    ("presence", "label", "word"),
    [("online", "● bob", "here"), ("away", "◐ bob", "away"), ("offline", "○ bob", "not here")],
)
def test_a_sign_says_whether_somebody_is_there(
    view: MainWindow, presence: str, label: str, word: str
) -> None:
    view.show_conversations([ConversationRow("b", "bob", 1, presence=presence)], None)
    assert lines(view.pieces.conversations.tree) == [(label, "")]
    assert view.pieces.conversations.tip("0") == f"bob: {word}"


def test_many_unread_are_counted_as_many(view: MainWindow) -> None:
    view.show_conversations([ConversationRow("a", "#a", unread=100)], None)
    assert lines(view.pieces.conversations.tree) == [("#a", "99+")]


def test_who_scrolled_through_the_list_stays_there_while_counts_change(view: MainWindow) -> None:
    rows = [ConversationRow(f"c{number}", f"#c{number}") for number in range(100)]
    view.show_conversations(rows, "c0")
    tree = view.pieces.conversations.tree
    view.root.update()
    tree.yview_moveto(1.0)
    before = tree.yview()
    view.show_conversations([*rows[:98], replace(rows[98], unread=3, mentions=1), rows[99]], "c0")
    view.root.update()
    assert lines(tree)[97:] == [("#c97", ""), ("#c98", "@1"), ("#c99", "")]
    assert tree.item("98", "tags") == ("mention",)
    assert tree.yview() == before
    assert tree.selection() == ("0",)
    view.show_conversations(rows, "c1")
    assert lines(tree)[98] == ("#c98", "")
    assert tree.bbox("1"), "what is chosen comes into view"


def test_a_click_chooses_a_conversation(view: MainWindow, intents: FakeIntents) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    tree = view.pieces.conversations.tree
    click(view, tree, item_of(tree, "#cooking"))
    assert intents.calls == [("on_select_conversation", "n#cooking")]


def test_arrows_choose_a_conversation(view: MainWindow, intents: FakeIntents) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    press(view, view.pieces.conversations.tree, "<Down>")
    assert intents.calls == [("on_select_conversation", "n#cooking")]


def test_what_the_program_chooses_is_not_reported(view: MainWindow, intents: FakeIntents) -> None:
    for selected in ("n#lobby", "n#cooking", None):
        view.show_conversations(CONVERSATIONS, selected)
        view.root.update()
    assert intents.calls == []
    assert view.pieces.conversations.tree.selection() == ()


def test_keys_are_opaque_and_come_back_whole(view: MainWindow, intents: FakeIntents) -> None:
    keys = ["", "with space", "{brace", "\\", "\u202e", "0"]
    view.show_conversations([ConversationRow(key, f"c{n}") for n, key in enumerate(keys)], None)
    tree = view.pieces.conversations.tree
    for number in range(len(keys)):
        click(view, tree, item_of(tree, f"c{number}"))
    assert [key for (key,) in intents.named("on_select_conversation")] == keys


def test_a_network_is_never_folded_away(view: MainWindow) -> None:
    view.show_conversations(CONVERSATIONS, "n")
    tree = view.pieces.conversations.tree
    press(view, tree, "<Left>", "<Return>")
    click(view, tree, item_of(tree, "LocalNet"), times=2)
    assert tree.bbox(item_of(tree, "#lobby")) != ""


def test_the_name_of_the_conversation_stands_over_the_messages(view: MainWindow) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    assert view.pieces.topic_line.name.cget("text") == "#lobby"


# -- members --------------------------------------------------------------------------------


def test_members_show_prefix_and_count(view: MainWindow) -> None:
    view.show_members([MemberRow("alice", "@", own=True), MemberRow("bob", "+", away=True)])
    assert lines(view.pieces.members.tree) == [
        ("", "Operators — 1"),
        ("@", "alice"),
        ("", "With voice — 1"),
        ("+", "bob (away)"),
    ]
    assert view.pieces.members.heading.cget("text") == "2 members"
    view.show_members([MemberRow("alice")])
    assert view.pieces.members.heading.cget("text") == "1 member"


@pytest.mark.parametrize("how", ["enter", "double click"])
def test_activating_a_member_opens_a_conversation(
    view: MainWindow, intents: FakeIntents, how: str
) -> None:
    view.show_members([MemberRow("alice"), MemberRow("{bob}")])
    tree = view.pieces.members.tree
    click(view, tree, item_of(tree, "{bob}"), times=2 if how == "double click" else 1)
    if how == "enter":
        press(view, tree, "<Return>")
    assert intents.calls == [("on_open_private", "{bob}")]


def test_the_member_list_keeps_its_place_and_choice(view: MainWindow) -> None:
    nicks = [f"nick{number:03}" for number in range(200)]
    view.show_members([MemberRow(nick) for nick in nicks])
    view.root.update()
    tree = view.pieces.members.tree
    tree.yview_moveto(0.5)
    tree.selection_set([item_of(tree, "nick110")])
    view.root.update()
    before = tree.yview()[0]
    view.show_members([MemberRow(nick) for nick in nicks[1:]])
    view.root.update()

    assert abs(tree.yview()[0] - before) < 0.02
    assert tree.item(tree.selection()[0], "values")[1] == "nick110"


def test_an_empty_member_list_is_hidden(view: MainWindow) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    view.show_members([MemberRow("alice")])
    view.root.update()
    assert view.pieces.members.winfo_ismapped()
    view.show_members([])
    view.root.update()
    assert not view.pieces.members.winfo_ismapped()


@pytest.mark.parametrize(
    ("size", "members", "conversations"),
    [("1000x640", True, True), ("640x480", False, True), ("500x400", False, False)],
)
def test_side_lists_give_way_where_room_is_short(
    view: MainWindow, size: str, members: bool, conversations: bool
) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    view.show_members([MemberRow("alice")])
    view.root.geometry(size)
    wait_until(view, lambda: f"{view.root.winfo_width()}x" in size + "x", "it has its new size")
    view.root.update()

    assert bool(view.pieces.members.winfo_ismapped()) is members
    assert bool(view.pieces.conversations.winfo_ismapped()) is conversations
    assert view.entry_field.winfo_ismapped()
    assert view.send_button.winfo_ismapped()
    right = view.send_button.winfo_rootx() + view.send_button.winfo_width()
    assert right <= view.root.winfo_rootx() + view.root.winfo_width()


# -- tooltips -------------------------------------------------------------------------------


def test_a_tooltip_says_the_whole_name(view: MainWindow) -> None:
    view.show_conversations(CONVERSATIONS, "n#lobby")
    tree = view.pieces.conversations.tree
    view.root.update()
    item = item_of(tree, "@2")
    _, y, _, height = map(int, tree.bbox(item))
    tree.event_generate("<Enter>", x=20, y=y + height // 2)
    tree.event_generate("<Motion>", x=20, y=y + height // 2)
    tip = view.pieces.conversations._tip
    wait_until(view, lambda: tip.toplevel is not None, "the tooltip is there")
    assert tip.text == "#a-channel-with-quite-a-long-name: 120 unread, 2 for you"
    tree.event_generate("<Leave>")
    assert tip.toplevel is None


def test_where_there_is_nothing_to_say_there_is_no_tooltip(view: MainWindow) -> None:
    view.show_members([MemberRow("bob")])
    view.root.update()
    tree, tip = view.pieces.members.tree, view.pieces.members._tip
    tree.event_generate("<Motion>", x=20, y=tree.winfo_height() - 5)
    tip.show_tip()
    assert tip.toplevel is None
    tree.event_generate("<Motion>", x=20, y=5)
    assert tip.text == "bob: double-click to write to them alone"
