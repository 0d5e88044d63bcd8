"""The rows of the original specification that the window answers for."""

from __future__ import annotations

import tkinter
from tkinter import ttk

import pytest

from chat.view.ports import ConnectForm, MessageRow
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, rows, settle, type_text, wait_until

pytestmark = pytest.mark.view


def test_c1_an_error_is_a_message_box(view: MainWindow) -> None:
    seen: list[str] = []

    def answer() -> None:
        boxes = [w for w in view.root.winfo_children() if isinstance(w, tkinter.Toplevel)]
        labels = [w for box in boxes for w in _below(box) if isinstance(w, ttk.Label)]
        seen.extend(str(label.cget("text")) for label in labels if label.cget("text"))
        [button] = [w for box in boxes for w in _below(box) if isinstance(w, ttk.Button)]
        button.invoke()

    view.schedule(1, lambda: view.schedule(50, answer))
    view.show_error("Connection", "The server closed the connection.")

    assert "The server closed the connection." in seen


def test_c3_enter_in_the_entry_sends_its_text(view: MainWindow, intents: FakeIntents) -> None:
    type_text(view, view.entry_field, "hello")
    press(view, view.entry_field, "<Return>")

    assert intents.calls == [("on_send", "hello")]
    assert view.entry_text() == "hello"  # the controller clears what it takes


def test_c3_the_send_button_sends_the_entry_s_text(view: MainWindow, intents: FakeIntents) -> None:
    type_text(view, view.entry_field, "hello")
    _click(view, view.send_button)

    assert intents.calls == [("on_send", "hello")]


def test_c3_a_sent_message_stands_in_the_listbox(view: MainWindow) -> None:
    view.append_messages([MessageRow("1", "14:05", "alice", "hello", own=True)])

    assert view.message_listbox.get(0, "end") == ("hello",)


@pytest.mark.parametrize("title", ["CHAT APP — #lobby — LocalNet", "#lobby", ""])
def test_c5_the_title_begins_with_chat_app(view: MainWindow, title: str) -> None:
    assert view.root.title().startswith("CHAT APP")
    view.show_title(title)
    assert view.root.title().startswith("CHAT APP")


def test_c6_a_listbox_with_a_scrollbar_shows_the_messages(view: MainWindow) -> None:
    view.show_messages(rows(200))
    settle(view)
    scrollbar = view.pieces.messages.sheet.columns.scrollbar

    assert isinstance(view.message_listbox, tkinter.Listbox)
    assert isinstance(scrollbar, ttk.Scrollbar)
    assert scrollbar.get() == view.message_listbox.yview()
    assert scrollbar.winfo_ismapped()

    view.root.tk.call(*view.root.tk.splitlist(scrollbar.cget("command")), "moveto", "0.0")
    view.root.update()
    assert view.message_listbox.nearest(0) == 0


def test_c7_return_in_the_entry_field_is_bound_to_sending(
    view: MainWindow, intents: FakeIntents
) -> None:
    assert isinstance(view.entry_field, ttk.Entry)
    assert view.entry_field.bind("<Return>")
    view.set_entry("from the keypad")
    press(view, view.entry_field, "<KP_Enter>")
    assert intents.named("on_send") == [("from the keypad",)]


def test_c7_an_empty_entry_sends_nothing(view: MainWindow, intents: FakeIntents) -> None:
    view.set_entry("   ")
    press(view, view.entry_field, "<Return>")
    assert intents.named("on_send") == []


def test_c8_the_button_is_labelled_send(view: MainWindow) -> None:
    assert isinstance(view.send_button, ttk.Button)
    assert view.send_button.cget("text") == "Send"


def test_c9_the_user_enters_address_and_port(view: MainWindow, intents: FakeIntents) -> None:
    view.open_connect_dialog(ConnectForm(port=""))
    dialog = view.dialogs.connect
    assert dialog is not None
    view.root.update()
    entries = dialog.fields.entries
    for field, text in (("nick", "alice"), ("host", "10.0.0.5"), ("port", "7000")):
        type_text(view, entries[field], text)  # type: ignore[index]
    press(view, entries["port"], "<Return>")  # type: ignore[index]

    assert intents.calls == [("on_connect", ConnectForm("alice", "10.0.0.5", "7000", "#lobby"))]


def test_c11_closing_the_window_calls_on_closing(view: MainWindow, intents: FakeIntents) -> None:
    view.root.tk.call(*view.root.tk.splitlist(view.root.protocol("WM_DELETE_WINDOW")))

    assert intents.calls == [("on_closing",)]
    assert view.root.winfo_exists()  # whether it closes is the controller's to say


def test_c12_the_event_loop_runs_the_program_until_the_window_is_gone(view: MainWindow) -> None:
    order: list[str] = []
    view.schedule(0, lambda: order.append("callback in the loop"))
    view.schedule(20, view.destroy)
    view.run()
    order.append("run returned")

    assert order == ["callback in the loop", "run returned"]


def test_c12_nothing_is_called_after_the_window_is_gone(
    view: MainWindow, capfd: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []
    view.schedule(3_000, lambda: called.append("too late"))
    view.show_messages(rows(50, "a long text " * 30))
    view.root.geometry("700x500")
    view.root.update()  # a rewrap is waiting now
    view.open_connect_dialog(ConnectForm())
    view.show_connecting("Connecting…")
    view.destroy()
    view.schedule(0, lambda: called.append("even later"))

    assert called == []
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def _below(widget: tkinter.Misc) -> list[tkinter.Misc]:
    children = widget.winfo_children()
    return children + [deeper for child in children for deeper in _below(child)]


def _click(view: MainWindow, widget: tkinter.Misc) -> None:
    wait_until(view, lambda: widget.winfo_width() > 1, "the widget has its size")
    x, y = widget.winfo_width() // 2, widget.winfo_height() // 2
    for sequence in ("<Enter>", "<ButtonPress-1>", "<ButtonRelease-1>"):
        widget.event_generate(sequence, x=x, y=y)
    view.root.update()
