"""Older messages when the top is reached, what was restored, and forgetting."""

from __future__ import annotations

from chat.model.entities import ConversationKey
from chat.model.events import HistoryEnded, StoreFailed
from chat.view.ports import BarTone
from tests.controller.harness import NETWORK, REQUEST, Chat


def test_at_the_top_older_messages_are_asked_for(chat: Chat) -> None:
    lobby = chat.join()
    chat.controller.on_scrolled_to_top()
    assert chat.model.called("load_older") == [(lobby,)]


def test_older_messages_go_before_the_others_in_one_go(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "now")
    chat.model.end_turn()
    chat.controller.on_scrolled_to_top()
    chat.model.add_history(lobby, 0, chat.model.message("one"), chat.model.message("two"))
    chat.model.receive(lobby, "later")
    chat.model.publish(HistoryEnded(lobby))
    chat.model.end_turn()
    assert chat.view.texts() == ["one", "two", "now", "later"]
    assert chat.view.calls.count("prepend_messages") == 1


def test_where_there_was_nothing_older_there_can_be_later(chat: Chat) -> None:
    """A flood makes the model let go of messages, which are older ones from then on."""
    lobby = chat.join()
    chat.controller.on_scrolled_to_top()
    chat.model.publish(HistoryEnded(lobby))
    chat.controller.on_scrolled_to_top()
    assert chat.model.called("load_older") == [(lobby,), (lobby,)]


def test_what_was_missed_takes_its_place_among_the_others(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "before")
    chat.model.receive(lobby, "after")
    chat.model.end_turn()
    chat.model.add_history(lobby, 1, chat.model.message("missed"))
    chat.model.receive(lobby, "last")
    chat.model.end_turn()
    assert chat.view.texts() == ["before", "missed", "after", "last"]
    chat.model.end_turn()
    assert chat.view.calls.count("refresh_messages") == 1


def test_history_of_another_conversation_is_not_shown(chat: Chat) -> None:
    chat.join()
    other = chat.model.open(NETWORK, "bob")
    chat.model.add_history(other, 0, chat.model.message("elsewhere"))
    chat.model.end_turn()
    assert chat.view.texts() == []
    chat.select("bob")
    chat.model.end_turn()
    assert chat.view.texts() == ["elsewhere"]
    assert "prepend_messages" not in chat.view.calls


def test_before_there_is_a_conversation_there_is_nothing_older(chat: Chat) -> None:
    chat.start()
    chat.controller.on_scrolled_to_top()
    chat.controller.on_forget_conversation()
    assert chat.model.calls == []


def test_what_was_open_is_there_before_the_connection(chat: Chat) -> None:
    chat.start()
    network = chat.model.restore(REQUEST, "#lobby", "bob")
    key = ConversationKey(network, "#lobby")
    chat.model.add_history(key, 0, chat.model.message("yesterday"))
    chat.model.end_turn()
    assert chat.view.labels() == ["chat.example.org", "#lobby", "bob"]
    assert chat.view.selected_label() == "#lobby"
    assert chat.view.texts() == ["yesterday"]
    assert not chat.view.row("#lobby").active
    bar = chat.view.bar
    assert bar is not None
    assert (bar.tone, bar.action) == (BarTone.INFO, "Connect")
    chat.controller.on_bar_action()
    assert chat.model.called("reconnect") == [(network,)]
    chat.model.register(network)
    chat.model.end_turn()
    assert chat.view.bar is None
    assert chat.settings.last_request == REQUEST


def test_a_network_that_is_being_reached_needs_no_word_when_it_is_restored(chat: Chat) -> None:
    chat.join()
    chat.model.restore(REQUEST, "#lobby")
    chat.model.end_turn()
    assert chat.view.bar is None


def test_a_trouble_of_the_store_is_told(chat: Chat) -> None:
    chat.start()
    chat.model.publish(StoreFailed("The history was damaged."))
    chat.model.end_turn()
    assert chat.view.bar is not None
    assert chat.view.bar.text == "The history was damaged."


def test_a_trouble_of_the_store_stays_until_it_is_read(chat: Chat) -> None:
    chat.start()
    chat.model.publish(StoreFailed("The history was damaged."))
    chat.join()
    chat.model.end_turn()
    assert chat.view.bar is not None, "the conversation that opens by itself does not hide it"
    assert chat.view.bar.text == "The history was damaged."
    chat.controller.on_bar_action()
    chat.model.end_turn()
    assert chat.view.bar is None


def test_a_conversation_is_forgotten_after_a_question(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "a secret")
    chat.model.end_turn()
    chat.view.answer = False
    chat.controller.on_forget_conversation()
    assert chat.view.texts() == ["a secret"]
    chat.view.answer = True
    chat.controller.on_forget_conversation()
    assert chat.model.called("forget_conversation") == [(lobby,)]
    assert chat.view.texts() == []
    assert "#lobby" in chat.view.questions[-1]


def test_everything_is_forgotten_after_a_question(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "a secret")
    chat.model.end_turn()
    chat.view.answer = False
    chat.controller.on_forget_everything()
    assert not chat.model.called("forget_everything")
    assert chat.view.harmful_deeds == ["Forget everything"]
    chat.view.answer = True
    chat.controller.on_forget_everything()
    assert chat.model.called("forget_everything") == [()]
    assert chat.view.texts() == []
