"""Another language is chosen while a window is open over the main one: it says all anew."""

from __future__ import annotations

import tkinter
from collections.abc import Iterator

import pytest
import ttkbootstrap as ttk

from chat.translation import use_language
from chat.view.ports import ConnectForm
from chat.view.ports.files import FileAction, FileRow, FileState
from chat.view.ports.marks import Quote
from chat.view.window import MainWindow
from tests.view.every_dialog import OPENERS, open_one

pytestmark = pytest.mark.view

CONTENT = ("settings", "search", "emoji")  # the controller gives it anew, or it was looked for

GIVEN = ("choice", "text")  # nothing in them is the window's own


def speak(view: MainWindow, code: str) -> None:
    use_language(code)
    view.language.show(code)
    view.root.update()


def words(widget: tkinter.Misc) -> Iterator[tuple[str, str]]:
    """What stands in a window, and where."""
    if isinstance(widget, tkinter.Toplevel):
        yield "", widget.title()
    elif isinstance(widget, ttk.Treeview):
        for column in widget.cget("columns"):
            yield str(widget), str(widget.heading(column, "text"))
        for item in widget.get_children():
            yield str(widget), str(widget.item(item, "text"))
    elif isinstance(widget, tkinter.Text):
        yield str(widget), widget.get("1.0", "end")
    elif isinstance(widget, ttk.Label | ttk.Button | ttk.Checkbutton | ttk.Radiobutton):
        yield str(widget), str(widget.cget("text"))
    for child in widget.winfo_children():
        yield from words(child)


def said(window: tkinter.Misc) -> list[str]:
    return [text for _path, text in words(window)]


@pytest.mark.parametrize("name", [name for name in OPENERS if name not in CONTENT])
def test_a_window_that_is_open_says_all_anew(view: MainWindow, name: str) -> None:
    window = open_one(view, name)
    english = said(window)
    speak(view, "de")
    changed = said(window)
    window.destroy()
    german = said(open_one(view, name))
    assert changed == german
    assert name in GIVEN or changed != english
    speak(view, "en")


def test_what_was_typed_stays(view: MainWindow) -> None:
    view.open_connect_dialog(ConnectForm("alice", "chat.example.org", "6667", "#lobby"))
    assert view.dialogs.connect is not None
    fields = view.dialogs.connect.fields
    entries = [one for one in every(fields) if isinstance(one, ttk.Entry)]
    entries[0].insert("end", " Cancel")
    typed = [entry.get() for entry in entries]
    speak(view, "de")
    assert [entry.get() for entry in entries] == typed
    assert "Abbrechen" in said(view.dialogs.connect)


def test_the_bars_of_the_main_window_say_themselves_anew(view: MainWindow) -> None:
    row = FileRow("1", "cat.png", "34 KB", FileState.READY, (FileAction.SEND, FileAction.REMOVE))
    view.files.show([row])
    view.marks.show_answered(Quote("Cancel", "bob"))
    view.root.update()
    speak(view, "de")
    line = view.files.tray.lines["1"]
    assert line.buttons[FileAction.SEND].cget("text") == "Datei senden"
    assert line.name.cget("text") == "cat.png"
    assert "Cancel" in str(view.pieces.marks.label.cget("text"))
    assert "bob" in str(view.pieces.marks.label.cget("text"))
    assert not str(view.pieces.marks.label.cget("text")).startswith("Replying")


def every(widget: tkinter.Misc) -> Iterator[tkinter.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from every(child)
