"""One user with several sessions: two devices that speak for one nick."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, lines, only


@pytest.fixture
def phone(network: CoreNetwork, alice: CoreClient) -> CoreClient:
    return network.connect().attach_to(alice)


def test_what_one_device_says_reaches_the_other(
    alice: CoreClient, phone: CoreClient, bob: CoreClient
):
    alice.send("JOIN #a")
    assert commands(phone.read()) == ["JOIN", "353", "366"]
    alice.read()
    bob.join("#a")
    for client in (alice, phone):
        client.read()
    assert alice.ask("PRIVMSG #a :1", "PRIVMSG bob :2", "PRIVMSG +#a :3") == []
    assert lines(phone.read()) == [
        ("PRIVMSG", "#a", "1"),
        ("PRIVMSG", "bob", "2"),
        ("PRIVMSG", "+#a", "3"),
    ]


def test_what_is_said_to_a_channel_from_outside_reaches_the_other_device(
    alice: CoreClient, phone: CoreClient, bob: CoreClient
):
    bob.join("#a")
    bob.ask("MODE #a -n")
    alice.send("PRIVMSG #a :hi")
    assert only(phone.read()) == ("PRIVMSG", "#a", "hi")
    assert alice.read() == []


def test_a_note_to_oneself_reaches_both_once(alice: CoreClient, phone: CoreClient):
    alice.send("PRIVMSG alice :note")
    assert only(alice.read()) == ("PRIVMSG", "alice", "note")
    assert only(phone.read()) == ("PRIVMSG", "alice", "note")


def test_both_are_written_to(alice: CoreClient, phone: CoreClient, bob: CoreClient):
    bob.send("PRIVMSG alice :hi")
    assert only(alice.read()) == only(phone.read()) == ("PRIVMSG", "alice", "hi")


def test_changes_without_a_channel_reach_both(alice: CoreClient, phone: CoreClient):
    assert lines(alice.ask("NICK alicia", "MODE alicia +i")) == lines(phone.read())


def test_the_user_stays_while_one_session_does(
    network: CoreNetwork, alice: CoreClient, phone: CoreClient, bob: CoreClient
):
    for client in (alice, bob):
        client.join("#a")
    for client in (alice, phone):
        client.read()
    bob.send("PRIVMSG #a :1")
    assert commands(alice.ask("QUIT")) == ["ERROR"]
    assert bob.read() == []
    bob.send("PRIVMSG #a :2")
    assert lines(phone.read()) == [("PRIVMSG", "#a", "1"), ("PRIVMSG", "#a", "2")]
    assert network.core.context.state.find_user("alice") is phone.user
    assert not alice.session.logs
    phone.drop("gone")
    assert only(bob.read()) == ("QUIT", "gone")


def test_a_kick_puts_out_both(alice: CoreClient, phone: CoreClient, bob: CoreClient):
    bob.join("#a")
    alice.join("#a")
    phone.read()
    bob.send("KICK #a alice :out", "PRIVMSG #a :gone?")
    assert only(alice.read()) == only(phone.read()) == ("KICK", "#a", "alice", "out")


def test_a_connection_is_secure_only_if_all_are(network: CoreNetwork, bob: CoreClient):
    laptop = network.connect(secure=True).register("carol")
    assert "671" in commands(bob.ask("WHOIS carol"))
    network.connect().attach_to(laptop)
    assert "671" not in commands(bob.ask("WHOIS carol"))
