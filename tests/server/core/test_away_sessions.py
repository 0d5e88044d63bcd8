"""Away before registration and over several sessions (IRCv3 pre-away)."""

from __future__ import annotations

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import heads, lines


def test_away_before_registration_needs_the_capability(network: CoreNetwork):
    client = network.connect()
    assert heads(client.ask("AWAY :later")) == [("451", "*")]
    client.ask("CAP REQ draft/pre-away")
    assert heads(client.ask("AWAY :later")) == [("306", "*")]


def test_what_was_said_before_registration_counts_after_it(network: CoreNetwork, alice: CoreClient):
    client = network.connect()
    client.send("CAP REQ draft/pre-away", "AWAY :later")
    client.register("bob", caps="batch")
    assert lines(alice.ask("PRIVMSG bob :hi")) == [("301", "alice", "bob", "later")]


def test_away_taken_back_before_registration(network: CoreNetwork, alice: CoreClient):
    client = network.connect()
    client.send("CAP REQ draft/pre-away", "AWAY :later")
    assert heads(client.ask("AWAY")) == [("305", "*")]
    client.register("bob", caps="batch")
    assert alice.ask("PRIVMSG bob :hi") == []


def test_an_asterisk_is_away_without_a_word(network: CoreNetwork, alice: CoreClient):
    client = network.connect()
    client.send("CAP REQ draft/pre-away", "AWAY *")
    client.register("bob", caps="batch")
    assert lines(alice.ask("PRIVMSG bob :hi")) == [("301", "alice", "bob", "*")]


def test_a_user_is_away_when_none_of_its_clients_is_there(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    phone = network.connect().attach_to(bob)
    bob.send("AWAY :lunch")
    assert alice.ask("PRIVMSG bob :hi") == []
    network.clock.advance(1)
    phone.send("AWAY :train")
    assert lines(alice.ask("PRIVMSG bob :hi")) == [("301", "alice", "bob", "train")]


def test_a_client_away_as_an_asterisk_counts_as_not_there(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    phone = network.connect().attach_to(bob)
    bob.send("AWAY :lunch")
    network.clock.advance(1)
    phone.send("AWAY *")
    assert lines(alice.ask("PRIVMSG bob :hi")) == [("301", "alice", "bob", "lunch")]
    bob.send("AWAY")
    assert alice.ask("PRIVMSG bob :hi") == []


def test_a_client_that_leaves_may_leave_its_user_away(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    watcher = network.register("dave", caps="away-notify").join("#a")
    bob.join("#a")
    watcher.read()
    phone = network.connect().attach_to(bob)
    phone.send("AWAY :train")
    assert watcher.read() == []
    bob.drop()
    assert lines(watcher.read()) == [("AWAY", "train")]


def test_ones_own_clients_are_told_by_numerics(network: CoreNetwork):
    """away-notify, "Erratum": nobody is sent an AWAY of its own."""
    bob = network.register("bob", caps="away-notify").join("#a")
    watcher = network.register("dave", caps="away-notify").join("#a")
    phone = network.connect()
    phone.send("CAP REQ away-notify")
    phone.attach_to(bob).send("AWAY :train")
    bob.read(), phone.read(), watcher.read()
    network.clock.advance(1)
    assert heads(bob.ask("AWAY :lunch")) == [("306", "bob")]
    assert heads(phone.read()) == [("306", "bob")]
    assert lines(watcher.read()) == [("AWAY", "lunch")]
    assert heads(phone.ask("AWAY")) == [("305", "bob")]
    assert heads(bob.read()) == [("305", "bob")]
    assert lines(watcher.read()) == [("AWAY",)]
