from __future__ import annotations

import tkinter
from dataclasses import replace
from tkinter import filedialog, ttk

import pytest

from chat.view.connect_dialog import ConnectDialog
from chat.view.ports import ConnectField, ConnectForm
from chat.view.prompt import Prompt
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press, type_text

pytestmark = pytest.mark.view

FORM = ConnectForm("alice", "chat.example.org", "6667", "#lobby", tls=False, password="")


def opened(view: MainWindow, form: ConnectForm = FORM) -> ConnectDialog:
    view.open_connect_dialog(form)
    view.root.update()
    dialog = view.dialogs.connect
    assert dialog is not None
    return dialog


def focused(dialog: ConnectDialog) -> tkinter.Misc | None:
    """What has the cursor, or will have it when the dialog is the active window."""
    dialog.update()
    return dialog.focus_lastfor()


# -- connect dialog -------------------------------------------------------------------------


def test_connect_reports_what_was_typed_as_it_was_typed(
    view: MainWindow, intents: FakeIntents
) -> None:
    form = ConnectForm(" alice ", "::1", "not a port", "lobby", tls=True, password="secret")
    opened(view, form).connect_button.invoke()
    assert intents.calls == [("on_connect", form)]


def test_a_certificate_is_a_file_that_is_chosen(
    view: MainWindow, intents: FakeIntents, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = replace(FORM, tls=True, certificate="/home/a/old.crt", certificate_key="/home/a/old.key")
    dialog = opened(view, form)
    assert dialog.fields.more
    chosen = iter(("/home/a/own.crt", ()))
    monkeypatch.setattr(filedialog, "askopenfilename", lambda **_options: next(chosen))
    for field in (ConnectField.CERTIFICATE, ConnectField.CERTIFICATE_KEY):
        dialog.fields.choose_buttons[field].invoke()
    view.show_connect_error("Your certificate cannot be used.", ConnectField.CERTIFICATE)
    assert focused(dialog) is dialog.fields.entries[ConnectField.CERTIFICATE]
    dialog.connect_button.invoke()
    assert intents.calls == [("on_connect", replace(form, certificate="/home/a/own.crt"))]
    view.show_connecting("Connecting…")
    assert dialog.fields.choose_buttons[ConnectField.CERTIFICATE].instate(["disabled"])


def test_the_cursor_is_where_something_is_missing(view: MainWindow) -> None:
    dialog = opened(view, ConnectForm(nick="alice", host=""))
    assert focused(dialog) is dialog.fields.entries[ConnectField.HOST]


def test_it_waits_with_progress_and_cancel(view: MainWindow, intents: FakeIntents) -> None:
    dialog = opened(view)
    view.show_connecting("Connecting to chat.example.org…")
    view.root.update()

    assert dialog.status.cget("text") == "Connecting to chat.example.org…"
    assert dialog.progress.winfo_ismapped()
    assert dialog.connect_button.instate(["disabled"])
    press(view, dialog.fields.entries[ConnectField.HOST], "<Return>")
    assert intents.calls == []


def test_cancel_ends_the_attempt_and_keeps_the_dialog(
    view: MainWindow, intents: FakeIntents
) -> None:
    dialog = opened(view)
    view.show_connecting("Connecting…")
    dialog.cancel_button.invoke()
    view.root.update()

    assert intents.calls == [("on_cancel_connect",)]
    assert dialog.winfo_exists()
    assert dialog.connect_button.instate(["!disabled"])
    assert not dialog.progress.winfo_ismapped()
    assert dialog.fields.form() == FORM


@pytest.mark.parametrize("how", ["escape", "button", "window"])
def test_cancel_with_no_attempt_closes_the_dialog(
    view: MainWindow, intents: FakeIntents, how: str
) -> None:
    dialog = opened(view)
    if how == "escape":
        press(view, dialog.fields.entries[ConnectField.NICK], "<Escape>")
    elif how == "button":
        dialog.cancel_button.invoke()
    else:
        view.root.tk.call(*view.root.tk.splitlist(dialog.protocol("WM_DELETE_WINDOW")))
    assert intents.calls == [("on_cancel_connect",)]
    assert not dialog.winfo_exists()


@pytest.mark.parametrize("field", list(ConnectField))
def test_an_error_points_at_its_field_and_keeps_what_was_typed(
    view: MainWindow, field: ConnectField
) -> None:
    dialog = opened(view)
    type_text(view, dialog.fields.entries[ConnectField.NICK], "bob")
    view.show_connecting("Connecting…")
    view.show_connect_error("That did not work.", field)
    view.root.update()

    assert dialog.error.cget("text") == "That did not work."
    assert dialog.error.winfo_ismapped()
    assert focused(dialog) is dialog.fields.widget(field)
    assert dialog.fields.widget(field).winfo_ismapped()
    wrong = {name for name, entry in dialog.fields.entries.items() if entry.instate(["invalid"])}
    assert wrong == {field} - {ConnectField.TLS}
    assert dialog.fields.form().nick == "bob"
    assert dialog.connect_button.instate(["!disabled"])


def test_trying_again_takes_the_error_away(view: MainWindow, intents: FakeIntents) -> None:
    dialog = opened(view)
    view.show_connect_error("That did not work.", ConnectField.HOST)
    press(view, dialog.fields.entries[ConnectField.HOST], "<Return>")
    assert not dialog.error.winfo_ismapped()
    assert intents.named("on_connect") == [(FORM,)]


def test_opening_it_again_raises_the_same_one_with_new_values(view: MainWindow) -> None:
    first = opened(view)
    second = opened(view, ConnectForm("bob", "other.example.org"))
    assert first is second
    assert second.fields.form().host == "other.example.org"


def test_closing_it_and_closing_it_again(view: MainWindow) -> None:
    dialog = opened(view)
    view.close_connect_dialog()
    view.close_connect_dialog()
    view.show_connecting("nobody sees this")
    assert not dialog.winfo_exists()


def test_tls_brings_its_usual_port(view: MainWindow) -> None:
    dialog = opened(view)
    dialog.fields.tls_button.invoke()
    assert (dialog.fields.form().port, dialog.fields.form().tls) == ("6697", True)
    dialog.fields.tls_button.invoke()
    assert (dialog.fields.form().port, dialog.fields.form().tls) == ("6667", False)


def test_tls_leaves_a_port_of_one_s_own_alone(view: MainWindow) -> None:
    dialog = opened(view, ConnectForm("alice", "chat.example.org", "7000"))
    dialog.fields.tls_button.invoke()
    assert dialog.fields.form().port == "7000"


def test_the_password_is_behind_more_options_and_never_shown(view: MainWindow) -> None:
    dialog = opened(view)
    password = dialog.fields.entries[ConnectField.PASSWORD]
    assert not password.winfo_ismapped()
    dialog.fields.more_button.invoke()
    view.root.update()
    assert password.winfo_ismapped()
    assert str(password.cget("show")) == "•"


def test_an_error_after_the_dialog_is_gone_is_a_message_box(view: MainWindow) -> None:
    seen: list[str] = []

    def answer() -> None:
        for box in view.root.winfo_children():
            if isinstance(box, tkinter.Toplevel):
                seen.append(str(box.title()))
                box.destroy()

    view.schedule(20, answer)
    view.show_connect_error("The server closed the connection.")
    assert seen == ["Connect"]


# -- prompts and questions ------------------------------------------------------------------


def prompt_of(view: MainWindow) -> Prompt:
    view.root.update()
    assert isinstance(view.dialogs.prompt, Prompt)
    return view.dialogs.prompt


def test_join_asks_for_a_channel(view: MainWindow, intents: FakeIntents) -> None:
    view.menu_bar.menus["Chat"].invoke("Join channel…")
    prompt = prompt_of(view)
    prompt.entry.delete(0, "end")
    type_text(view, prompt.entry, "#garden")
    press(view, prompt.entry, "<Return>")
    assert intents.calls == [("on_join", "#garden")]
    assert not prompt.winfo_exists()


def test_nick_asks_with_the_present_one(view: MainWindow, intents: FakeIntents) -> None:
    view.show_identity("alice", away=False)
    view.pieces.entry_row.identity.invoke()
    prompt = prompt_of(view)
    assert prompt.entry.get() == "alice"
    type_text(view, prompt.entry, "bob")  # over the selected old one
    prompt.ok_button.invoke()
    assert intents.calls == [("on_change_nick", "bob")]


def test_escape_and_a_blank_answer_do_nothing(view: MainWindow, intents: FakeIntents) -> None:
    view.menu_bar.menus["Chat"].invoke("Join channel…")
    prompt = prompt_of(view)
    prompt.entry.delete(0, "end")
    press(view, prompt.entry, "<Return>")
    assert prompt.winfo_exists()
    press(view, prompt.entry, "<Escape>")
    assert not prompt.winfo_exists()
    assert intents.calls == []


@pytest.mark.parametrize(("label", "answer"), [("Leave", True), ("Cancel", False), ("", False)])
def test_a_question_is_answered(view: MainWindow, label: str, answer: bool) -> None:
    def press_button() -> None:
        buttons = {button.cget("text"): button for button in _buttons(_box(view))}
        if label in buttons:
            buttons[label].invoke()
        else:
            _box(view).destroy()

    view.schedule(20, press_button)
    assert view.ask_sure("Leave", "Really leave #lobby?", "Leave") is answer


@pytest.mark.parametrize("harmful", [True, False])
def test_enter_pressed_by_chance_does_no_harm(view: MainWindow, harmful: bool) -> None:
    focused: list[object] = []

    def press_key() -> None:
        focus = _box(view).focus_lastfor()
        if isinstance(focus, ttk.Button):
            focused.append(focus.cget("text"))
            press(view, focus, "<Return>")
        else:  # the box is not yet all there
            view.schedule(20, press_key)

    view.schedule(20, press_key)
    assert view.ask_sure("Forget", "Really forget?", "Forget", harmful=harmful) is not harmful
    assert focused == ["Cancel" if harmful else "Forget"]


def test_closing_the_window_while_a_message_box_is_open(
    view: MainWindow, capfd: pytest.CaptureFixture[str]
) -> None:
    view.schedule(20, view.destroy)
    view.show_error("Connection", "The server closed the connection.")
    view.run()  # nothing is left to run
    assert capfd.readouterr() == ("", "")


def _box(view: MainWindow) -> tkinter.Toplevel:
    """The message box that is open."""
    boxes = [one for one in view.root.winfo_children() if isinstance(one, tkinter.Toplevel)]
    return next(one for one in boxes if one.winfo_viewable())


def _buttons(widget: tkinter.Misc) -> list[ttk.Button]:
    found = [child for child in widget.winfo_children() if isinstance(child, ttk.Button)]
    return found + [button for child in widget.winfo_children() for button in _buttons(child)]
