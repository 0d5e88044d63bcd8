"""The window in German: every menu has its letters, nothing is cut, and it changes at once."""

from __future__ import annotations

import tkinter
from collections.abc import Iterator
from tkinter import font as tkfont

import pytest
import ttkbootstrap as ttk

from chat.translation import _, use_language
from chat.view.menu_bar import MENUS
from chat.view.ports import MemberAction
from chat.view.ports.listing import ListAction
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import settle
from tests.view.every_dialog import OPENERS, every_setting, open_one
from tests.view.gallery import fill
from tests.view.marks_talk import marks_rows

pytestmark = pytest.mark.view

ARROW = 24  # pixels of a box that its arrow takes


@pytest.fixture
def german(intents: FakeIntents) -> Iterator[MainWindow]:
    use_language("de")
    window = MainWindow()
    window.bind_intents(intents)
    window.root.geometry("1000x640+0+0")
    settle(window)
    yield window
    window.destroy()


def letters_of(menu: tkinter.Menu) -> list[str]:
    """The letter of each entry. Fails where one has none."""
    letters = []
    for place in range((menu.index("end") or 0) + 1):
        if menu.type(place) != "separator":
            label, underline = (menu.entrycget(place, what) for what in ("label", "underline"))
            assert int(underline) >= 0, f"{label} has no letter"
            letters.append(str(label)[int(underline)].lower())
    return letters


def test_every_menu_has_letters_and_no_two_alike(german: MainWindow) -> None:
    bar = german.menu_bar
    for menu in (bar.bar, *bar.menus.values()):
        letters = letters_of(menu)
        assert len(set(letters)) == len(letters), letters


def test_the_menus_of_lists_and_messages_have_letters(
    german: MainWindow, intents: FakeIntents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intents, "member_actions", lambda _nick: tuple(MemberAction))
    monkeypatch.setattr(intents.listing, "actions", lambda _key: tuple(ListAction))
    fill(german)
    german.show_messages(marks_rows())
    settle(german)
    german.pieces.members.menu.fill("1")
    german.pieces.conversations.menu.fill("1")
    menus = [german.pieces.members.menu.menu, german.pieces.conversations.menu.menu]
    messages = german.pieces.messages
    messages.menu.fill(next(row for row in messages.all_rows() if row.hidden))
    for menu in (*menus, messages.menu.menu):
        letters = letters_of(menu)
        assert len(set(letters)) == len(letters), letters


def everything(widget: tkinter.Misc) -> Iterator[tkinter.Misc]:
    """All that is seen under a widget, in its own window."""
    for child in widget.winfo_children():
        if not isinstance(child, tkinter.Toplevel | tkinter.Menu) and child.winfo_viewable():
            yield child
            yield from everything(child)


def cut(window: tkinter.Misc) -> list[str]:
    """What needs more room than it has; a label that has a width of its own elides its text."""
    found = []
    for widget in everything(window):
        if isinstance(widget, ttk.Combobox):
            measure = tkfont.nametofont("TkDefaultFont", root=widget).measure
            room = widget.winfo_width() - ARROW
            found += [one for one in widget.cget("values") if measure(one) > room]
        elif isinstance(widget, ttk.Button | ttk.Label | ttk.Checkbutton | ttk.Radiobutton):
            elides = isinstance(widget, ttk.Label) and bool(str(widget.cget("width")))
            if not elides and widget.winfo_reqwidth() > widget.winfo_width() + 1:
                found.append(str(widget.cget("text")))
    return found


@pytest.mark.parametrize("name", OPENERS)
def test_nothing_in_a_dialog_is_cut(german: MainWindow, name: str) -> None:
    assert cut(open_one(german, name)) == []


@pytest.mark.parametrize("size", ["1000x640", "480x640"])
def test_nothing_in_the_window_is_cut(german: MainWindow, size: str) -> None:
    german.root.geometry(size)
    settle(german)
    assert cut(german.root) == []
    fill(german)
    settle(german)
    assert [text for text in cut(german.root) if "CHAT APP" not in text] == []


def test_another_language_is_spoken_at_once(view: MainWindow) -> None:
    fill(view)
    words = (
        lambda: view.send_button.cget("text"),
        lambda: view.pieces.conversations.heading.cget("text"),
        lambda: view.pieces.members.heading.cget("text"),
        lambda: view.menu_bar.bar.entrycget(1, "label"),
        lambda: view.menu_bar.menus["Chat"].entrycget(0, "accelerator"),
        lambda: view.root.tk.call("::msgcat::mc", "Cancel"),
        lambda: view.root.tk.eval("namespace eval ::tk {::msgcat::mc Open}"),
    )
    english = [word() for word in words]
    assert english[:2] == ["Send", "Conversations"]
    use_language("de")
    view.language.show("de")
    german = [word() for word in words]
    assert german[:2] == ["Senden", "Gespräche"]
    assert german[2].endswith("Mitglieder")
    assert german[3:] == ["Gespräch", "Strg+N", "Abbrechen", "Öffnen"]
    use_language("en")
    view.language.show("en")
    assert [word() for word in words] == english


def test_the_settings_change_their_own_words(view: MainWindow) -> None:
    view.show_settings(every_setting())
    window = view.dialogs.settings
    assert window is not None
    use_language("de")
    view.language.show("de")
    view.refresh_settings(every_setting())
    assert (window.title(), window.close_button.cget("text")) == ("Einstellungen", "Schließen")
    assert "Hell" in window.boxes["theme"].cget("values")
    assert window.pages.tab(0, "text").strip() == "Aussehen"


def test_the_menu_bar_has_all_its_words_in_the_catalogue() -> None:
    use_language("de")
    same = {"Chat", "Status…", "System", "Emoji…"}
    labels = {command.label for commands in MENUS.values() for command in commands}
    assert {label for label in labels if label and _(label) == label} <= same
