"""Connecting: the dialog, attempts and how they end, reconnecting."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from chat.controller.failures import describe
from chat.model.entities import ConnectionRequest
from chat.model.events import (
    ConnectionEstablished,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    FailureReason,
    NetworkNamed,
    TurnEnded,
)
from chat.model.security import OwnCertificate
from chat.view.ports import ConnectField, ConnectForm
from tests.controller.harness import NETWORK, REQUEST, Chat
from tests.fakes.fake_settings import FakeSettings

FORM = ConnectForm("ann", "chat.example.org", password="secret")
WITH_PASSWORD = replace(REQUEST, password="secret")


def test_the_dialog_opens_with_the_accounts_name_at_the_first_start(chat: Chat) -> None:
    chat.start()
    assert chat.view.dialog == ConnectForm(nick="ann", port="6667", channel="#lobby")
    assert not chat.view.entry_enabled


def test_the_dialog_opens_with_the_name_that_was_given_until_another_was_used() -> None:
    chat = Chat(FakeSettings(REQUEST))
    chat.controller.start(nick="eve")
    form = chat.view.dialog
    assert form is not None
    assert (form.nick, form.host) == ("eve", REQUEST.host)
    chat.controller.hosting.on_open()
    assert chat.view.hosting.form is not None
    assert chat.view.hosting.form.name == "eve-chat"
    chat.controller.on_connect(replace(form, nick="zoe"))
    chat.model.register(NETWORK, "zoe")
    chat.controller.on_open_connect_dialog()
    assert chat.view.dialog is not None
    assert chat.view.dialog.nick == "zoe"


def test_the_dialog_opens_with_what_was_used_last() -> None:
    last = ConnectionRequest("eve", "irc.example.org", 6697, True, channels=("#a", "#b"))
    chat = Chat(FakeSettings(last)).start()
    assert chat.view.dialog == ConnectForm("eve", "irc.example.org", "6697", "#a,#b", True)
    chat.view.dialog = None
    chat.controller.on_open_connect_dialog()
    assert chat.view.dialog is not None


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (replace(FORM, nick=""), ConnectField.NICK),
        (replace(FORM, host=""), ConnectField.HOST),
        (replace(FORM, port="x"), ConnectField.PORT),
        (replace(FORM, channel="#a b"), ConnectField.CHANNEL),
    ],
)
def test_c9_a_wrong_field_is_pointed_at_and_nothing_is_dialled(
    chat: Chat, form: ConnectForm, field: ConnectField
) -> None:
    chat.start().controller.on_connect(form)
    assert chat.view.connect_error is not None
    assert chat.view.connect_error[1] is field
    assert not chat.model.called("connect")


def test_c9_the_address_and_port_entered_are_connected_to(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    assert chat.model.called("connect") == [(WITH_PASSWORD,)]


def test_the_dialog_tells_how_the_attempt_goes_and_closes_at_its_end(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    assert chat.view.connecting == "Connecting to chat.example.org…"
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667))
    assert chat.view.connecting == "Looking for chat.example.org…"
    chat.model.publish(ConnectionEstablished(NETWORK))
    assert chat.view.connecting == "Signing in as ann…"
    chat.model.register(NETWORK)
    assert chat.view.dialog is None


def test_the_form_is_remembered_when_it_worked_but_never_the_password(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    assert chat.settings.last_request is None
    chat.model.register(NETWORK)
    assert chat.settings.last_request == REQUEST
    assert chat.settings.saved == 1


@pytest.mark.parametrize("reason", [one for one in FailureReason if one != "cancelled"])
def test_a_failure_is_told_in_the_dialog_at_its_field(chat: Chat, reason: FailureReason) -> None:
    chat.start().controller.on_connect(FORM)
    chat.model.publish(ConnectionFailed(NETWORK, reason, "so it says"), TurnEnded())
    failure = describe(reason, WITH_PASSWORD, "so it says")
    assert chat.view.connect_error == (failure.text, failure.field)
    assert chat.view.dialog is not None
    assert chat.view.bar is None
    assert chat.settings.saved == 0


def test_a_failure_may_come_before_connect_returns(chat: Chat) -> None:
    chat.model.during_connect = [
        ConnectionStarted(NETWORK, "chat.example.org", 6667),
        ConnectionFailed(NETWORK, FailureReason.REFUSED, ""),
    ]
    chat.start().controller.on_connect(FORM)
    assert chat.view.connect_error is not None
    assert chat.view.connect_error[1] is ConnectField.PORT


def test_an_attempt_can_be_cancelled(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    chat.controller.on_cancel_connect()
    assert chat.model.called("cancel_connect") == [(NETWORK,)]
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.CANCELLED, ""))
    assert chat.view.connect_error is not None
    assert chat.view.connect_error[0].startswith("Connecting was cancelled")


def test_closing_the_dialog_without_an_attempt_asks_nothing_of_the_model(chat: Chat) -> None:
    chat.start().controller.on_cancel_connect()
    assert chat.model.calls == []


def test_an_older_attempt_that_was_replaced_says_nothing(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    chat.model.during_connect = [ConnectionFailed(NETWORK, FailureReason.CANCELLED, "")]
    chat.controller.on_connect(FORM)
    assert chat.view.connect_error is None
    chat.model.register(NETWORK)
    assert chat.view.dialog is None


def test_with_an_address_on_the_command_line_no_dialog_opens(chat: Chat) -> None:
    chat.join()
    assert "open_connect_dialog" not in chat.view.calls
    assert "show_connecting" not in chat.view.calls
    assert chat.view.selected_label() == "#lobby"


def test_a_failed_start_from_the_command_line_opens_the_dialog_with_the_reason(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.REFUSED, ""))
    assert chat.view.dialog == replace(FORM, password="")
    assert chat.view.connect_error is not None
    assert chat.view.connect_error[1] is ConnectField.PORT


def test_reconnecting_is_the_models_and_changes_nothing_that_is_remembered(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.end_turn()
    chat.controller.on_bar_action()
    assert chat.model.called("reconnect") == [(NETWORK,)]
    chat.model.register(NETWORK, "ann2")
    assert chat.settings.last_request == REQUEST
    assert chat.settings.saved == 1


def test_an_attempt_that_will_be_made_again_by_itself_opens_no_dialog(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667))
    chat.model.retries[NETWORK] = 4.2
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.NICK_IN_USE, ""), TurnEnded())
    assert chat.view.dialog is None
    assert chat.view.bar is not None
    assert chat.view.bar.text.endswith("Trying again in 5 s.")


def test_reconnecting_leaves_what_is_shown(chat: Chat) -> None:
    chat.join()
    chat.select("Example")
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.end_turn()
    chat.controller.on_bar_action()
    chat.model.register(NETWORK)
    chat.model.open(NETWORK, "#lobby")
    chat.model.end_turn()
    assert chat.view.selected_label() == "Example"


def test_a_server_that_was_never_reached_is_not_listed(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.NAME_NOT_FOUND, ""))
    chat.model.end_turn()
    assert chat.view.conversations == []


def test_a_second_network_is_shown_when_it_is_reached(chat: Chat) -> None:
    chat.join()
    chat.controller.on_connect(ConnectForm("ann", "other.example.org", channel=""))
    assert chat.view.selected_label() == "#lobby"
    chat.model.register("other.example.org:6667", name="Other")
    chat.model.end_turn()
    assert chat.view.selected_label() == "Other"


def test_reconnecting_that_fails_on_the_way_is_told_in_the_bar_alone(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.end_turn()
    chat.controller.on_bar_action()
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.TIMED_OUT, ""), TurnEnded())
    assert chat.view.dialog is None
    assert chat.view.bar is not None
    assert "did not answer in time" in chat.view.bar.text
    assert chat.view.bar.action == "Try again"


@pytest.mark.parametrize("reason", [FailureReason.NICK_IN_USE, FailureReason.WRONG_PASSWORD])
def test_reconnecting_comes_to_the_dialog_where_something_must_change(
    chat: Chat, reason: FailureReason
) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.end_turn()
    chat.controller.on_bar_action()
    chat.model.publish(ConnectionFailed(NETWORK, reason, ""), TurnEnded())
    assert chat.view.dialog is not None
    assert chat.view.connect_error is not None
    assert chat.view.bar is not None  # still there when the dialog is closed


def test_a_first_attempt_that_was_cancelled_can_be_made_again(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.controller.on_disconnect()
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.CANCELLED, ""), TurnEnded())
    assert chat.view.dialog is None
    chat.controller.on_bar_action()
    assert chat.model.called("reconnect") == [(NETWORK,)]


def test_disconnect_ends_the_connection_that_is_shown(chat: Chat) -> None:
    chat.join()
    chat.controller.on_disconnect()
    assert chat.model.called("disconnect") == [(NETWORK, "")]


def test_disconnect_gives_up_an_attempt(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.controller.on_disconnect()
    assert chat.model.called("cancel_connect") == [(NETWORK,)]
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.CANCELLED, ""))
    assert chat.view.dialog is None


def test_cancelling_in_the_dialog_leaves_other_attempts_alone(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.controller.on_cancel_connect()
    assert not chat.model.called("cancel_connect")


def test_cancelling_what_has_ended_meanwhile_does_nothing(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667), TurnEnded())
    chat.model.publish(NetworkNamed(NETWORK, "Example"))
    chat.model.register(NETWORK)
    chat.controller.on_bar_action()  # Cancel is still shown until the turn ends
    assert not chat.model.called("cancel_connect")


def test_disconnect_without_any_network_does_nothing(chat: Chat) -> None:
    chat.start().controller.on_disconnect()
    assert chat.model.calls == []


def test_a_network_that_nobody_asked_for_is_left_alone(chat: Chat) -> None:
    chat.start()
    chat.model.publish(ConnectionEstablished("other:1"))
    assert chat.view.connecting == ""


def test_a_certificate_is_used_kept_and_given_up(chat: Chat) -> None:
    chat.start()
    port = REQUEST.port
    own = OwnCertificate("own.crt", "own.key")
    form = replace(FORM, tls=True, certificate="own.crt", certificate_key="own.key")
    kept = chat.model.accounts.certificates
    chat.controller.on_connect(form)
    assert kept == {("chat.example.org", port): own}
    chat.controller.on_cancel_connect()
    chat.controller.on_connect(replace(form, certificate="", certificate_key=""))
    assert kept == {("chat.example.org", port): own}  # as it was there last
    words = "own.key cannot be read: No such file"
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.CLIENT_CERTIFICATE, words))
    assert chat.view.connect_error is not None
    text, field = chat.view.connect_error
    assert (words in text, field) == (True, ConnectField.CERTIFICATE)
    chat.controller.on_connect(replace(form, certificate="", certificate_key=""))
    assert kept == {}


def test_a_certificate_that_is_refused_later_comes_to_the_dialog_with_its_files(chat: Chat) -> None:
    chat.model.accounts.certificates[REQUEST.host, REQUEST.port] = OwnCertificate("own.pem")
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.publish(
        ConnectionStarted(NETWORK, REQUEST.host, REQUEST.port),
        ConnectionFailed(NETWORK, FailureReason.CERTIFICATE_REFUSED, ""),
    )
    assert chat.view.dialog is not None
    assert chat.view.dialog.certificate == "own.pem"
