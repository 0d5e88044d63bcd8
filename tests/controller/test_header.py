"""Title, topic, members, identity and entry follow the conversation that is shown."""

from __future__ import annotations

import pytest

from chat.controller.header import CROWD, MEMBERS_A_MS
from chat.model.entities import ConversationSummary, Member, Presence
from chat.model.events import (
    AwayChanged,
    ConnectionLost,
    NetworkNamed,
    NickChanged,
    PresenceChanged,
)
from chat.view.ports import MemberRow
from tests.controller.harness import NETWORK, Chat


def test_c5_the_title_begins_with_the_programs_name(chat: Chat) -> None:
    chat.start()
    assert chat.view.title == "CHAT APP"
    chat.join()
    assert chat.view.title == "CHAT APP — #lobby — Example"
    chat.select("Example")
    assert chat.view.title == "CHAT APP — Example"


def test_the_networks_name_is_shown_when_it_is_known(chat: Chat) -> None:
    chat.join()
    chat.model.names[NETWORK] = "ExampleNet"
    chat.model.publish(NetworkNamed(NETWORK, "ExampleNet"))
    chat.model.end_turn()
    assert chat.view.title == "CHAT APP — #lobby — ExampleNet"
    assert chat.view.labels()[0] == "ExampleNet"


def test_members_are_listed_with_rank_and_presence(chat: Chat) -> None:
    lobby = chat.join()
    members = [Member("ann", "@+"), Member("bob", "+", away=True), Member("eve")]
    chat.model.change_members(lobby, *members)
    chat.model.end_turn()
    assert chat.view.members == [
        MemberRow("ann", "@", own=True),
        MemberRow("bob", "+", away=True),
        MemberRow("eve"),
    ]


def test_a_flood_of_joins_shows_the_members_once_a_turn(chat: Chat) -> None:
    lobby = chat.join()
    members: list[Member] = []
    for number in range(100):
        members.append(Member(f"guest{number}"))
        chat.model.change_members(lobby, *members)
    chat.view.calls.clear()
    chat.model.end_turn()
    assert chat.view.calls.count("show_members") == 1
    assert len(chat.view.members) == 100


def test_a_crowd_is_not_listed_at_every_change(chat: Chat) -> None:
    key = chat.join()
    crowd = [Member(f"n{number}") for number in range(CROWD)]
    for change in ([*crowd, Member("ann")], [*crowd, Member("bob")], [*crowd, Member("carol")]):
        chat.model.change_members(key, *change)
        chat.model.end_turn()
    assert chat.view.members[-1].nick == "ann"
    delay, go_on = chat.view.scheduled[-1]
    assert delay == (CROWD + 1) // MEMBERS_A_MS
    go_on()
    assert chat.view.members[-1].nick == "carol"
    again = chat.view.scheduled[-1][1]
    again()
    assert chat.view.scheduled[-1][1] is again, "nothing changed since: it rests no longer"
    chat.model.change_members(key, *crowd, Member("dave"))
    chat.model.end_turn()
    assert chat.view.members[-1].nick == "dave"


def test_people_have_no_members_and_no_topic(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.change_members(lobby, Member("ann"), Member("bob"))
    chat.model.change_topic(lobby, "Welcome")
    chat.model.end_turn()
    assert (chat.view.topic, chat.view.topic_editable) == ("Welcome", True)
    chat.controller.on_open_private("bob")
    assert chat.view.members == []
    assert (chat.view.topic, chat.view.topic_editable) == ("", False)


def test_a_topic_is_asked_for_and_shown_only_when_the_server_agrees(chat: Chat) -> None:
    lobby = chat.join()
    chat.view.topic = "what was typed"  # as the line shows it while it is edited
    chat.controller.on_change_topic(" News ")
    assert chat.model.called("set_topic") == [(lobby, "News")]
    assert chat.view.topic == ""
    chat.model.change_topic(lobby, "News")
    chat.model.end_turn()
    assert chat.view.topic == "News"


def test_an_unchanged_topic_is_not_asked_for(chat: Chat) -> None:
    lobby = chat.join()
    chat.model.change_topic(lobby, "News")
    chat.controller.on_change_topic("News")
    assert not chat.model.called("set_topic")


def test_a_topic_cannot_be_set_where_there_is_none(chat: Chat) -> None:
    chat.start().controller.on_change_topic("News")
    chat.join()
    chat.select("Example")
    chat.controller.on_change_topic("News")
    assert not chat.model.called("set_topic")


def test_who_we_are_is_shown_and_follows_changes(chat: Chat) -> None:
    chat.join()
    assert chat.view.identity == ("ann", False)
    chat.model.nicks[NETWORK] = "ann2"
    chat.model.publish(NickChanged(NETWORK, "ann", "ann2"))
    chat.model.away.add(NETWORK)
    chat.model.publish(AwayChanged(NETWORK, True))
    chat.model.end_turn()
    assert chat.view.identity == ("ann2", True)


@pytest.mark.parametrize(
    ("label", "hint"),
    [
        ("#lobby", "Message #lobby"),
        ("bob", "Message bob"),
        ("#out", "You are not in #out: type /join #out"),
        ("Example", "Type /join #channel to begin, or /help"),
    ],
)
def test_the_empty_entry_says_what_can_be_typed(chat: Chat, label: str, hint: str) -> None:
    chat.join()
    chat.model.open(NETWORK, "bob")
    chat.model.open(NETWORK, "#out", joined=False)
    chat.model.end_turn()
    chat.select(label)
    assert (chat.view.entry_enabled, chat.view.hint) == (True, hint)


def test_the_entry_is_shut_before_there_is_a_conversation(chat: Chat) -> None:
    chat.start()
    assert (chat.view.entry_enabled, chat.view.hint) == (False, "Connect to a server to chat")


def test_who_is_typing_when_the_connection_breaks_can_go_on(chat: Chat) -> None:
    chat.join()
    chat.view.entry = "half a sen"
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, ""))
    chat.model.end_turn()
    assert chat.view.entry_enabled
    assert chat.view.hint == "Not connected: what you send waits until you are back"
    assert chat.view.entry == "half a sen"


@pytest.mark.parametrize(
    ("presence", "hint"),
    [
        (Presence.ONLINE, "Message bob"),
        (Presence.AWAY, "Message bob (away)"),
        (Presence.OFFLINE, "bob is not here: your message may not arrive"),
        (None, "Message bob"),
    ],
)
def test_the_hint_says_whether_somebody_is_there(
    chat: Chat, presence: Presence | None, hint: str
) -> None:
    chat.join()
    bob = chat.model.open(NETWORK, "bob")
    chat.model.end_turn()
    chat.select("bob")
    chat.model.put(ConversationSummary(bob, False, True, presence=presence))
    chat.model.publish(PresenceChanged(bob))
    chat.model.end_turn()
    assert chat.view.hint == hint
    assert chat.view.row("bob").presence == ("" if presence is None else presence.value)
