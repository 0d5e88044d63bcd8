"""Typing: completion, recall, several lines, marks, hints, emoji."""

from __future__ import annotations

import tkinter

import pytest

from chat.view.picker import Picker
from chat.view.ports import Hint
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle, type_text

pytestmark = pytest.mark.view


def editor(view: MainWindow) -> tkinter.Text:
    widget = view.pieces.entry_row.field.widget
    assert isinstance(widget, tkinter.Text)
    return widget


def put_on_clipboard(view: MainWindow, text: str) -> None:
    view.root.clipboard_clear()
    view.root.clipboard_append(text)


def test_what_is_typed_is_reported_once_for_each_change(
    view: MainWindow, intents: FakeIntents
) -> None:
    type_text(view, view.entry_field, "hi")
    view.set_entry("hi")
    view.set_entry("")
    assert intents.typed == ["h", "hi", ""]


def test_tab_completes_or_leaves(view: MainWindow, intents: FakeIntents) -> None:
    intents.completes = True
    view.set_entry("bo")
    press(view, view.entry_field, "<Tab>")
    assert intents.calls == [("on_complete", "bo", 2, 1)]
    assert view.root.focus_get() is view.entry_field
    view.replace_entry("bob: x", 5)
    press(view, view.entry_field, "<Shift-Tab>")
    assert intents.calls[1] == ("on_complete", "bob: x", 5, -1)
    intents.completes = False
    press(view, view.entry_field, "<Tab>")
    assert view.root.focus_get() is view.pieces.entry_row.emoji_button


def test_up_and_down_recall(view: MainWindow, intents: FakeIntents) -> None:
    press(view, view.entry_field, "<Up>", "<Down>")
    assert intents.calls == [("on_recall", -1), ("on_recall", 1)]


def test_shift_enter_opens_an_editor_and_enter_sends(
    view: MainWindow, intents: FakeIntents
) -> None:
    type_text(view, view.entry_field, "one")
    press(view, view.entry_field, "<Shift-Return>")
    assert not view.entry_field.winfo_ismapped()
    assert view.root.focus_get() is editor(view)
    type_text(view, editor(view), "two")
    assert view.entry_text() == "one\ntwo"
    press(view, editor(view), "<Up>")
    assert intents.named("on_recall") == []
    press(view, editor(view), "<Return>")
    assert intents.named("on_send") == [("one\ntwo",)]
    view.set_entry("")
    view.root.update()
    assert view.entry_field.winfo_ismapped()
    assert view.root.focus_get() is view.entry_field


def test_the_editor_grows_with_its_lines(view: MainWindow) -> None:
    heights = []
    for lines in (2, 5, 30):
        view.set_entry("line\n" * (lines - 1))
        heights.append(int(editor(view).cget("height")))
    assert heights == [2, 5, 8]


def test_a_paste_of_several_lines_opens_the_editor(view: MainWindow) -> None:
    view.set_entry("ab")
    view.entry_field.icursor(1)
    put_on_clipboard(view, "one\r\ntwo\n")
    view.entry_field.event_generate("<<Paste>>")
    assert view.entry_text() == "aone\ntwob"
    assert editor(view).index("insert") == "2.3"


def test_a_paste_replaces_what_is_selected(view: MainWindow) -> None:
    view.set_entry("keep this")
    view.entry_field.selection_range(5, 9)
    put_on_clipboard(view, "that\n")
    view.entry_field.event_generate("<<Paste>>")
    assert view.entry_text() == "keep that"


def test_a_paste_into_the_editor_replaces_what_is_selected(view: MainWindow) -> None:
    view.set_entry("one\ntwo")
    editor(view).tag_add("sel", "2.0", "2.3")
    put_on_clipboard(view, "three")
    editor(view).event_generate("<<Paste>>")
    assert view.entry_text() == "one\nthree"


@pytest.mark.parametrize(
    ("key", "code"),
    [("<Control-b>", "\x02"), ("<Control-i>", "\x1d"), ("<Control-u>", "\x1f")],
)
def test_formatting_is_seen_as_marks_and_sent_as_codes(
    view: MainWindow, key: str, code: str
) -> None:
    view.set_entry("so bold it is")
    view.entry_field.selection_range(3, 7)
    press(view, view.entry_field, key)
    assert view.entry_text() == f"so {code}bold{code} it is"
    shown = view.entry_field.get()
    assert code not in shown
    assert len(shown) == len("so bold it is") + 2
    view.set_entry(view.entry_text())
    assert view.entry_field.get() == shown
    view.set_entry("")
    press(view, view.entry_field, key)
    assert view.entry_text() == code


def test_the_room_is_shown_and_hidden(view: MainWindow) -> None:
    view.show_room("12 bytes left", False)
    view.root.update()
    label = view.pieces.entry_row.room
    assert label.winfo_ismapped()
    assert label.cget("text") == "12 bytes left"
    view.show_room("", False)
    view.root.update()
    assert not label.winfo_ismapped()


def test_hints_stand_over_the_entry_and_a_click_takes_one(view: MainWindow) -> None:
    view.show_messages(rows(100))
    settle(view)
    view.show_hints([Hint("/join ", "/join #channel", "Join a channel."), Hint("/me ", "/me", "")])
    view.root.update()
    hints = view.pieces.hints
    assert hints.winfo_ismapped()
    first = hints._labels[0][0]
    first.event_generate("<Button-1>", x=2, y=2)
    assert view.entry_text() == "/join "
    press(view, view.entry_field, "<Escape>")
    assert not hints.winfo_ismapped()
    view.show_hints([])
    assert hints._labels == []


def test_an_emoji_is_picked_by_its_name(view: MainWindow) -> None:
    view.set_entry("well done")
    view.entry_field.icursor(4)
    press(view, view.entry_field, "<Control-period>")
    picker = view.dialogs.prompt
    assert isinstance(picker, Picker)
    picker.entry.insert(0, "party popper")
    press(view, picker.entry, "<Return>")
    assert view.entry_text() == "well🎉 done"
    assert not picker.winfo_exists()
    assert view.root.focus_get() is view.entry_field


def test_the_picker_is_moved_through_by_keyboard(view: MainWindow) -> None:
    picked: list[str] = []
    picker = Picker(
        view.root,
        title="Pick",
        question="Which?",
        search=lambda words: [(name, name) for name in ("ann", "bob", "cat") if words in name],
        on_pick=picked.append,
    )
    press(view, picker.entry, "<Down>", "<Down>", "<Down>", "<Up>")
    assert picker.listbox.curselection() == (1,)
    picker.entry.insert(0, "nobody")
    press(view, picker.entry, "<Return>", "<Down>")
    assert picked == []
    picker.entry.delete(0, "end")
    press(view, picker.entry, "<Next>", "<Return>")
    assert picked == ["cat"]
