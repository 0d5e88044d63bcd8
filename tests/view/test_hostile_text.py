"""Hostile text, put into every place of the window that shows what strangers wrote."""

from __future__ import annotations

import tkinter
from collections.abc import Callable
from tkinter import ttk

import pytest

from chat.view import window as window_module
from chat.view.ports import (
    ConnectField,
    ConnectForm,
    ConversationRow,
    MemberRow,
    MessageRow,
    RowKind,
)
from chat.view.ports.marks import Chip, Quote
from chat.view.text_safety import spell_emoji
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import settle
from tests.view.hostile import KINDS, dangers

pytestmark = pytest.mark.view


def _edit_topic(view: MainWindow, text: str) -> None:
    view.show_conversations([ConversationRow("k", "#lobby")], "k")
    view.show_topic(text, editable=True)
    view.pieces.topic_line.edit()


def _connecting(view: MainWindow, text: str) -> None:
    view.open_connect_dialog(ConnectForm())
    view.show_connecting(text)


def _connect_error(view: MainWindow, text: str) -> None:
    view.open_connect_dialog(ConnectForm())
    view.show_connect_error(text, ConnectField.HOST)


def _reaction(view: MainWindow, text: str) -> None:
    chip = Chip(text, 3, own=True, who=text)
    row = MessageRow("m", "14:05", "bob", "hello", chips=(chip,))
    view.append_messages([row])
    messages = view.pieces.messages
    messages.menu.fill(row)
    messages.hover.tell(chip, 5, 5)


PLACES: dict[str, Callable[[MainWindow, str], None]] = {
    "message": lambda view, text: view.append_messages([MessageRow("m", "14:05", "bob", text)]),
    "sender": lambda view, text: view.append_messages([MessageRow("m", "14:05", text, "hello")]),
    "time": lambda view, text: view.append_messages([MessageRow("m", text, "bob", "hello")]),
    "action": lambda view, text: view.append_messages(
        [MessageRow("m", "14:05", text, text, RowKind.ACTION)]
    ),
    "notice": lambda view, text: view.append_messages(
        [MessageRow("m", "14:05", text, text, RowKind.NOTICE)]
    ),
    "quotation": lambda view, text: view.append_messages(
        [MessageRow("m", "14:05", "bob", "hello", quote=Quote(text, text))]
    ),
    "reaction": _reaction,
    "spoiler": lambda view, text: view.append_messages(
        [MessageRow("m", "14:05", "bob", text, hidden=((1, len(text)),))]
    ),
    "answered": lambda view, text: view.marks.show_answered(Quote(text, text)),
    "conversation": lambda view, text: view.show_conversations([ConversationRow(text, text)], text),
    "member": lambda view, text: view.show_members([MemberRow(text, text), MemberRow("bob")]),
    "topic": lambda view, text: view.show_topic(text, editable=True),
    "topic editor": _edit_topic,
    "title": lambda view, text: view.show_title(f"CHAT APP — {text}"),
    "identity": lambda view, text: view.show_identity(text, away=True),
    "hint": lambda view, text: view.enable_entry(True, text),
    "bar": lambda view, text: view.show_bar(text, action=text),
    "connecting": _connecting,
    "connect error": _connect_error,
}


@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_shows_and_harms_nothing(view: MainWindow, place: str) -> None:
    for kind, text in KINDS.items():
        PLACES[place](view, text)
        view.root.update()
        bad = {shown: dangers(shown, lines=True) for shown in all_texts(view.root)}
        assert not any(bad.values()), kind
    settle(view)
    assert view.root.winfo_exists()
    assert view.root.title().startswith("CHAT APP")


@pytest.mark.parametrize("place", PLACES)
def test_a_tk_that_cannot_draw_emoji_gets_none(
    monkeypatch: pytest.MonkeyPatch, intents: FakeIntents, place: str
) -> None:
    monkeypatch.setattr(window_module, "draws_colour_emoji", lambda _root: False)
    view = MainWindow()
    try:
        view.bind_intents(intents)
        PLACES[place](view, KINDS["emoji"])
        view.set_entry("typed \U0001f600")
        drawn_by_tk = [text for text in all_texts(view.root) if text != view.root.title()]
        assert all(spell_emoji(text) == text for text in drawn_by_tk)
        assert view.entry_text() == "typed [grinning face]"
    finally:
        view.destroy()


def test_a_message_box_shows_hostile_text(view: MainWindow) -> None:
    seen: list[str] = []

    def answer() -> None:
        boxes = [w for w in view.root.winfo_children() if isinstance(w, tkinter.Toplevel)]
        seen.extend(all_texts(view.root))
        for box in boxes:
            box.destroy()

    for text in KINDS.values():
        view.schedule(20, answer)
        view.show_error(text, text)
    assert seen
    assert all(dangers(text, lines=True) == [] for text in seen)


def all_texts(widget: tkinter.Misc) -> list[str]:
    """Everything that a widget and those inside it show."""
    found = _texts_of(widget)
    for child in widget.winfo_children():
        found += all_texts(child)
    return found


def _texts_of(widget: tkinter.Misc) -> list[str]:
    if isinstance(widget, tkinter.Tk | tkinter.Toplevel):
        return [str(widget.title())]
    if isinstance(widget, tkinter.Listbox):
        return [str(item) for item in widget.get(0, "end")]
    if isinstance(widget, ttk.Treeview):
        return _tree_texts(widget, "")
    if isinstance(widget, ttk.Entry):
        return [widget.get()]
    if isinstance(widget, ttk.Label | ttk.Button):
        return [str(widget.cget("text"))]
    return []


def _tree_texts(tree: ttk.Treeview, parent: str) -> list[str]:
    found: list[str] = []
    for item in tree.get_children(parent):
        values = tree.item(item, "values") or ()
        found += [str(tree.item(item, "text")), *map(str, values), *_tree_texts(tree, item)]
    return found
