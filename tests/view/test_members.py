"""Members by role, found by a part of the name; lists made wider."""

from __future__ import annotations

import pytest

from chat.view.ports import MemberRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, wait_until
from tests.view.gallery import CONVERSATIONS
from tests.view.test_side_lists import lines

pytestmark = pytest.mark.view

CROWD = [
    MemberRow("zoe", "~"),
    MemberRow("ann", "@"),
    MemberRow("art", "@", away=True),
    MemberRow("bob", display_name="Robert B."),
    MemberRow("carol"),
]


def names(view: MainWindow) -> list[str]:
    return [line[-1] for line in lines(view.pieces.members.tree)]


def test_members_stand_under_their_roles(view: MainWindow) -> None:
    view.show_members(CROWD)
    assert names(view) == [
        "Founders — 1",
        "zoe",
        "Operators — 2",
        "ann",
        "art (away)",
        "Members — 2",
        "bob · Robert B.",
        "carol",
    ]
    view.show_members([MemberRow("ann"), MemberRow("bob")])
    assert names(view) == ["ann", "bob"]


def test_a_heading_is_nobody(view: MainWindow, intents: FakeIntents) -> None:
    view.show_members(CROWD)
    tree = view.pieces.members.tree
    heading = tree.get_children()[0]
    tree.selection_set([heading])
    view.root.update()
    assert tree.selection() == ()
    press(view, tree, "<Return>")
    assert intents.named("on_open_private") == []
    assert not view.pieces.members.menu.fill(heading)
    assert view.pieces.members.tip(heading) == ""
    view.pieces.members.focus_by_key()
    assert tree.selection() == ("0",)


def test_a_part_of_the_name_finds_a_member(view: MainWindow, intents: FakeIntents) -> None:
    view.show_members(CROWD)
    members = view.pieces.members
    members.find_field.wanted.set(" ROB")
    assert names(view) == ["bob · Robert B."]
    view.show_members([*CROWD, MemberRow("robin")])
    assert names(view) == ["bob · Robert B.", "robin"]
    press(view, members.find_field, "<Return>")
    press(view, members.tree, "<Return>")
    assert intents.named("on_open_private") == [("bob",)]
    press(view, members.find_field, "<Escape>")
    assert len(names(view)) == 9
    members.find_field.wanted.set("nobody")
    press(view, members.find_field, "<Down>")
    assert names(view) == []
    view.root.update()
    assert members.nobody.winfo_ismapped()
    press(view, members.find_field, "<Escape>")
    assert not members.nobody.winfo_ismapped()


def test_a_display_name_stands_beside_the_nick_and_is_made_safe(view: MainWindow) -> None:
    view.show_members(
        [
            MemberRow("eve", display_name="ann"),
            MemberRow("mal", display_name="\u202eann\nevil"),
            MemberRow("Tim", display_name="tim", status="at lunch"),
        ]
    )
    shown = names(view)
    assert shown[0] == "eve · ann"
    assert shown[1].startswith("mal · ")
    assert "\u202e" not in shown[1]
    assert "\n" not in shown[1]
    assert shown[2] == "Tim"
    assert view.pieces.members.tip("2").startswith("Tim — tim — at lunch: ")


def test_lists_are_made_wider_and_narrower_within_reason(view: MainWindow) -> None:
    left, right = view.side_widths()
    view.show_members(CROWD)
    view.show_conversations(CONVERSATIONS, None)
    view.set_side_widths(300, 0)
    view.root.update()
    assert view.side_widths() == (300, right)
    assert view.pieces.conversations.winfo_width() >= 300
    layout = view.pieces.layout
    edge = view.pieces.conversations.winfo_rootx()
    layout._drag("left", edge + 250)
    assert view.side_widths()[0] == pytest.approx(250, abs=3)
    layout._drag("left", edge + 5_000)
    assert view.side_widths()[0] <= 400
    layout._drag("right", view.root.winfo_rootx() + 10_000)
    layout._drag("left", edge)
    assert view.side_widths()[0] == 110
    view.set_side_widths(0, 0)
    assert view.side_widths() == (left, right)


def test_the_menu_asks_what_to_say_of_oneself(view: MainWindow, intents: FakeIntents) -> None:
    view.menu_bar.menus["You"].invoke("Display name…")
    view.menu_bar.menus["You"].invoke("Status…")
    assert intents.calls == [("profile.on_display_name",), ("profile.on_status",)]


def test_who_comes_or_goes_leaves_the_others_lines_as_they_are(view: MainWindow) -> None:
    tree = view.pieces.members.tree
    view.show_members(CROWD)
    before = dict(zip(names(view), tree.get_children(), strict=True))
    tree.selection_set([before["bob · Robert B."]])
    view.show_members([CROWD[0], *CROWD[3:], MemberRow("dave")])
    after = dict(zip(names(view), tree.get_children(), strict=True))
    assert list(after) == [
        "Founders — 1",
        "zoe",
        "Members — 3",
        "bob · Robert B.",
        "carol",
        "dave",
    ]
    assert all(after[name] == before[name] for name in ("zoe", "bob · Robert B.", "carol"))
    assert tree.selection() == (before["bob · Robert B."],)
    view.show_members([CROWD[0], MemberRow("bob", away=True)])
    assert names(view)[-1] == "bob (away)"
    assert tree.selection() == tree.get_children()[-1:], "the same person is chosen"
    view.show_members([])
    assert names(view) == []


def test_a_crowd_is_listed_in_turns(view: MainWindow) -> None:
    tree = view.pieces.members.tree
    view.show_members([MemberRow(f"n{number:04}") for number in range(1000)])
    assert 0 < len(tree.get_children()) < 1000, "the window stays free meanwhile"
    wait_until(view, lambda: len(tree.get_children()) == 1000, "all are listed")
    assert names(view) == [f"n{number:04}" for number in range(1000)]
