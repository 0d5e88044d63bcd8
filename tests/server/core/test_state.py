from __future__ import annotations

import pytest

from server.core.entities import Channel, Session, User
from server.core.state import NetworkState, SessionRegistry
from tests.fakes.fake_sink import FakeSink


def user(nick: str) -> User:
    return User(nick, "user", "Real Name", "192.0.2.1", 0.0)


def test_s4_registry_keeps_the_connected_sessions_in_order():
    registry = SessionRegistry()
    sessions = [Session(registry.next_id(), FakeSink(), "192.0.2.1", 0.0) for _ in range(3)]
    for session in sessions:
        registry.add(session)
    assert list(registry) == sessions
    assert len(registry) == 3
    assert sessions[1] in registry
    assert registry.remove(sessions[1])
    assert not registry.remove(sessions[1])
    assert list(registry) == [sessions[0], sessions[2]]
    assert sessions[1] not in registry
    assert "no session" not in registry


def test_s4_registry_can_change_while_it_is_walked():
    registry = SessionRegistry()
    for _ in range(3):
        registry.add(Session(registry.next_id(), FakeSink(), "192.0.2.1", 0.0))
    for session in registry:
        registry.remove(session)
    assert len(registry) == 0


def test_names_are_found_in_any_case_of_ascii_letters():
    state = NetworkState(0.0, 10)
    alice, lobby = user("Alice"), Channel("#Lobby", 0.0)
    state.add_user(alice)
    state.add_channel(lobby)
    assert state.find_user("aLICE") is alice
    assert state.find_channel("#LOBBY") is lobby
    assert state.find_user("[") is None


def test_nicks_that_read_the_same_cannot_be_in_use_at_once():
    state = NetworkState(0.0, 10)
    arger = user("Ärger")
    state.add_user(arger)
    assert state.nick_in_use("ärger")
    assert state.nick_in_use("ÄRGER")
    assert not state.nick_in_use("ärger", but=arger)
    assert not state.nick_in_use("arger")
    state.rename_user(arger, "other", 1.0)
    assert not state.nick_in_use("ärger")


@pytest.mark.parametrize("lookalike", ["b\u043eb", "\u0412\u041e\u0412", "\u0392\u039f\u0392"])
def test_nicks_that_look_the_same_in_other_scripts_cannot_be_in_use_at_once(lookalike: str):
    state = NetworkState(0.0, 10)
    state.add_user(user("bob"))
    assert state.nick_in_use(lookalike)
    assert not state.nick_in_use("\u0438\u0432\u0430\u043d")  # what only shares letters does not


def test_departures_are_remembered_up_to_a_number():
    state = NetworkState(0.0, 2)
    for number in range(3):
        someone = user(f"nick{number}")
        state.add_user(someone)
        state.remove_user(someone, float(number))
    assert [(each.nick, each.time) for each in state.departures] == [("nick1", 1.0), ("nick2", 2.0)]


def test_a_change_of_case_alone_is_no_departure():
    state = NetworkState(0.0, 10)
    alice = user("alice")
    state.add_user(alice)
    state.rename_user(alice, "ALICE", 1.0)
    assert not state.departures
    assert state.find_user("alice") is alice


def test_most_users_is_the_highest_number_at_once():
    state = NetworkState(0.0, 10)
    first, second = user("a"), user("b")
    state.add_user(first)
    state.add_user(second)
    state.remove_user(first, 0.0)
    state.add_user(first)
    assert state.most_users == 2


def test_invitations_end_with_the_channel():
    state = NetworkState(0.0, 10)
    alice, lobby = user("alice"), Channel("#Lobby", 0.0)
    state.add_user(alice)
    state.add_channel(lobby)
    alice.invited.add("#lobby")
    state.remove_channel(lobby)
    assert not alice.invited
    assert state.find_channel("#lobby") is None
