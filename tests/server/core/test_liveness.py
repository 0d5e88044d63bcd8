"""PING PONG QUIT ERROR, timeouts, and the end of the server."""

from __future__ import annotations

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only


def test_ping_is_answered_with_the_token(network: CoreNetwork, alice: CoreClient):
    assert only(alice.ask("PING :two words")) == ("PONG", "chat.local", "two words")
    assert only(network.connect().ask("PING x")) == ("PONG", "chat.local", "x")


def test_ping_errors(alice: CoreClient):
    assert head(alice.ask("PING")) == ("461", "alice", "PING")
    assert head(alice.ask("PING :")) == ("409", "alice")


def test_pong_and_error_are_silent(alice: CoreClient):
    assert alice.ask("PONG x", "PONG", "ERROR :x") == []


def test_an_answered_ping_comes_after_all_that_was_said_before(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    bob.send("PRIVMSG #a :1", "PRIVMSG #a :2")
    alice.send("PING x")
    assert commands(alice.read()) == ["PRIVMSG", "PRIVMSG", "PONG"]


def test_quit_says_error_closes_and_is_told_to_others_once(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    for client in (alice, bob):
        client.join("#a", "#b")
    alice.read()
    assert commands(bob.ask("QUIT :lunch")) == ["ERROR"]
    assert bob.sink.closed
    assert only(alice.read()) == ("QUIT", "Quit: lunch")
    assert carol.read() == []
    assert network.core.context.state.find_user("bob") is None


def test_quit_without_a_reason(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    bob.send("QUIT")
    assert only(alice.read()) == ("QUIT", "Quit: ")  # modern IRC, QUIT: just this string


def test_quit_before_registration(network: CoreNetwork):
    client = network.connect()
    assert commands(client.ask("QUIT")) == ["ERROR"]
    assert client.sink.closed


def test_nothing_is_done_after_quit(alice: CoreClient, bob: CoreClient):
    assert commands(bob.ask("QUIT", "PRIVMSG alice :hi", "PING x")) == ["ERROR"]
    assert alice.read() == []
    bob.drop()
    assert alice.read() == []


def test_the_last_to_quit_ends_the_channel(network: CoreNetwork, alice: CoreClient):
    alice.join("#a")
    alice.send("QUIT")
    assert not network.core.context.state.channels


def test_who_does_not_register_in_time_is_closed(network: CoreNetwork, alice: CoreClient):
    slow = network.connect()
    network.clock.advance(59)
    slow.send("NICK slow")
    network.core.sweep()
    assert not slow.read()
    network.clock.advance(1)
    network.core.sweep()
    assert only(slow.read()) == ("ERROR", "Closing link: Registration timed out")
    assert slow.sink.closed
    assert not alice.sink.closed


def test_the_silent_are_asked_once_and_then_closed(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    for client in (alice, bob):
        client.join("#a")
    alice.read()
    network.clock.advance(119)
    network.core.sweep()
    assert bob.read() == []
    network.clock.advance(1)
    network.core.sweep()
    network.core.sweep()
    assert only(bob.read()) == ("PING", "chat.local")
    alice.read()
    network.clock.advance(59)
    alice.send("PONG chat.local")
    network.core.sweep()
    assert bob.read() == []
    network.clock.advance(1)
    network.core.sweep()
    assert only(bob.read()) == ("ERROR", "Closing link: Ping timeout: 180 seconds")
    assert bob.sink.closed
    assert lines(alice.read()) == [("QUIT", "Ping timeout: 180 seconds")]
    network.core.sweep()
    assert bob.read() == []


def test_whatever_is_heard_answers_the_ping(network: CoreNetwork, alice: CoreClient):
    network.clock.advance(120)
    network.core.sweep()
    alice.send("PRIVMSG alice :here")
    network.clock.advance(60)
    network.core.sweep()
    assert not alice.sink.closed


def test_shutdown_tells_everyone_error_and_nobody_of_others(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    for client in (alice, bob):
        client.join("#a")
    alice.read()
    early = network.connect()
    gone = network.register("gone")
    gone.ask("QUIT")
    bob.send("PRIVMSG #a :last words")
    network.core.shutdown("The server is going down")
    assert lines(alice.read()) == [
        ("PRIVMSG", "#a", "last words"),
        ("ERROR", "Closing link: The server is going down"),
    ]
    assert commands(early.read()) == ["ERROR"]
    assert gone.read() == []
    for client in (alice, bob, early):
        assert client.sink.closed
        client.drop()
    gone.drop()
    assert len(network.core.sessions) == 0
    assert alice.read() == []
