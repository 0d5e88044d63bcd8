"""The message list: gathered in a turn, shown at its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from chat.controller.rows import message_row, time_text
from chat.model import entities
from chat.model.entities import ConversationKey, DeliveryState, MessageKind
from chat.model.events import MessageChanged, MessageMoved, MessagesAdded
from chat.view.ports import MessageRow, Moved, Movement, RowKind, RowState
from tests.controller.harness import NETWORK, REQUEST, Chat

LOBBY = ConversationKey(NETWORK, "#lobby")


def test_c2_messages_of_a_turn_are_shown_at_its_end_in_one_call(chat: Chat) -> None:
    lobby = chat.join()
    for number in range(500):
        chat.model.receive(lobby, f"message {number}")
    assert chat.view.messages == []
    chat.model.end_turn()
    assert chat.view.appended == [500]
    assert chat.view.texts() == [f"message {number}" for number in range(500)]


def test_messages_of_other_conversations_are_not_shown(chat: Chat) -> None:
    chat.join()
    chat.model.receive(chat.model.open(NETWORK, "#more"), "elsewhere")
    chat.model.end_turn()
    assert chat.view.messages == []


def test_a_message_published_after_its_conversation_was_shown_is_listed_once(chat: Chat) -> None:
    chat.start(REQUEST)
    chat.model.register(NETWORK)
    message = chat.model.message("You joined #lobby")
    chat.model.kept[LOBBY] = [message]  # the model is whole before it publishes
    chat.model.open(NETWORK, "#lobby")
    assert chat.view.texts() == ["You joined #lobby"]
    chat.model.publish(MessagesAdded(LOBBY, (message,)))
    chat.model.end_turn()
    chat.model.receive(LOBBY, "hello")
    chat.model.end_turn()
    assert chat.view.texts() == ["You joined #lobby", "hello"]


def test_a_pending_message_is_shown_as_sent_when_it_is(chat: Chat) -> None:
    lobby = chat.join()
    message = chat.model.add(lobby, chat.model.message("hi", own=True, state=DeliveryState.PENDING))
    chat.model.end_turn()
    assert [row.state for row in chat.view.messages] == [RowState.PENDING]
    chat.model.change(lobby, message, DeliveryState.SENT)
    assert [row.state for row in chat.view.messages] == [RowState.PENDING]
    chat.model.end_turn()
    assert [row.state for row in chat.view.messages] == [RowState.SENT]


def test_a_message_that_changes_in_the_turn_it_came_is_shown_as_it_became(chat: Chat) -> None:
    lobby = chat.join()
    message = chat.model.add(lobby, chat.model.message("hi", own=True, state=DeliveryState.PENDING))
    chat.model.change(lobby, message, DeliveryState.FAILED)
    chat.model.end_turn()
    assert chat.view.messages[0].state is RowState.FAILED
    assert "update_message" not in chat.view.calls


def test_a_change_in_another_conversation_is_not_shown(chat: Chat) -> None:
    chat.join()
    more = chat.model.open(NETWORK, "#more")
    message = chat.model.add(more, chat.model.message("hi", own=True, state=DeliveryState.PENDING))
    chat.model.change(more, message, DeliveryState.SENT)
    chat.model.end_turn()
    assert "update_message" not in chat.view.calls


def test_what_was_gathered_goes_with_its_conversation(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "last words")
    chat.model.close_quietly(lobby)
    chat.model.end_turn()
    assert chat.view.texts() == []
    assert chat.view.selected_label() == "Example"


def test_a_turn_that_brought_nothing_shows_nothing(chat: Chat) -> None:
    chat.join()
    chat.view.calls.clear()
    chat.model.end_turn()
    assert chat.view.calls == []


@pytest.mark.parametrize("kind", list(MessageKind))
def test_a_row_tells_all_of_its_message(chat: Chat, kind: MessageKind) -> None:
    message = chat.model.message("hi", sender="bob", kind=kind, own=True, mention=True)
    row = message_row(message)
    assert row == MessageRow(
        key=str(message.id),
        time=row.time,
        sender="bob",
        text="hi",
        kind=RowKind(kind.value),
        own=True,
        mention=True,
        day="Sunday, 1 March 2026",
        moment=int(message.time.timestamp()),
    )


def test_a_row_tells_who_came_and_went(chat: Chat) -> None:
    moved = entities.Movement(entities.MovementKind.RENAMED, "bob", "bobby")
    message = chat.model.message("bob is now bobby", kind=MessageKind.EVENT, movement=moved)
    assert message_row(message).movement == Movement(Moved.RENAMED, "bob", "bobby")


@pytest.mark.parametrize(("hour", "text"), [(0, "12:05 am"), (9, "9:05 am"), (12, "12:05 pm")])
def test_the_time_in_two_halves_of_the_day(hour: int, text: str) -> None:
    assert time_text(datetime(2026, 3, 1, hour, 5), clock12=True) == text


def test_details_say_all_that_is_known(chat: Chat) -> None:
    lobby = chat.join()
    message = chat.model.add(lobby, chat.model.message("hello", sender="bob", msgid="abc123"))
    chat.model.end_turn()
    chat.controller.on_show_details(str(message.id))
    [(title, text)] = chat.view.texts_shown
    assert title == "Message"
    assert text.startswith("From: bob\nTime: 2026-03-01 ")
    assert text.endswith("\nKind: message\nMessage id: abc123\n\nhello")
    chat.controller.on_show_details("no such message")
    assert len(chat.view.texts_shown) == 1


def test_a_link_is_opened_and_where_that_fails_it_is_said() -> None:
    opened: list[str] = []

    def open_link(url: str) -> bool:
        opened.append(url)
        return "good" in url

    chat = Chat(open_link=open_link)
    chat.join()
    chat.controller.on_open_link("https://good.example")
    assert chat.view.bar is None
    chat.controller.on_open_link("https://bad.example")
    assert chat.view.bar is not None
    assert "copy the link instead. https://bad.example" in chat.view.bar.text
    assert opened == ["https://good.example", "https://bad.example"]


@pytest.mark.parametrize("state", list(DeliveryState))
def test_a_row_tells_how_far_its_message_is(chat: Chat, state: DeliveryState) -> None:
    assert message_row(chat.model.message("hi", state=state)).state.value == state.value


def test_a_row_tells_the_time_on_this_machines_clock(chat: Chat) -> None:
    # The local zone is the reader's, so the expected words are made from it too.
    local = datetime(2026, 3, 1, 14, 5).astimezone()
    elsewhere = local.astimezone(timezone(timedelta(hours=9, minutes=30)))
    for time in (local, elsewhere, local.astimezone(UTC)):
        assert message_row(chat.model.message("hi", time=time)).time == "14:05"


def test_an_own_message_takes_its_place_once_the_server_has_it(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.receive(lobby, "before")
    chat.send("mine")
    chat.model.receive(lobby, "meanwhile")
    chat.model.end_turn()
    assert chat.view.texts() == ["before", "mine", "meanwhile"]
    _, mine, bobs = chat.model.kept[lobby]
    sent = replace(mine, state=DeliveryState.SENT, time=mine.time + timedelta(days=2))
    chat.model.kept[lobby][1:] = [bobs, sent]
    chat.view.calls.clear()
    chat.model.publish(MessageChanged(lobby, sent), MessageMoved(lobby, sent, bobs.id))
    chat.model.end_turn()
    assert chat.view.texts() == ["before", "meanwhile", "mine"]
    assert [call for call in chat.view.calls if "message" in call or "last" in call] == [
        "replace_last"
    ]
    assert chat.view.messages[-1].state is RowState.SENT
    assert chat.view.messages[-1].day != chat.view.messages[0].day


def test_it_takes_its_place_elsewhere_too_and_where_the_newest_are_not_shown(chat: Chat) -> None:
    lobby = chat.join()
    chat.send("mine")
    [mine] = chat.model.kept[lobby]
    chat.model.publish(MessageMoved(lobby, mine, 0))  # forgotten meanwhile
    chat.model.end_turn()
    chat.model.publish(MessageMoved(chat.model.open(NETWORK, "#more"), mine, mine.id))
    chat.model.places.excerpts[lobby] = [mine]
    chat.model.publish(MessageMoved(lobby, mine, mine.id))
    chat.model.end_turn()
    assert "replace_last" not in chat.view.calls
