"""The inline bar tells how the connection stands, and offers the one thing to do about it."""

from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey, MessageKind
from chat.model.events import (
    AwayChanged,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    Disconnected,
    FailureReason,
    Invited,
)
from chat.view.ports import BarTone, ConnectForm
from tests.controller.harness import NETWORK, REQUEST, Chat
from tests.fakes.fake_view import ShownBar


def shown(chat: Chat) -> ShownBar:
    assert chat.view.bar is not None
    return chat.view.bar


def lose(chat: Chat, detail: str = "") -> None:
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, detail))
    chat.model.end_turn()


def test_before_the_first_connection_it_is_away(chat: Chat) -> None:
    chat.start()
    assert chat.view.bar is None


def test_it_is_away_while_all_is_well(chat: Chat) -> None:
    chat.join()
    assert chat.view.bar is None
    chat.controller.on_bar_action()
    assert chat.model.called("connect") == [(REQUEST,)]


def test_a_lost_connection_is_told_with_its_reason(chat: Chat) -> None:
    chat.join()
    lose(chat, "Connection reset by peer")
    text = "The connection to Example was lost (Connection reset by peer)."
    assert shown(chat) == ShownBar(text, BarTone.DANGER, "Reconnect")


def test_who_was_put_out_by_an_operator_comes_back_when_they_want(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, "spam", "oona"))
    chat.model.end_turn()
    text = "oona ended your connection to Example (spam): it is not tried again."
    assert shown(chat) == ShownBar(text, BarTone.DANGER, "Connect again")
    assert chat.model.called("reconnect") == []
    chat.controller.on_bar_action()
    assert chat.model.called("reconnect") == [(NETWORK,)]


def test_while_it_is_tried_again_by_itself_it_counts_down(chat: Chat) -> None:
    chat.join()
    chat.model.retries[NETWORK] = 11.3
    lose(chat)
    text = "The connection to Example was lost. Trying again in 12 s."
    assert shown(chat) == ShownBar(text, BarTone.DANGER, "Try now", "Stop trying")
    chat.model.retries[NETWORK] = 0.2
    chat.model.end_turn()
    assert shown(chat).text.endswith("Trying again in 1 s.")
    chat.controller.on_bar_other()
    assert chat.model.called("cancel_connect") == [(NETWORK,)]
    chat.controller.on_bar_action()
    assert chat.model.called("reconnect") == [(NETWORK,)]
    assert shown(chat).text == "Connecting to chat.example.org…"


@pytest.mark.parametrize(("count", "words"), [(1, "One message may"), (3, "3 messages may")])
def test_what_may_not_have_arrived_is_asked_about(chat: Chat, count: int, words: str) -> None:
    chat.join()
    chat.model.doubts[NETWORK] = count
    chat.model.end_turn()
    assert shown(chat).text.startswith(words)
    assert (shown(chat).action, shown(chat).other) == ("Send again", "Leave it")
    chat.controller.on_bar_action()
    assert chat.model.called("resend_uncertain") == [(NETWORK,)]
    assert chat.view.bar is None
    chat.controller.on_bar_other()
    assert not chat.model.called("leave_uncertain")


def test_who_is_away_is_asked_about_what_may_not_have_arrived_all_the_same(chat: Chat) -> None:
    chat.join()
    chat.model.publish(AwayChanged(NETWORK, True))
    chat.model.doubts[NETWORK] = 1
    chat.model.end_turn()
    assert shown(chat).action == "Send again"
    chat.controller.on_bar_other()
    chat.model.end_turn()
    assert "away" in shown(chat).text


def test_what_may_not_have_arrived_can_be_left_at_that(chat: Chat) -> None:
    chat.join()
    chat.model.doubts[NETWORK] = 1
    chat.model.end_turn()
    chat.controller.on_bar_other()
    assert chat.model.called("leave_uncertain") == [(NETWORK,)]
    assert chat.view.bar is None


def test_connecting_again_can_be_cancelled_and_ends_with_the_bar_gone(chat: Chat) -> None:
    chat.join()
    lose(chat)
    chat.controller.on_bar_action()
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667))
    chat.model.end_turn()
    assert shown(chat) == ShownBar("Connecting to chat.example.org…", BarTone.INFO, "Cancel")
    chat.controller.on_bar_action()
    assert chat.model.called("cancel_connect") == [(NETWORK,)]
    chat.model.register(NETWORK)
    chat.model.end_turn()
    assert chat.view.bar is None


def test_an_attempt_that_was_cancelled_can_be_made_again(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667))
    chat.model.end_turn()
    chat.controller.on_bar_action()
    chat.model.publish(ConnectionFailed(NETWORK, FailureReason.CANCELLED, ""))
    chat.model.end_turn()
    assert shown(chat).text.startswith("Connecting was cancelled")
    assert shown(chat).action == "Try again"


def test_an_attempt_of_the_dialog_is_told_in_the_dialog_alone(chat: Chat) -> None:
    chat.start().controller.on_connect(ConnectForm("ann", "chat.example.org"))
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6667))
    chat.model.end_turn()
    assert chat.view.bar is None


def test_after_disconnecting_it_offers_to_reconnect(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, Disconnected(NETWORK))
    chat.model.end_turn()
    text = "You are disconnected from Example."
    assert shown(chat) == ShownBar(text, BarTone.WARNING, "Reconnect")


def test_being_away_is_told_and_can_be_ended(chat: Chat) -> None:
    chat.join()
    chat.model.publish(AwayChanged(NETWORK, True))
    chat.model.end_turn()
    assert shown(chat).action == "I am back"
    chat.controller.on_bar_action()
    assert chat.model.called("set_away") == [(NETWORK, "")]
    chat.model.publish(AwayChanged(NETWORK, False))
    chat.model.end_turn()
    assert chat.view.bar is None


def test_back_from_away_does_not_hide_that_the_connection_is_lost(chat: Chat) -> None:
    chat.join()
    lose(chat)
    chat.model.publish(AwayChanged(NETWORK, False))
    chat.model.end_turn()
    assert shown(chat).action == "Reconnect"


def test_each_network_has_its_own_bar(chat: Chat) -> None:
    chat.join()
    chat.model.register("other:1", name="Other")
    lose(chat)
    assert shown(chat).action == "Reconnect"
    chat.select("Other")
    assert chat.view.bar is None


def test_the_same_bar_is_not_shown_over_and_over(chat: Chat) -> None:
    chat.join()
    lose(chat)
    chat.model.end_turn()
    chat.model.end_turn()
    assert chat.view.calls.count("show_bar") == 1


def test_a_notice_stays_until_its_button_is_pressed(chat: Chat) -> None:
    chat.join()
    chat.controller.tell("Something went wrong.")
    assert shown(chat) == ShownBar("Something went wrong.", BarTone.WARNING, "OK")
    chat.controller.on_bar_action()
    assert chat.view.bar is None


def error(chat: Chat, key: ConversationKey, text: str) -> None:
    chat.model.add(key, chat.model.message(text, sender="", kind=MessageKind.ERROR))
    chat.model.end_turn()


def test_an_error_of_the_network_reaches_who_looks_at_one_of_its_channels(chat: Chat) -> None:
    chat.join()
    error(chat, ConversationKey(NETWORK, ""), "#secret is full: try again later")
    assert shown(chat).text == "#secret is full: try again later"


def test_an_error_that_is_shown_among_the_messages_is_not_told_twice(chat: Chat) -> None:
    lobby = chat.join()
    error(chat, lobby, "Only operators of #lobby can do that")
    assert chat.view.bar is None
    chat.select("Example")
    error(chat, ConversationKey(NETWORK, ""), "#secret is full: try again later")
    assert chat.view.bar is None


def test_an_error_of_another_network_is_not_told_here(chat: Chat) -> None:
    chat.join()
    error(chat, chat.model.register("other:1"), "Something is wrong there")
    assert chat.view.bar is None


@pytest.mark.parametrize("then", ["send", "select"])
def test_a_notice_goes_when_something_else_is_done(chat: Chat, then: str) -> None:
    chat.join()
    chat.controller.tell("Something went wrong.")
    if then == "send":
        chat.send("hello")
    else:
        chat.select("Example")
    assert chat.view.bar is None


def invite(chat: Chat) -> None:
    chat.model.publish(Invited(NETWORK, "bob", "#secret"))
    chat.model.end_turn()


def test_an_invitation_can_be_accepted(chat: Chat) -> None:
    chat.join()
    invite(chat)
    text = "bob invites you to #secret on Example."
    assert shown(chat) == ShownBar(text, BarTone.INFO, "Join", "No")
    chat.controller.on_bar_action()
    chat.model.end_turn()
    assert ("join_channel", NETWORK, "#secret", "") in chat.model.calls
    assert chat.view.bar is None
    chat.model.open(NETWORK, "#secret")
    chat.model.end_turn()
    assert chat.view.title.startswith("CHAT APP — #secret")


def test_an_invitation_to_what_is_no_channel_is_told(chat: Chat) -> None:
    chat.join()
    chat.model.publish(Invited(NETWORK, "bob", "#a,b c"))
    chat.model.end_turn()
    chat.controller.on_bar_action()
    chat.model.end_turn()
    assert shown(chat).action == "OK"
    assert not chat.model.called("join_channel")


def test_an_invitation_can_be_declined(chat: Chat) -> None:
    chat.join()
    invite(chat)
    chat.controller.on_bar_other()
    chat.model.end_turn()
    assert chat.view.bar is None
    assert not any(call[-2:] == ("#secret", "") for call in chat.model.calls)


def test_who_is_there_already_needs_no_invitation(chat: Chat) -> None:
    chat.join("#secret")
    invite(chat)
    assert chat.view.bar is None


def test_without_a_connection_that_is_told_first(chat: Chat) -> None:
    chat.join()
    invite(chat)
    lose(chat)
    assert shown(chat).action == "Reconnect"
