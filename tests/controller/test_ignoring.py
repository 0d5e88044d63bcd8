"""Ignoring people: where it is offered, what is said, and how it is taken back."""

from __future__ import annotations

import pytest

from chat.model.entities import ConversationKey, IgnoredPerson, Member
from chat.view.ports import MemberAction
from chat.view.ports.listing import ListAction
from tests.controller.harness import NETWORK, Chat


@pytest.fixture
def lobby(chat: Chat) -> ConversationKey:
    key = chat.join()
    chat.model.change_members(key, Member("ann"), Member("bob"))
    chat.model.end_turn()
    return key


def ignored(chat: Chat) -> list[str]:
    return [one.nick for one in chat.model.ignoring.people(NETWORK)]


def test_a_member_is_ignored_and_not_any_more(chat: Chat, lobby: ConversationKey) -> None:
    assert MemberAction.IGNORE in chat.controller.member_actions("bob")
    assert MemberAction.IGNORE not in chat.controller.member_actions("ann")
    chat.controller.on_member_action("bob", MemberAction.IGNORE)
    assert ignored(chat) == ["bob"]
    assert "/unignore bob" in chat.model.texts(lobby)[-1]
    assert [row.ignored for row in chat.view.members] == [False, True]
    assert MemberAction.STOP_IGNORING in chat.controller.member_actions("bob")
    chat.controller.on_member_action("bob", MemberAction.STOP_IGNORING)
    assert ignored(chat) == []
    assert "no longer" in chat.model.texts(lobby)[-1]
    assert not any(row.ignored for row in chat.view.members)


def test_the_sender_of_a_message_is(chat: Chat, lobby: ConversationKey) -> None:
    intents = chat.controller.ignoring
    assert intents.offer("bob") is True
    assert intents.offer("ann") is None
    intents.on_ignore("bob")
    assert intents.offer("bob") is False
    intents.on_stop("bob")
    assert intents.offer("bob") is True


def test_without_a_conversation_nothing_is_offered_or_done(chat: Chat) -> None:
    chat.start()
    intents = chat.controller.ignoring
    assert intents.offer("bob") is None
    intents.on_ignore("bob")
    intents.on_stop("bob")
    assert ignored(chat) == []


def test_what_cannot_be_is_said_in_a_box(chat: Chat, lobby: ConversationKey) -> None:
    chat.controller.ignoring.on_ignore("ann")
    chat.controller.ignoring.on_stop("bob")
    assert [text for _title, text in chat.view.errors] == [
        "You cannot ignore yourself.",
        "You do not ignore bob: /ignore lists whom.",
    ]


def test_a_private_talk_offers_it_and_says_it(chat: Chat, lobby: ConversationKey) -> None:
    chat.model.open(NETWORK, "bob")
    chat.model.end_turn()
    chat.select("bob")
    row = chat.view.row("bob").key
    listing = chat.controller.listing
    assert ListAction.IGNORE in listing.actions(row)
    listing.on_action(row, ListAction.IGNORE)
    chat.model.end_turn()
    assert ListAction.STOP_IGNORING in listing.actions(row)
    assert chat.view.hint == "You ignore bob: their answers are not shown"
    listing.on_action(row, ListAction.STOP_IGNORING)
    chat.model.end_turn()
    assert chat.view.hint == "Message bob"


def test_ourselves_cannot_be_ignored_in_a_talk_with_ourselves(
    chat: Chat, lobby: ConversationKey
) -> None:
    chat.model.open(NETWORK, "ann")
    chat.model.end_turn()
    assert ListAction.IGNORE not in chat.controller.listing.actions(chat.view.row("ann").key)


def test_the_list_takes_back(chat: Chat, lobby: ConversationKey) -> None:
    chat.model.ignoring.known[NETWORK] = [IgnoredPerson("bob"), IgnoredPerson("carl", "carl77")]
    chat.controller.ignoring.on_show_ignored()
    table = chat.view.tables[-1]
    assert [row.cells for row in table.rows] == [
        ("bob", "", "Example"),
        ("carl", "carl77", "Example"),
    ]
    table.on_action(table.rows[1].key)
    assert ignored(chat) == ["bob"]
    assert [row.cells[0] for row in chat.view.tables[-1].rows] == ["bob"]


def test_by_command(chat: Chat, lobby: ConversationKey) -> None:
    chat.send("/ignore")
    chat.send("/ignore bob")
    chat.send("/ignore")
    assert [chat.model.texts(lobby)[at] for at in (0, 2)] == [
        "You ignore nobody here: type /ignore name to begin.",
        "You ignore here: bob",
    ]
    chat.send("/unignore bob")
    assert ignored(chat) == []


@pytest.mark.parametrize("line", ["/ignore ann", "/ignore a,b", "/unignore bob", "/unignore"])
def test_a_wrong_command_stays_in_the_entry(chat: Chat, lobby: ConversationKey, line: str) -> None:
    chat.send(line)
    assert chat.view.entry == line
    assert ignored(chat) == []
