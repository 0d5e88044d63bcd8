"""From the entry to the model (row C3), drafts, and what happens to text that cannot be sent."""

from __future__ import annotations

import pytest

from chat.controller.sending import DRAFT_AFTER
from chat.model.entities import DeliveryState
from chat.model.events import ConnectionLost
from chat.view.ports import RowKind, RowState
from tests.controller.harness import NETWORK, Chat


def test_c3_send_message_sends_the_entrys_text_and_inserts_it_locally(chat: Chat) -> None:
    lobby = chat.join()
    chat.send("Hello, all!")
    assert chat.model.called("send_message") == [(lobby, "Hello, all!")]
    assert chat.view.texts() == ["Hello, all!"]
    assert chat.view.messages[0].state is RowState.PENDING
    assert chat.view.messages[0].sender == "ann"
    assert chat.view.entry == ""


def test_c3_the_inserted_message_becomes_sent_when_the_server_has_it(chat: Chat) -> None:
    lobby = chat.join()
    chat.send("Hello")
    chat.model.change(lobby, chat.model.kept[lobby][0], DeliveryState.SENT)
    chat.model.end_turn()
    assert [row.state for row in chat.view.messages] == [RowState.SENT]


@pytest.mark.parametrize("text", ["", "   ", "\n", "\x02", "\x1f \x1d"])
def test_nothing_is_sent_where_nothing_was_typed(chat: Chat, text: str) -> None:
    chat.join()
    chat.send(text)
    assert not chat.model.called("send_message")


def test_text_typed_before_there_is_a_conversation_stays(chat: Chat) -> None:
    chat.start()
    chat.send("hello?")
    assert chat.view.entry == "hello?"
    assert chat.model.calls == []


def test_each_pasted_line_is_a_message(chat: Chat) -> None:
    lobby = chat.join()
    chat.send("one\r\n\n  two\nthree\n")
    sent = [text for _, text in chat.model.called("send_message")]
    assert sent == ["one", "  two", "three"]
    assert lobby in chat.model.kept


def test_two_slashes_send_one(chat: Chat) -> None:
    lobby = chat.join()
    chat.send("//etc/hosts")
    assert chat.model.called("send_message") == [(lobby, "/etc/hosts")]
    assert chat.view.entry == ""


def refused(chat: Chat, text: str = "hello") -> str:
    """Send what cannot be sent: it stays in the entry. Returns what the window says."""
    chat.send(text)
    assert chat.view.entry == text
    assert not chat.model.called("send_message")
    assert chat.view.messages[-1].kind is RowKind.ERROR
    return chat.view.messages[-1].text


def test_without_a_connection_the_model_keeps_what_is_said(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.end_turn()
    chat.send("hello")
    assert chat.model.called("send_message") == [(lobby, "hello")]
    assert chat.view.entry == ""


def test_the_networks_own_conversation_takes_no_text(chat: Chat) -> None:
    chat.join()
    chat.select("Example")
    assert "choose a conversation" in refused(chat)


def test_a_channel_that_we_are_not_in_takes_no_text(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "#lobby", joined=False)
    assert "you are not in #lobby: type /join #lobby first" in refused(chat)


def test_text_that_no_line_can_carry_stays(chat: Chat) -> None:
    chat.join()
    chat.model.errors["send_message"] = ValueError("CR, LF and NUL cannot be sent")
    chat.send("a\0b")
    assert chat.view.entry == "a\0b"
    assert chat.view.texts() == ["CR, LF and NUL cannot be sent"]


def test_a_failed_message_is_sent_again(chat: Chat) -> None:
    lobby = chat.join()
    message = chat.model.add(lobby, chat.model.message("hi", own=True, state=DeliveryState.FAILED))
    chat.model.end_turn()
    chat.controller.on_retry(chat.view.messages[0].key)
    assert chat.model.called("retry_message") == [(lobby, message.id)]


def test_there_is_nothing_to_retry_before_there_is_a_conversation(chat: Chat) -> None:
    chat.start().controller.on_retry("1")
    assert chat.model.calls == []


def test_each_conversation_keeps_its_draft(chat: Chat) -> None:
    chat.join()
    chat.model.open(NETWORK, "#more")
    chat.model.end_turn()
    chat.view.entry = "for the lobby"
    chat.select("#more")
    assert chat.view.entry == ""
    chat.view.entry = "for more"
    chat.select("#lobby")
    assert chat.view.entry == "for the lobby"
    chat.select("#more")
    assert chat.view.entry == "for more"


def test_a_draft_follows_a_person_to_a_new_nick(chat: Chat) -> None:
    chat.join()
    chat.controller.on_open_private("bob")
    chat.view.entry = "dear bob"
    chat.select("#lobby")
    chat.model.rename(chat.model.summaries[-1].key, "robert")
    chat.model.end_turn()
    chat.select("robert")
    assert chat.view.entry == "dear bob"


def test_a_draft_goes_with_its_conversation(chat: Chat) -> None:
    chat.join()
    chat.controller.on_open_private("bob")
    chat.view.entry = "dear bob"
    chat.select("#lobby")
    chat.model.close_quietly(chat.model.summaries[-1].key)
    chat.model.end_turn()
    chat.controller.on_open_private("bob")
    assert chat.view.entry == ""


def test_a_command_that_shows_another_conversation_is_no_draft(chat: Chat) -> None:
    chat.join()
    chat.send("/query bob")
    assert chat.view.selected_label() == "bob"
    assert chat.view.entry == ""
    chat.select("#lobby")
    assert chat.view.entry == ""


def test_what_is_being_typed_is_kept_in_passing_once_in_a_moment(chat: Chat) -> None:
    lobby = chat.join()
    before = len(chat.view.scheduled)
    for text in ("h", "he", "hello th"):
        chat.view.entry = text
        chat.controller.on_typed(text)
    assert chat.model.drafts.of(lobby) == ""
    waiting = [delay for delay, _ in chat.view.scheduled[before:]]
    assert waiting.count(DRAFT_AFTER) == 1
    run_drafts(chat)
    assert chat.model.drafts.of(lobby) == "hello th"  # and nobody left or closed anything
    chat.view.entry = "hello there"
    chat.controller.on_typed("hello there")
    run_drafts(chat)
    assert chat.model.drafts.of(lobby) == "hello there"


def test_a_draft_is_kept_where_it_was_typed_though_another_conversation_came(chat: Chat) -> None:
    lobby = chat.join()
    art = chat.model.open(NETWORK, "#art")
    chat.model.end_turn()
    chat.view.entry = "for the lobby"
    chat.controller.on_typed("for the lobby")
    chat.select("#art")
    run_drafts(chat)
    assert chat.model.drafts.of(lobby) == "for the lobby"
    assert chat.model.drafts.of(art) == ""


def test_nothing_typed_anywhere_is_no_draft(chat: Chat) -> None:
    chat.start()
    chat.controller.on_typed("to nobody")
    run_drafts(chat)
    assert chat.model.drafts.kept == {}


def run_drafts(chat: Chat) -> None:
    """Let the moment pass after which a draft is kept."""
    due = [one for one in chat.view.scheduled if one[0] == DRAFT_AFTER]
    for one in due:
        chat.view.scheduled.remove(one)
        one[1]()


def test_a_very_long_line_is_asked_about_before_it_is_many_messages(chat: Chat) -> None:
    lobby = chat.join()
    chat.view.answer = False
    chat.send("long words " * 2000)
    assert chat.model.called("send_message") == []
    assert chat.view.entry_text() != ""
    chat.view.answer = True
    chat.send("long words " * 2000)
    assert [key for key, _text in chat.model.called("send_message")] == [lobby]
