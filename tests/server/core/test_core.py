"""The facade: what the shell may rely on, and that no input of a client gets out of it."""

from __future__ import annotations

import logging

import pytest

from chat.protocol.line_buffer import OverlongLine
from server.config import ServerConfig
from server.core.core import Core
from server.core.dispatch import COMMANDS, Command
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.fake_clock import FakeClock
from tests.fakes.fake_sink import FakeSink
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import commands, head, lines, only


def test_s4_registry_holds_every_connection_until_it_is_dropped(network: CoreNetwork):
    alice, early = network.register("alice"), network.connect()
    sessions = network.core.sessions
    assert list(sessions) == [alice.session, early.session]
    assert alice.session in sessions
    alice.drop()
    assert list(sessions) == [early.session]
    early.drop()
    assert len(sessions) == 0


def test_drop_tells_others_and_is_idempotent(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    bob.drop("Connection reset by peer")
    bob.drop("again")
    assert only(alice.read()) == ("QUIT", "Connection reset by peer")


def test_lines_after_drop_are_ignored(alice: CoreClient, bob: CoreClient):
    bob.drop()
    bob.send("PRIVMSG alice :ghost")
    assert alice.read() == []


def test_sessions_have_numbers_of_their_own_and_the_time_they_came(network: CoreNetwork):
    first = network.connect()
    network.clock.advance(5)
    second = network.connect(secure=True)
    assert first.session.id != second.session.id
    assert second.session.opened - first.session.opened == 5
    assert (first.session.secure, second.session.secure) == (False, True)


def test_the_broadcaster_is_woken_when_there_is_something(network: CoreNetwork, alice: CoreClient):
    before = network.wakes
    alice.send("PONG x")
    assert network.wakes == before
    alice.send("PING x")
    assert network.wakes > before


def test_without_ports_of_its_own_ids_are_long_and_differ():
    core = Core(ServerConfig(), FakeClock(), store=MemoryStore())
    client = CoreClient(core).register("alice", caps="message-tags echo-message")
    ids = [message.tags["msgid"] for message in client.ask("PRIVMSG alice :1", "PRIVMSG alice :2")]
    assert len(set(ids)) == 2
    assert all(len(each) >= 16 for each in ids)


@pytest.mark.parametrize("tags_overlong", [False, True])
def test_an_overlong_line_is_417(network: CoreNetwork, tags_overlong: bool):
    client = network.connect()
    network.core.receive(client.session, OverlongLine(9000, tags_overlong))
    assert head(client.read()) == ("417", "*")


def test_overlong_lines_and_tags_are_417_and_the_next_line_counts(alice: CoreClient):
    longest = "x" * (510 - len("PRIVMSG alice :"))
    assert commands(alice.ask(f"PRIVMSG alice :{longest}")) == ["PRIVMSG"]
    assert head(alice.ask(f"PRIVMSG alice :{longest}x")) == ("417", "alice")
    assert commands(alice.ask(f"@+a={'x' * 4091} PING x")) == ["PONG"]
    assert head(alice.ask(f"@+a={'x' * 4092} PING x")) == ("417", "alice")
    assert commands(alice.ask("PING x")) == ["PONG"]


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        (b"PRIVMSG #a :caf\xe9", "PRIVMSG"),
        (b"privmsg #a :caf\xe9", "PRIVMSG"),
        (b"@+a=\xe9 TOPIC #a :x", "TOPIC"),
        (b"CAF\xe9", "*"),
        (b":\xe9", "*"),
    ],
)
def test_invalid_utf8_fails_and_names_the_command_if_it_can(
    alice: CoreClient, line: bytes, verb: str
):
    assert head(alice.ask(line)) == ("FAIL", verb, "INVALID_UTF8")


@pytest.mark.parametrize("line", ["", "   ", "@a=b", ":source", ":a :b", "@a=b :source "])
def test_a_line_without_a_command_is_ignored(alice: CoreClient, line: str):
    assert alice.ask(line) == []


def test_nul_is_left_out(alice: CoreClient):
    assert lines(alice.ask(b"PI\0NG x\0")) == [("PONG", "chat.local", "x")]


def test_a_source_from_a_client_is_ignored(alice: CoreClient, bob: CoreClient):
    alice.send(":carol!c@c PRIVMSG bob :hi")
    assert bob.read()[0].source == "alice!user@192.0.2.1"


def test_verbs_are_taken_in_any_case(alice: CoreClient):
    assert commands(alice.ask("pInG x")) == ["PONG"]


def test_a_defect_is_logged_and_answered_and_the_connection_kept(
    network: CoreNetwork,
    alice: CoreClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    def handle_ping(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(COMMANDS, "PING", Command(handle_ping))
    with caplog.at_level(logging.ERROR):
        assert head(alice.ask("PING x")) == ("400", "alice", "PING")
    assert "PING" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    labeled = network.register("labeled", caps="labeled-response batch")
    (error,) = labeled.ask("@label=x PING x")
    assert (error.command, error.tags["label"]) == ("400", "x")
    assert commands(alice.ask("PONG", "LUSERS"))[0] == "251"


def test_a_sink_is_never_touched_by_a_handler(network: CoreNetwork):
    sink = FakeSink()
    session = network.core.open(sink, "192.0.2.1")
    network.core.receive(session, b"PING x")
    network.core.receive(session, b"QUIT")
    assert (sink.sent, sink.closed) == ([], False)
