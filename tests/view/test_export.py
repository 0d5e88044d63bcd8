"""Exporting: the menu asks, a window shows how far it is, and can be left."""

from __future__ import annotations

from tkinter import filedialog
from typing import Any

import pytest

from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press

pytestmark = pytest.mark.view


def test_the_menu_asks_for_it(view: MainWindow, intents: FakeIntents) -> None:
    menu = view.menu_bar.menus["Conversation"]
    menu.invoke("Export…")
    menu.invoke("Export the whole network…")
    assert intents.export.calls == ["on_export", "on_export_network"]


@pytest.mark.parametrize(("chosen", "answer"), [("/tmp/a.html", "/tmp/a.html"), ((), "")])
def test_it_asks_where(
    view: MainWindow, monkeypatch: pytest.MonkeyPatch, chosen: object, answer: str
) -> None:
    asked: dict[str, Any] = {}

    def ask(**options: Any) -> object:
        asked.update(options)
        return chosen

    monkeypatch.setattr(filedialog, "asksaveasfilename", ask)
    assert view.export.ask_where("lobby.html") == answer
    assert (asked["initialfile"], asked["defaultextension"]) == ("lobby.html", ".html")


def test_it_shows_how_far_it_is_and_can_be_left(view: MainWindow, intents: FakeIntents) -> None:
    view.export.show_progress("5 of 10 messages", 0.5)
    window = view.export.window
    assert window is not None
    view.export.show_progress("6 of 10 messages", 0.6)
    assert view.export.window is window
    window.update()
    assert window.label.cget("text") == "6 of 10 messages"
    window.cancel_button.invoke()
    press(view, window.cancel_button, "<Escape>")
    assert intents.export.calls == ["on_cancel"] * 2
    view.export.close()
    view.export.close()
    assert not window.winfo_exists()
