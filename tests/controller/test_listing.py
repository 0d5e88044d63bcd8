"""What can be done with a line of the list; in which order the lines stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chat.model.entities import ConversationKey, ConversationPreferences, ConversationSummary
from chat.model.events import Disconnected
from chat.view.ports.listing import ListAction
from tests.controller.harness import NETWORK, Chat
from tests.fakes.fake_model import NOON


def act(chat: Chat, label: str, action: ListAction) -> None:
    chat.controller.listing.on_action(chat.view.row(label).key, action)
    chat.model.end_turn()


def actions(chat: Chat, label: str) -> list[ListAction]:
    return list(chat.controller.listing.actions(chat.view.row(label).key))


@pytest.fixture
def busy(chat: Chat) -> Chat:
    """In #lobby and #art, with zoe and bob."""
    chat.join()
    for target in ("zoe", "#art", "bob"):
        chat.model.open(NETWORK, target)
    chat.model.end_turn()
    return chat


def test_channels_stand_before_people_each_by_name(busy: Chat) -> None:
    assert busy.view.labels() == ["Example", "#art", "#lobby", "bob", "zoe"]


def test_what_is_pinned_stands_first_until_it_is_not(busy: Chat) -> None:
    act(busy, "zoe", ListAction.PIN)
    assert busy.view.labels() == ["Example", "zoe", "#art", "#lobby", "bob"]
    assert busy.view.row("zoe").pinned
    assert ListAction.UNPIN in actions(busy, "zoe")
    act(busy, "zoe", ListAction.UNPIN)
    assert busy.view.labels()[-1] == "zoe"


def test_what_is_muted_is_shown_so(busy: Chat) -> None:
    act(busy, "bob", ListAction.MUTE)
    assert busy.view.row("bob").muted
    assert ListAction.UNMUTE in actions(busy, "bob")
    busy.select("bob")
    busy.controller.listing.on_action_here(ListAction.MUTE)  # the menu takes it back
    busy.model.end_turn()
    assert not busy.view.row("bob").muted


def test_the_menu_pins_what_is_shown(busy: Chat) -> None:
    busy.controller.listing.on_action_here(ListAction.PIN)
    assert busy.model.preferences.of(ConversationKey(NETWORK, "#lobby")).pinned
    busy.controller.listing.on_action_here(ListAction.PIN)
    assert not busy.model.preferences.of(ConversationKey(NETWORK, "#lobby")).pinned
    busy.select("Example")
    busy.controller.listing.on_action_here(ListAction.PIN)
    assert busy.model.preferences.wanted.keys() == {ConversationKey(NETWORK, "#lobby")}


def test_nothing_is_done_where_nothing_is_shown(chat: Chat) -> None:
    chat.start().controller.listing.on_action_here(ListAction.MUTE)
    chat.controller.listing.on_action("gone #gone", ListAction.MUTE)
    assert chat.controller.listing.actions("gone #gone") == ()
    assert chat.model.preferences.wanted == {}


def test_the_latest_can_stand_first(busy: Chat) -> None:
    for minutes, target in enumerate(("#art", "zoe", "#lobby", "bob")):
        key = ConversationKey(NETWORK, target)
        one = busy.model.summary(key)
        latest = NOON + timedelta(minutes=minutes)
        busy.model.put(ConversationSummary(key, one.is_channel, True, latest=latest))
    busy.controller.on_set("order", "activity")
    assert busy.view.labels() == ["Example", "#lobby", "#art", "bob", "zoe"]
    assert busy.settings.order == "activity"
    key = ConversationKey(NETWORK, "#art")
    busy.model.put(ConversationSummary(key, True, True, latest=NOON + timedelta(hours=1)))
    busy.model.receive(key, "news")
    busy.model.put(ConversationSummary(key, True, True, latest=NOON + timedelta(hours=1)))
    busy.model.end_turn()
    assert busy.view.labels()[1] == "#art"
    busy.controller.on_set("order", "name")
    assert busy.view.labels() == ["Example", "#art", "#lobby", "bob", "zoe"]


def test_somebody_is_invited_into_a_channel(busy: Chat) -> None:
    assert ListAction.INVITE in actions(busy, "#lobby")
    assert ListAction.INVITE not in actions(busy, "bob")
    act(busy, "#lobby", ListAction.INVITE)
    question, answer = busy.view.lines_asked[0]
    assert "#lobby" in question
    answer(" bob ")
    assert busy.model.called("invite") == [(ConversationKey(NETWORK, "#lobby"), "bob")]
    answer("no nick")
    assert "cannot contain a space" in busy.view.errors[-1][1]


def test_who_cannot_be_invited_is_told(busy: Chat) -> None:
    busy.select("bob")
    busy.controller.listing.on_action_here(ListAction.INVITE)
    busy.select("#lobby")
    busy.model.connected.clear()
    busy.controller.listing.on_action_here(ListAction.INVITE)
    assert len(busy.view.errors) == 2
    assert busy.view.lines_asked == []


def test_leaving_and_closing(busy: Chat) -> None:
    assert actions(busy, "#lobby")[-1] is ListAction.LEAVE
    assert actions(busy, "bob")[-1] is ListAction.CLOSE
    act(busy, "#art", ListAction.LEAVE)
    act(busy, "bob", ListAction.CLOSE)
    act(busy, "zoe", ListAction.MARK_READ)
    assert busy.model.called("close_conversation") == [
        (ConversationKey(NETWORK, "#art"),),
        (ConversationKey(NETWORK, "bob"),),
    ]
    assert (ConversationKey(NETWORK, "zoe"),) in busy.model.called("mark_read")


def test_what_can_be_done_with_a_network(busy: Chat) -> None:
    assert ListAction.DISCONNECT in actions(busy, "Example")
    act(busy, "Example", ListAction.BROWSE)
    act(busy, "Example", ListAction.JOIN)
    _, answer = busy.view.lines_asked[0]
    answer("chess")
    answer("with space")
    assert busy.model.called("list_channels") == [(NETWORK,)]
    assert busy.model.called("join_channel") == [(NETWORK, "#chess", "")]
    assert "space" in busy.view.errors[-1][1]
    act(busy, "Example", ListAction.DISCONNECT)
    assert busy.model.called("disconnect") == [(NETWORK, "")]


def test_a_network_that_is_not_connected(busy: Chat) -> None:
    busy.model.drop_connection(NETWORK, Disconnected(NETWORK))
    busy.model.end_turn()
    assert actions(busy, "Example") == [
        ListAction.MARK_READ,
        ListAction.RECONNECT,
        ListAction.CLOSE,
        ListAction.EXPORT,
        ListAction.FORGET,
    ]
    act(busy, "Example", ListAction.RECONNECT)
    assert busy.model.called("reconnect") == [(NETWORK,)]


def test_a_network_is_forgotten_if_the_person_is_sure(busy: Chat) -> None:
    busy.model.register("other:1", name="Other")
    busy.model.end_turn()
    busy.view.answer = False
    act(busy, "Example", ListAction.FORGET)
    assert busy.model.called("forget_network") == []
    busy.view.answer = True
    act(busy, "Example", ListAction.FORGET)
    assert busy.view.labels() == ["Other"]
    assert busy.view.selected_label() == "Other"


def test_preferences_of_nothing_are_the_defaults(chat: Chat) -> None:
    assert chat.model.preferences.of(ConversationKey("a", "b")) == ConversationPreferences()
