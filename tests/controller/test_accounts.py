"""Accounts without commands: what the window shows, and what is asked of the model."""

from __future__ import annotations

import pytest

from chat.controller.accounts import REASONS
from chat.model.events import (
    AccountRefused,
    AccountRegistered,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    Disconnected,
    FailureReason,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    PasswordChanged,
    PasswordNotKept,
    PasswordRefused,
    VerificationWanted,
)
from chat.model.ports.accounts import Registration
from chat.view.ports import ConnectForm
from chat.view.ports.accounts import (
    AccountMode,
    AccountRules,
    AccountState,
    NewAccountForm,
    NewPasswordForm,
)
from tests.controller.harness import NETWORK, REQUEST, Chat

FORM = ConnectForm(
    "ann", "chat.example.org", "6667", "#lobby", account=" ann ", account_password="sesame"
)
NEW = NewAccountForm(" bob ", "", "sesame", "sesame")


def window(chat: Chat) -> AccountState:
    assert chat.view.accounts.state is not None
    return chat.view.accounts.state


def opened(chat: Chat) -> AccountState:
    """The account window, opened from the menu while connected."""
    chat.join()
    chat.model.requests[NETWORK] = REQUEST
    chat.controller.accounts.on_open_account()
    return window(chat)


def fail(chat: Chat, reason: FailureReason = FailureReason.LOGIN_REFUSED) -> AccountState:
    """A login ends the attempt of the dialog."""
    chat.start().controller.on_connect(FORM)
    chat.model.publish(ConnectionFailed(NETWORK, reason, "as it said"))
    chat.model.end_turn()
    return window(chat)


# While connected


def test_a_guest_is_offered_to_log_in_or_to_make_an_account(chat: Chat) -> None:
    state = opened(chat)
    assert state.mode is AccountMode.GUEST
    assert state.title == "Account on Example"
    assert state.new == AccountRules(email_required=False, custom_name=True)
    assert state.account == "ann"
    assert not state.danger


def test_where_there_are_no_accounts_that_is_said(chat: Chat) -> None:
    chat.model.accounts.offers_login = False
    chat.model.accounts.offered = None
    state = opened(chat)
    assert state.mode is AccountMode.NONE
    assert "offers no accounts" in state.text


def test_without_a_connection_there_is_no_account(chat: Chat) -> None:
    chat.start().controller.accounts.on_open_account()
    assert chat.view.accounts.state is None
    assert chat.view.errors[0][0] == "Account"


def test_logging_in_asks_the_server_and_shows_what_it_says(chat: Chat) -> None:
    opened(chat)
    chat.controller.accounts.on_log_in(" ann ", "sesame")
    assert chat.model.accounts.calls == [("log_in", NETWORK, "ann", "sesame")]
    assert window(chat).busy
    chat.model.publish(LoginFailed(NETWORK, FailureReason.LOGIN_REFUSED, "wrong"))
    state = window(chat)
    assert (state.busy, state.danger) == (False, True)
    assert "(wrong)" in state.text
    chat.model.accounts.logged_in[NETWORK] = "Ann"
    chat.model.publish(LoggedIn(NETWORK, "Ann"))
    state = window(chat)
    assert (state.mode, state.danger) == (AccountMode.MEMBER, False)
    assert "as Ann" in state.text
    chat.model.accounts.logged_in.clear()
    chat.model.publish(LoggedOut(NETWORK))
    assert window(chat).mode is AccountMode.GUEST


@pytest.mark.parametrize(("account", "password"), [("", "x"), ("ann", ""), (" ", "x")])
def test_what_is_missing_is_asked_for(chat: Chat, account: str, password: str) -> None:
    opened(chat)
    chat.controller.accounts.on_log_in(account, password)
    assert window(chat).danger
    assert chat.model.accounts.calls == []


def test_an_account_is_made(chat: Chat) -> None:
    opened(chat)
    chat.controller.accounts.on_register(NEW)
    assert chat.model.accounts.calls == [("register", NETWORK, "bob", "", "sesame")]
    chat.model.accounts.logged_in[NETWORK] = "bob"
    chat.model.publish(AccountRegistered(NETWORK, "bob"))
    assert window(chat).mode is AccountMode.MEMBER
    assert chat.view.bar is not None
    assert "bob is made" in chat.view.bar.text


@pytest.mark.parametrize(
    "form",
    [
        NewAccountForm("bob", "", "", ""),
        NewAccountForm("bob", "a@b", "sesame", "sesam"),
        NewAccountForm("bob", "nobody", "sesame", "sesame"),
    ],
)
def test_what_cannot_be_right_is_said_before_the_server_is_asked(
    chat: Chat, form: NewAccountForm
) -> None:
    chat.model.accounts.offered = Registration(email_required=True)
    opened(chat)
    chat.controller.accounts.on_register(form)
    assert window(chat).danger
    assert chat.model.accounts.calls == []


def test_a_password_goes_in_clear_text_on_purpose_only(chat: Chat) -> None:
    chat.model.accounts.safe = False
    opened(chat)
    chat.view.answer = False
    chat.controller.accounts.on_register(NEW)
    assert chat.model.accounts.calls == []
    assert "not encrypted" in chat.view.questions[0]
    chat.view.answer = True
    chat.controller.accounts.on_register(NEW)
    assert chat.model.accounts.calls[-1][0] == "register"


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("ACCOUNT_EXISTS", "already"),
        ("WEAK_PASSWORD", "(so it said)"),
        ("UNAVAILABLE", "ask the person"),
        ("FUTURE_CODE", "so it said"),
    ],
)
def test_a_refusal_is_worded(chat: Chat, code: str, part: str) -> None:
    opened(chat)
    chat.model.publish(AccountRefused(NETWORK, code, "so it said"))
    assert window(chat).danger
    assert part in window(chat).text
    chat.model.publish(AccountRefused(NETWORK, "FUTURE_CODE", ""))
    assert window(chat).text == "The server did not make the account."


def test_a_code_is_asked_for_and_sent(chat: Chat) -> None:
    opened(chat)
    chat.model.publish(VerificationWanted(NETWORK, "bob", "See your mail"))
    state = window(chat)
    assert (state.mode, state.text, state.account) == (AccountMode.CODE, "See your mail", "bob")
    chat.controller.accounts.on_verify(" ")
    chat.controller.accounts.on_verify(" 123 ")
    assert chat.model.accounts.calls == [("verify", NETWORK, "bob", "123")]
    chat.model.publish(AccountRefused(NETWORK, "INVALID_CODE", ""))
    assert (window(chat).mode, window(chat).danger) == (AccountMode.CODE, True)
    chat.model.accounts.logged_in[NETWORK] = "bob"
    chat.model.publish(AccountRegistered(NETWORK, "bob"))
    assert window(chat).mode is AccountMode.MEMBER


def test_logging_out_is_asked_about(chat: Chat) -> None:
    chat.model.accounts.logged_in[NETWORK] = "ann"
    opened(chat)
    chat.view.answer = False
    chat.controller.accounts.on_guest()
    assert chat.model.accounts.calls == []
    chat.view.answer = True
    chat.controller.accounts.on_guest()
    assert chat.model.accounts.calls == [("as_guest", NETWORK)]
    assert chat.view.accounts.state is None


CHANGE = NewPasswordForm("sesame", "thistle", "thistle")


def changing(chat: Chat) -> AccountState:
    """The window of somebody logged in who wants another password."""
    chat.model.accounts.logged_in[NETWORK] = "ann"
    opened(chat)
    chat.controller.accounts.on_change_password()
    return window(chat)


def test_a_password_is_changed(chat: Chat) -> None:
    state = changing(chat)
    assert (state.mode, state.danger) == (AccountMode.PASSWORD, False)
    chat.controller.accounts.on_new_password(CHANGE)
    assert chat.model.accounts.calls == [("change_password", NETWORK, "sesame", "thistle")]
    assert window(chat).busy
    chat.model.publish(PasswordChanged(NETWORK, "ann"))
    state = window(chat)
    assert (state.mode, state.busy, state.danger) == (AccountMode.MEMBER, False, False)
    assert state.text == "The password of ann is changed."
    assert chat.view.bar is not None
    assert chat.view.bar.text == state.text


@pytest.mark.parametrize(
    "form",
    [
        NewPasswordForm("", "thistle", "thistle"),
        NewPasswordForm("sesame", "", ""),
        NewPasswordForm("sesame", "thistle", "thistly"),
    ],
)
def test_a_new_password_that_cannot_be_right_is_not_sent(chat: Chat, form: NewPasswordForm) -> None:
    changing(chat)
    chat.controller.accounts.on_new_password(form)
    assert (window(chat).mode, window(chat).danger) == (AccountMode.PASSWORD, True)
    assert chat.model.accounts.calls == []


def test_a_new_password_goes_in_clear_text_on_purpose_only(chat: Chat) -> None:
    chat.model.accounts.safe = False
    changing(chat)
    chat.view.answer = False
    chat.controller.accounts.on_new_password(CHANGE)
    assert chat.model.accounts.calls == []
    assert "not encrypted" in chat.view.questions[0]


@pytest.mark.parametrize(
    ("code", "words", "part"),
    [
        ("INVALID_CREDENTIALS", "no", "enter it again"),
        ("WEAK_PASSWORD", "six at least", "(six at least)"),
        ("TOO_LONG", "", "too long"),
        ("", "Services are down", "Services are down"),
        ("", "", "was not changed"),
    ],
)
def test_why_a_password_stays_is_said_in_the_window(
    chat: Chat, code: str, words: str, part: str
) -> None:
    changing(chat)
    chat.controller.accounts.on_new_password(CHANGE)
    chat.model.publish(PasswordRefused(NETWORK, code, words))
    state = window(chat)
    assert (state.mode, state.danger, state.busy) == (AccountMode.PASSWORD, True, False)
    assert part in state.text


def test_where_the_server_knows_no_way_it_says_what_else_there_is(chat: Chat) -> None:
    changing(chat)
    chat.controller.accounts.on_new_password(CHANGE)
    chat.model.publish(PasswordRefused(NETWORK, "UNKNOWN_COMMAND", ""))
    assert window(chat).mode is AccountMode.MEMBER
    assert "chat-server account password ann" in chat.view.texts_shown[0][1]


def test_a_connection_that_is_lost_meanwhile_leaves_no_window_waiting(chat: Chat) -> None:
    changing(chat)
    chat.controller.accounts.on_new_password(CHANGE)
    chat.model.publish(ConnectionLost(NETWORK, "reset"))
    assert (window(chat).mode, window(chat).busy) == (AccountMode.MEMBER, False)
    assert "which of the two" in window(chat).text
    chat.controller.accounts.on_change_password()
    chat.model.publish(Disconnected(NETWORK))
    assert not window(chat).danger


def test_a_login_that_the_connection_does_not_outlive_leaves_no_window_waiting(chat: Chat) -> None:
    opened(chat)
    chat.model.publish(ConnectionLost(NETWORK, "reset"))
    assert not window(chat).danger  # nothing was asked
    chat.controller.accounts.on_log_in("ann", "sesame")
    assert window(chat).busy
    chat.model.publish(ConnectionLost("other:1", "reset"))
    assert window(chat).busy
    chat.model.publish(ConnectionLost(NETWORK, "reset"))
    state = window(chat)
    assert (state.busy, state.danger, state.text) == (False, True, "The connection is gone.")


def test_one_may_think_better_of_it(chat: Chat) -> None:
    changing(chat)
    chat.controller.accounts.on_open_account()
    assert window(chat).mode is AccountMode.MEMBER


def test_a_kept_password_can_be_forgotten(chat: Chat) -> None:
    chat.model.accounts.logged_in[NETWORK] = "ann"
    chat.model.accounts.kept = True
    assert opened(chat).kept
    chat.controller.accounts.on_forget_password()
    assert not window(chat).kept


def test_events_of_other_networks_leave_the_window_alone(chat: Chat) -> None:
    state = opened(chat)
    chat.model.publish(AccountRefused("other:1", "ACCOUNT_EXISTS", ""))
    assert window(chat) == state


# While connecting


def test_the_dialogs_account_is_used(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    assert chat.model.accounts.calls == [("use", "chat.example.org", 6667, "ann", "sesame")]


@pytest.mark.parametrize("reason", [one for one in REASONS if "unencrypted" not in one])
def test_a_login_that_fails_is_asked_about(chat: Chat, reason: FailureReason) -> None:
    state = fail(chat, reason)
    assert (state.mode, state.danger) == (AccountMode.REFUSED, True)
    assert chat.view.connect_error is not None


def test_another_password_goes_on_with_the_dialogs_attempt(chat: Chat) -> None:
    fail(chat)
    chat.controller.accounts.on_log_in("ann", "better")
    assert chat.model.accounts.calls[-1] == ("log_in", NETWORK, "ann", "better")
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667))
    assert chat.view.connecting.startswith("Looking for")
    chat.model.register(NETWORK)
    assert chat.view.dialog is None
    assert chat.view.accounts.state is None


def test_an_attempt_with_another_password_that_fails_on_the_way_can_be_made_again(
    chat: Chat,
) -> None:
    fail(chat)
    chat.controller.accounts.on_log_in("ann", "better")
    assert window(chat).busy
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.TIMED_OUT, ""))
    state = window(chat)
    assert (state.mode, state.busy) == (AccountMode.REFUSED, False)
    assert "did not answer in time" in state.text
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.REFUSED, ""))
    assert window(chat) == state  # nobody waits: that is told elsewhere


def test_one_may_go_on_as_a_guest(chat: Chat) -> None:
    fail(chat)
    chat.controller.accounts.on_guest()
    assert chat.view.questions == []
    assert chat.model.accounts.calls[-1] == ("as_guest", NETWORK)


def test_clear_text_is_offered_by_a_button_of_its_own(chat: Chat) -> None:
    state = fail(chat, FailureReason.LOGIN_UNENCRYPTED)
    assert state.mode is AccountMode.UNENCRYPTED
    chat.model.accounts.wishes[NETWORK] = "ann"
    chat.controller.accounts.on_send_unencrypted()
    assert chat.model.accounts.calls[-2:] == [
        ("allow_unencrypted", NETWORK),
        ("log_in", NETWORK, "ann", ""),
    ]


def test_what_is_tried_again_by_itself_is_not_asked_about(chat: Chat) -> None:
    chat.join()
    chat.model.retries[NETWORK] = 5.0
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.LOGIN_UNAVAILABLE, ""))
    assert chat.view.accounts.state is None


def test_a_keyring_that_does_not_help_is_told_in_a_sentence(chat: Chat) -> None:
    chat.join()
    chat.model.publish(PasswordNotKept("locked"))
    assert chat.view.bar is not None
    assert "until it ends" in chat.view.bar.text
    chat.model.publish(PasswordNotKept("locked", "ann at h:1"))
    assert "“ann at h:1”" in chat.view.bar.text
