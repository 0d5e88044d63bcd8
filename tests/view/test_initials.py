"""Initials in the nick's colour, where others have pictures."""

from __future__ import annotations

import pytest

from chat.view.initials import MOST, InitialsPictures, initials_of
from chat.view.ports import MemberRow
from chat.view.window import MainWindow


@pytest.mark.parametrize(
    ("nick", "display_name", "initials"),
    [
        ("alice", "", "A"),
        ("alice", "Alice Ann Adams", "AA"),
        ("alice", "Alice", "A"),
        ("[bot]", "", "B"),
        ("émile", "", "E"),
        ("我们", "你好", ""),
        ("x", "\u202e\n!!", "X"),
    ],
)
def test_initials(nick: str, display_name: str, initials: str) -> None:
    assert initials_of(nick, display_name) == initials


@pytest.mark.view
def test_each_picture_is_made_once_and_no_crowd_is_kept(view: MainWindow) -> None:
    pictures = InitialsPictures(view.root, 18)
    first = pictures.of("A", "#aa0000")
    assert pictures.of("A", "#aa0000") is first
    assert (first.width(), first.height()) == (18, 18)
    for number in range(MOST):
        pictures._made["B", str(number)] = first
    pictures.of("C", "#00aa00")
    assert len(pictures._made) == 1


@pytest.mark.view
def test_members_have_pictures_and_headings_have_none(view: MainWindow) -> None:
    view.show_members([MemberRow("ann", "@"), MemberRow("bob", away=True)])
    tree = view.pieces.members.tree
    pictures = [bool(tree.item(item, "image")) for item in tree.get_children()]
    assert pictures == [False, True, False, True]
    view.set_theme("dark")
    view.root.update()
    assert tree.item(tree.get_children()[1], "image")
