"""Windows with a text to read: they show that there is more, and can be closed by a button."""

from __future__ import annotations

import pytest

from chat.view.shortcuts_window import ShortcutsWindow
from chat.view.text_window import TextWindow
from chat.view.window import MainWindow

pytestmark = pytest.mark.view


def scrollbars(window: TextWindow) -> list[str]:
    """The class of what stands beside the text."""
    around = window.nametowidget(window.text.winfo_parent())
    return [each.winfo_class() for each in around.pack_slaves() if each is not window.text]


def test_the_scrollbar_shows_only_where_there_is_more(view: MainWindow) -> None:
    window = TextWindow(view.root, "Message", "one line")
    window.update()
    assert scrollbars(window) == []
    window.show("a line\n" * 200)
    window.update()
    assert scrollbars(window) == ["TScrollbar"]
    window.show("one line")
    window.update()
    assert scrollbars(window) == []


def test_the_button_closes_it(view: MainWindow) -> None:
    window = TextWindow(view.root, "Message", "one line")
    window.close_button.invoke()
    assert not window.winfo_exists()


def test_f1_closes_the_keys(view: MainWindow) -> None:
    window = ShortcutsWindow(view.root)
    window.update()
    assert scrollbars(window) == ["TScrollbar"]
    window.event_generate("<F1>")
    assert not window.winfo_exists()
