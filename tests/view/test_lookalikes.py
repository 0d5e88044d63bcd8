"""Names that can be taken for others, in the window: marked, and explained on request."""

from __future__ import annotations

import pytest

from chat.view.ports import MemberRow, MessageRow, RowKind
from chat.view.window import MainWindow

pytestmark = pytest.mark.view

WORDS = "Reads like “bob”, but is written with other letters"
COPY = "bоb"


def test_a_member_is_marked_and_the_tooltip_says_why(view: MainWindow) -> None:
    view.show_members([MemberRow("bob"), MemberRow(COPY, beware=WORDS)])
    members = view.pieces.members
    plain, marked = members.tree.get_children()
    assert members.tree.item(plain, "values")[1] == "bob"
    assert members.tree.item(marked, "values")[1] == f"≈ {COPY}"
    assert WORDS in members.tip(marked)
    assert "≈" not in members.tip(plain)


def test_a_sender_is_marked_and_the_menu_says_why(view: MainWindow) -> None:
    rows = [
        MessageRow("1", "12:00", COPY, "it is me", beware=WORDS),
        MessageRow("2", "12:01", COPY, "waves", RowKind.ACTION, beware=WORDS),
        MessageRow("3", "12:02", "bob", "no, me"),
    ]
    view.show_messages(rows)
    shown = view.pieces.messages.shown()
    assert shown[0][1].strip() == f"≈ {COPY}"
    assert shown[1][2] == f"≈ {COPY} waves"
    assert shown[2][1].strip() == "bob"
    menu = view.pieces.messages.menu
    menu.fill(rows[0])
    assert menu.menu.entrycget(0, "label") == f"≈ {WORDS}"
    assert menu.menu.entrycget(0, "state") == "disabled"
    menu.fill(rows[2])
    assert "≈" not in str(menu.menu.entrycget(0, "label"))
