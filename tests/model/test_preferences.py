"""Pinned and muted conversations: kept over restarts, following a person; forgotten networks."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.entities import (
    ConnectionRequest,
    ConversationKey,
    ConversationPreferences,
    Place,
)
from chat.model.events import Event, MatchesFound, NetworkForgotten, PreferencesChanged
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import HistoryServer
from tests.model.test_memory import LOBBY, NETWORK, Run, next_run

MUTED = ConversationPreferences(muted=True)
PINNED = ConversationPreferences(pinned=True, notify="mentions")


def changes(events: Sequence[Event]) -> list[PreferencesChanged]:
    return [event for event in events if isinstance(event, PreferencesChanged)]


def test_what_is_wanted_is_told_once_and_kept_over_restarts() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    wanted = run.client.preferences
    assert wanted.of(LOBBY) == ConversationPreferences()
    wanted.change(LOBBY, PINNED)
    wanted.change(LOBBY, PINNED)
    wanted.change(ConversationKey(NETWORK, "Bob"), MUTED)
    assert changes(run.events)[0] == PreferencesChanged(LOBBY, PINNED)
    assert len(changes(run.events)) == 2
    run.client.close()
    again = next_run(server, store)
    assert again.client.preferences.of(LOBBY) == PINNED
    assert again.client.preferences.of(ConversationKey(NETWORK, "bob")) == MUTED
    assert len(changes(again.events)) == 2


def test_what_the_person_changes_wants_a_turn_that_shows_it() -> None:
    run = Run(HistoryServer(), DirectStore()).connect()
    before = run.woken
    run.client.preferences.change(LOBBY, PINNED)
    assert run.woken == before + 1


def test_what_is_wanted_of_a_person_follows_them() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    bob = run.client.open_conversation(NETWORK, "bob")
    run.client.preferences.change(bob, MUTED)
    server.write(":bob!b@h NICK robert")
    run.settle()
    assert run.client.preferences.of(ConversationKey(NETWORK, "robert")) == MUTED
    assert run.client.preferences.of(bob) == ConversationPreferences()
    run.client.close()
    again = next_run(server, store)
    assert again.client.preferences.of(ConversationKey(NETWORK, "robert")) == MUTED


def test_a_forgotten_network_is_gone_for_good() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    server.say("a secret word")
    run.settle()
    run.client.preferences.change(LOBBY, MUTED)
    run.client.forget_network(NETWORK)
    run.client.pump()
    assert list(run.client.networks()) == []
    assert list(run.client.conversations()) == []
    assert run.events.count(NetworkForgotten(NETWORK)) == 1
    assert run.client.preferences.of(LOBBY) == ConversationPreferences()
    run.client.close()
    assert store.archive.load(10) == ()
    assert store.archive.older(LOBBY, None, 10) == ()


def test_what_was_begun_there_is_forgotten_with_it() -> None:
    run = Run(HistoryServer(), DirectStore()).connect()
    run.client.drafts.keep(LOBBY, "half a sen")
    run.client.forget_network(NETWORK)
    assert run.client.drafts.of(LOBBY) == ""
    assert isinstance(run.events[-1], NetworkForgotten)


def test_an_answer_that_comes_after_its_network_was_forgotten_is_let_go() -> None:
    server, store = HistoryServer(), DirectStore()
    run = Run(server, store).connect()
    server.say("a word")
    run.settle()
    run.client.close()
    again = next_run(server, store)
    again.client.load_older(LOBBY)
    again.client.places.load_around(LOBBY, Place(message_id=1))
    again.client.finding.find(LOBBY, "word")
    again.client.forget_network(NETWORK)
    again.client.pump()
    assert again.took(MatchesFound) == 1
    assert again.client.places.excerpt(LOBBY) is None


def test_an_idle_network_can_be_forgotten_too() -> None:
    run = Run(HistoryServer(), None)
    network = run.client.connect(ConnectionRequest("alice", "chat.example", 1))
    run.client.forget_network(network)
    assert list(run.client.networks()) == []


def test_forgetting_everything_forgets_what_was_wanted() -> None:
    run = Run(HistoryServer(), DirectStore()).connect()
    run.client.preferences.change(LOBBY, MUTED)
    run.client.forget_everything()
    assert run.client.preferences.of(LOBBY) == ConversationPreferences()
