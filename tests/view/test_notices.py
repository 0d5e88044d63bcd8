"""What the window does to be noticed."""

from __future__ import annotations

import tkinter
from typing import Any

import pytest
from PIL import Image

from chat.view import notices
from chat.view.badge import badge_text, badged_icon, with_number
from chat.view.notices import MOST_TOASTS
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, settle

pytestmark = pytest.mark.view


def test_the_number_stands_in_the_title_after_the_programs_name(view: MainWindow) -> None:
    view.show_title("CHAT APP — #lobby")
    view.notices.show_badge(3)
    assert view.root.title() == "CHAT APP (3) — #lobby"
    view.show_title("CHAT APP — #other")
    assert view.root.title() == "CHAT APP (3) — #other"
    view.notices.show_badge(0)
    assert view.root.title() == "CHAT APP — #other"


def test_the_number_stands_on_the_icon() -> None:
    plain = Image.new("RGBA", (64, 64), (0, 0, 200, 255))
    assert [badge_text(count) for count in (0, 1, 12, 100, 1000)] == ["", "1", "12", "99+", "99+"]
    pictures = {with_number(plain, text).tobytes() for text in ("1", "12", "99+")}
    assert len(pictures | {plain.tobytes()}) == 4


def test_the_icon_is_drawn_anew_only_where_it_looks_different(
    view: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(root: tkinter.Misc, text: str) -> Any:
        drawn.append(text)
        return badged_icon(root, text)

    monkeypatch.setattr(notices, "badged_icon", draw)
    for count in (98, 99, 100, 5000, 100, 0):
        view.notices.show_badge(count)
        assert view.root.title().startswith(f"CHAT APP ({count})" if count else "CHAT APP")
    assert drawn == ["98", "99", "99+", ""]


def test_a_toast_shows_safe_text_and_a_click_goes_there(view: MainWindow) -> None:
    clicked: list[str] = []
    view.notices.show_toast("bob\x00\u202e", "hello\n" + "x" * 5000, lambda: clicked.append("bob"))
    settle(view)
    (toast,) = view.notices.toasts
    assert toast.toplevel is not None
    child = toast.toplevel.winfo_children()[0]
    child.event_generate("<Button-1>")
    view.root.update()
    assert clicked == ["bob"]


def test_there_are_never_many_toasts(view: MainWindow) -> None:
    for number in range(MOST_TOASTS + 3):
        view.notices.show_toast("bob", str(number), lambda: None)
    assert len(view.notices.toasts) == MOST_TOASTS


def test_the_menu_reports_and_follows(view: MainWindow, intents: FakeIntents) -> None:
    press(view, view.entry_field, "<Control-Shift-D>")
    assert intents.named("notices.on_toggle_disturb") == [()]
    assert view.menu_bar.disturb.get()
    view.notices.show_disturb(False)
    assert not view.menu_bar.disturb.get()


def test_a_window_that_is_put_away_is_not_watched(view: MainWindow) -> None:
    view.root.focus_force()
    settle(view)
    assert view.notices.is_watched()
    view.root.withdraw()
    settle(view)
    assert not view.notices.is_watched()
    view.notices.come_forward()
    settle(view)
    assert view.root.state() == "normal"


def test_the_icon_with_a_number_ends_with_its_window(view: MainWindow) -> None:
    view.notices.show_badge(3)
    names = set(view.root.tk.splitlist(view.root.tk.call("image", "names")))
    view.notices.close()
    left = set(view.root.tk.splitlist(view.root.tk.call("image", "names")))
    assert len(names - left) == 1
