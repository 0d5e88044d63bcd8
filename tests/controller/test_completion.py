"""Tab in the entry: nicks, channels, commands, emoji."""

from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey, Member
from tests.controller.harness import NETWORK, Chat


@pytest.fixture
def lobby(chat: Chat) -> ConversationKey:
    key = chat.join()
    members = [Member(nick) for nick in ("ann", "barbara", "bob", "Bea", "carol")]
    chat.model.change_members(key, *members)
    chat.model.end_turn()
    return key


def tab(chat: Chat, text: str, cursor: int | None = None, step: int = 1) -> bool:
    chat.view.entry = text
    chat.view.cursor = len(text) if cursor is None else cursor
    return chat.controller.on_complete(chat.view.entry, chat.view.cursor, step)


def tab_again(chat: Chat, step: int = 1) -> str:
    assert chat.controller.on_complete(chat.view.entry, chat.view.cursor, step)
    return chat.view.entry


def test_a_nick_at_the_beginning_is_addressed(chat: Chat, lobby: ConversationKey) -> None:
    assert tab(chat, "ca")
    assert (chat.view.entry, chat.view.cursor) == ("carol: ", 7)
    assert tab(chat, "ask Ca")
    assert chat.view.entry == "ask carol "
    assert tab(chat, "@car")
    assert chat.view.entry == "@carol "


def test_who_spoke_last_comes_first_and_tab_goes_on(chat: Chat, lobby: ConversationKey) -> None:
    chat.model.receive(lobby, "hi", sender="barbara")
    chat.model.receive(lobby, "hi", sender="bob")
    chat.model.receive(lobby, "hi", sender="gone")
    assert tab(chat, "b")
    assert chat.view.entry == "bob: "
    assert [tab_again(chat) for _ in range(3)] == ["barbara: ", "Bea: ", "bob: "]
    assert tab_again(chat, -1) == "Bea: "
    assert tab(chat, "b", step=-1)
    assert chat.view.entry == "Bea: "


def test_typing_on_begins_a_new_completion(chat: Chat, lobby: ConversationKey) -> None:
    assert tab(chat, "bo")
    assert tab(chat, chat.view.entry + "ask ca")
    assert chat.view.entry == "bob: ask carol "


def test_a_word_in_the_middle_is_completed_in_its_place(chat: Chat, lobby: ConversationKey) -> None:
    assert tab(chat, "ask ca please", cursor=6)
    assert (chat.view.entry, chat.view.cursor) == ("ask carol please", 9)


def test_a_line_further_down_begins_no_message(chat: Chat, lobby: ConversationKey) -> None:
    assert tab(chat, "one\nca")
    assert chat.view.entry == "one\ncarol "


@pytest.mark.parametrize("text", ["", "word ", "nobody", "own ann", ":", "/nothing", "#nothing"])
def test_where_nothing_fits_the_key_is_free(chat: Chat, lobby: ConversationKey, text: str) -> None:
    assert not tab(chat, text)
    assert chat.view.entry == text


def test_channels_commands_and_emoji(chat: Chat, lobby: ConversationKey) -> None:
    chat.model.open(NETWORK, "#cooking")
    for text, completed in (
        ("see #co", "see #cooking "),
        ("/jo", "/join "),
        ("fine :tada", "fine 🎉 "),
        ("fine :party_p", "fine 🎉 "),
    ):
        assert tab(chat, text)
        assert chat.view.entry == completed
    assert not tab(chat, "no /jo")


def test_the_other_person_of_a_private_conversation(chat: Chat, lobby: ConversationKey) -> None:
    key = chat.model.open(NETWORK, "dave")
    chat.controller.conversations.show(key)
    assert tab(chat, "da")
    assert chat.view.entry == "dave: "


def test_without_a_conversation_there_is_nothing_to_complete(chat: Chat) -> None:
    chat.start()
    assert not tab(chat, "bo")
