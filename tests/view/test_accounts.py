from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.view.account_window import AccountWindow
from chat.view.ports.accounts import (
    AccountMode,
    AccountRules,
    AccountState,
    NewAccountForm,
    NewPasswordForm,
)
from chat.view.window import MainWindow
from tests.fakes.fake_intents import FakeIntents
from tests.view.conftest import press

pytestmark = pytest.mark.view

GUEST = AccountState(
    "Account on Example", "You are a guest.", AccountMode.GUEST, account="ann", new=AccountRules()
)
CLOSED = replace(GUEST, new=None)
MEMBER = replace(GUEST, mode=AccountMode.MEMBER, text="You are logged in.", kept=True)


def show(view: MainWindow, state: AccountState) -> AccountWindow:
    view.accounts.show(state)
    view.root.update()
    assert view.accounts.window is not None
    return view.accounts.window


def fill(window: AccountWindow, **values: str) -> None:
    for name, value in values.items():
        entry = window.fields.entries[name]
        entry.delete(0, "end")
        entry.insert(0, value)


def fields(window: AccountWindow) -> list[str]:
    return [name for name, entry in window.fields.entries.items() if entry.winfo_ismapped()]


def test_logging_in_reports_what_was_typed(view: MainWindow, intents: FakeIntents) -> None:
    window = show(view, CLOSED)
    assert fields(window) == ["account", "password"]
    assert not window.fields.choice.winfo_ismapped()
    window.update()
    assert window.focus_lastfor() is window.fields.entries["password"]
    fill(window, password="se same ")
    assert window.fields.entries["password"].cget("show") == "•"
    press(view, window.fields.entries["password"], "<Return>")
    assert intents.accounts.calls == [("on_log_in", "ann", "se same ")]


def test_a_new_account_needs_more_fields(view: MainWindow, intents: FakeIntents) -> None:
    window = show(view, GUEST)
    window.fields.kinds[1].invoke()
    view.root.update()
    assert fields(window) == ["account", "email", "password", "again"]
    fill(window, email="a@b", password="x", again="y")
    window.buttons["register"].invoke()
    assert intents.accounts.calls == [("on_register", NewAccountForm("ann", "a@b", "x", "y"))]
    window.fields.kinds[0].invoke()
    view.root.update()
    assert fields(window) == ["account", "password"]


def test_where_the_account_has_ones_nick_it_cannot_be_typed(view: MainWindow) -> None:
    window = show(view, replace(GUEST, new=AccountRules(email_required=True, custom_name=False)))
    window.fields.kinds[1].invoke()
    assert window.fields.entries["account"].instate(["disabled"])
    window.fields.kinds[0].invoke()
    assert window.fields.entries["account"].instate(["!disabled"])


def test_what_was_typed_stays_when_something_is_wrong(view: MainWindow) -> None:
    window = show(view, GUEST)
    fill(window, account="bob", password="sesame")
    view.accounts.show(replace(GUEST, text="Wrong.", danger=True))
    view.root.update()
    assert view.accounts.window is window
    assert str(window.text.cget("style")) == "PageDanger.TLabel"
    assert (window.fields.account(), window.fields.password()) == ("bob", "sesame")


def test_while_the_server_is_asked_nothing_can_be_pressed(
    view: MainWindow, intents: FakeIntents
) -> None:
    window = show(view, replace(GUEST, busy=True))
    window.submit()
    assert intents.accounts.calls == []
    window.buttons["close"].invoke()
    assert not window.winfo_exists()


def test_a_member_can_leave_change_and_forget(view: MainWindow, intents: FakeIntents) -> None:
    window = show(view, MEMBER)
    assert fields(window) == []
    for name in ("change", "forget", "guest"):
        window.buttons[name].invoke()
    assert intents.accounts.calls == [
        ("on_change_password",),
        ("on_forget_password",),
        ("on_guest",),
    ]
    view.accounts.refresh(replace(MEMBER, kept=False))
    assert "forget" not in window.buttons
    press(view, window, "<Return>")
    assert not window.winfo_exists()


def test_another_password_is_asked_for_and_not_left_lying(
    view: MainWindow, intents: FakeIntents
) -> None:
    window = show(view, MEMBER)
    view.accounts.show(replace(MEMBER, mode=AccountMode.PASSWORD))
    view.root.update()
    assert fields(window) == ["current", "new", "new_again"]
    assert window.focus_lastfor() is window.fields.entries["current"]
    assert all(window.fields.entries[name].cget("show") == "•" for name in fields(window))
    fill(window, current="sesame", new="two words", new_again="other")
    view.accounts.refresh(replace(MEMBER, mode=AccountMode.PASSWORD, danger=True, text="No."))
    press(view, window.fields.entries["new_again"], "<Return>")
    form = NewPasswordForm("sesame", "two words", "other")
    window.buttons["back"].invoke()
    assert intents.accounts.calls == [("on_new_password", form), ("on_open_account",)]
    view.accounts.refresh(MEMBER)
    assert window.fields.new_password() == NewPasswordForm("", "", "")


def test_a_code_is_sent(view: MainWindow, intents: FakeIntents) -> None:
    window = show(view, replace(GUEST, mode=AccountMode.CODE))
    assert fields(window) == ["code"]
    fill(window, code="123")
    window.buttons["verify"].invoke()
    assert intents.accounts.calls == [("on_verify", "123")]


def test_clear_text_takes_a_deliberate_press(view: MainWindow, intents: FakeIntents) -> None:
    window = show(view, replace(GUEST, mode=AccountMode.UNENCRYPTED))
    window.update()
    assert window.focus_lastfor() is window.buttons["close"]
    press(view, window.buttons["close"], "<Return>")
    assert intents.accounts.calls == []
    window = show(view, replace(GUEST, mode=AccountMode.UNENCRYPTED))
    window.buttons["unencrypted"].invoke()
    window.buttons["guest"].invoke()
    assert intents.accounts.calls == [("on_send_unencrypted",), ("on_guest",)]


def test_it_is_closed_and_not_opened_by_news(view: MainWindow) -> None:
    view.accounts.refresh(GUEST)
    view.accounts.close()
    assert view.accounts.window is None
    window = show(view, GUEST)
    view.accounts.close()
    assert not window.winfo_exists()


def test_the_menu_opens_it(view: MainWindow, intents: FakeIntents) -> None:
    view.menu_bar.menus["You"].invoke("Account…")
    assert intents.accounts.calls == [("on_open_account",)]
