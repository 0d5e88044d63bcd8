"""AWAY SETNAME ISON USERHOST: who is there, and how they are called."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only


def test_away_and_back(alice: CoreClient):
    assert head(alice.ask("AWAY :at lunch")) == ("306", "alice")
    assert alice.user.away == "at lunch"
    assert head(alice.ask("AWAY")) == ("305", "alice")
    assert alice.user.away is None
    assert head(alice.ask("AWAY :")) == ("305", "alice")


def test_away_is_cut_to_its_length(alice: CoreClient):
    alice.send(f"AWAY :{'x' * 450}")
    assert alice.user.away == "x" * 390


def test_away_notify_tells_those_who_share_a_channel_once(network: CoreNetwork, alice: CoreClient):
    watcher = network.register("watcher", caps="away-notify").join("#a", "#b")
    plain = network.register("plain").join("#a")
    stranger = network.register("stranger", caps="away-notify")
    alice.join("#a", "#b")
    for client in (watcher, plain):
        client.read()
    alice.ask("AWAY :lunch", "AWAY :lunch", "AWAY", "AWAY")
    assert lines(watcher.read()) == [("AWAY", "lunch"), ("AWAY",)]
    assert plain.read() == []
    assert stranger.read() == []


def test_away_notify_tells_of_who_joins_away(network: CoreNetwork, alice: CoreClient):
    watcher = network.register("watcher", caps="away-notify").join("#a")
    alice.send("AWAY :lunch", "JOIN #a")
    assert lines(watcher.read()) == [("JOIN", "#a"), ("AWAY", "lunch")]
    assert "AWAY" not in commands(alice.read())


def test_setname_is_told_to_those_who_negotiated_it(network: CoreNetwork):
    alice = network.register("alice", caps="setname").join("#a")
    bob = network.register("bob", caps="setname").join("#a")
    plain = network.register("plain").join("#a")
    for client in (alice, bob):
        client.read()
    assert only(alice.ask("SETNAME :New Name")) == ("SETNAME", "New Name")
    assert only(bob.read()) == ("SETNAME", "New Name")
    assert plain.read() == []
    assert plain.ask("SETNAME :Quiet") == []
    assert plain.user.realname == "Quiet"


@pytest.mark.parametrize("name", [":", ":  ", ":" + "x" * 129])
def test_setname_refuses_what_is_no_realname(alice: CoreClient, name: str):
    said = alice.ask(f"SETNAME {name}")
    assert head(said) == ("FAIL", "SETNAME", "INVALID_REALNAME")
    assert alice.user.realname == "Real Name"


def test_ison_tells_who_of_them_is_here(alice: CoreClient, bob: CoreClient):
    assert only(alice.ask("ISON BOB nobody :alice bob")) == ("303", "alice", "bob alice")
    assert only(alice.ask("ISON nobody")) == ("303", "alice", "")
    assert head(alice.ask("ISON")) == ("461", "alice", "ISON")


def test_ison_and_userhost_never_cut_a_word(network: CoreNetwork, alice: CoreClient):
    nicks = [f"n{number}{'x' * 28}" for number in range(16)]
    for nick in nicks:
        network.connect("2001:db8:1111:2222:3333:4444:5555:6666").register(nick, username="u" * 20)
    found = only(alice.ask(f"ISON {' '.join(nicks)}"))[-1].split()
    assert found == nicks[:15]  # the last one has no room in the line
    replies = only(alice.ask(f"USERHOST {' '.join(nicks[:5])}"))[-1].split()
    assert len(replies) == 5
    assert all(reply.endswith("6666") for reply in replies)


def test_userhost(alice: CoreClient, bob: CoreClient):
    bob.send("AWAY :lunch")
    assert only(alice.ask("USERHOST alice nobody BOB")) == (
        "302", "alice", "alice=+user@192.0.2.1 bob=-user@192.0.2.1",
    )  # fmt: skip
    assert len(only(alice.ask(f"USERHOST {'alice ' * 7}"))[-1].split()) == 5
    assert head(alice.ask("USERHOST")) == ("461", "alice", "USERHOST")
