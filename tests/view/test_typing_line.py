"""The quiet line under the messages."""

from __future__ import annotations

import pytest

from chat.view.window import MainWindow

pytestmark = pytest.mark.view


def test_who_is_typing_stands_in_a_line_whose_place_is_kept(view: MainWindow) -> None:
    line = view.pieces.typing_line
    view.root.update()
    height = line.winfo_height()
    view.show_typing("bob is typing…")
    view.root.update()
    assert line.label.cget("text") == "bob is typing…"
    assert line.winfo_height() == height
    view.show_typing("")
    view.root.update()
    assert line.winfo_height() == height


def test_what_is_hostile_in_a_name_is_made_safe_and_short(view: MainWindow) -> None:
    view.show_typing("e\u202eve\n" + "x" * 5_000)
    shown = str(view.pieces.typing_line.label.cget("text"))
    assert "\u202e" not in shown
    assert "\n" not in shown
    assert len(shown) < 200
