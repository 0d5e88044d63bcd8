"""Limits of rates and numbers: each on both of its sides, by a clock that stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.config import Limits, Rates, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only

RATES = Rates(
    message_rate=2.0,
    message_burst=5,
    connections_per_address=3,
    connection_rate=1.0,
    connection_burst=4,
    nick_rate=0.5,
    nick_burst=2,
    invite_rate=0.5,
    invite_burst=2,
)


def limited(**changes: float) -> CoreNetwork:
    return CoreNetwork(ServerConfig(rates=replace(RATES, **changes)))  # type: ignore[arg-type]


def test_lines_come_in_a_burst_and_then_at_the_rate():
    network = limited()
    session = network.connect().session
    assert [network.core.wait(session) for _ in range(5)] == [0.0] * 5
    wait = network.core.wait(session)
    assert 0.0 < wait <= 0.6
    network.clock.advance(wait)
    assert network.core.wait(session) == 0.0
    assert network.core.wait(session) > 0.0


def test_a_batch_that_failed_makes_nothing_cheaper():
    network = limited(message_rate=1.0, message_burst=4)
    client = network.connect().register("ann", caps="batch draft/multiline")
    client.send("BATCH +1 draft/multiline #a", "@batch=2 PRIVMSG #a :not of this batch")
    assert client.session.batch is not None
    assert client.session.batch.failed
    took = 0
    while not network.core.wait(client.session):
        took += 1
    assert took == 4


def test_each_session_has_a_pace_of_its_own():
    network = limited()
    one, other = network.connect().session, network.connect().session
    while not network.core.wait(one):
        pass
    assert network.core.wait(other) == 0.0


def test_the_lines_of_one_long_message_cost_less():
    network = limited()
    client = network.connect().register("alice", caps="draft/multiline batch message-tags")
    client.send("BATCH +1 draft/multiline alice")
    assert client.session.batch is not None
    assert [network.core.wait(client.session) for _ in range(50)] == [0.0] * 50
    assert network.core.wait(client.session) > 0.0


@pytest.mark.parametrize(
    "config", [ServerConfig(no_limits=True), ServerConfig(rates=replace(RATES, message_rate=0.0))]
)
def test_without_the_limit_nothing_waits(config: ServerConfig):
    network = CoreNetwork(config)
    session = network.connect().session
    assert not any(network.core.wait(session) for _ in range(10_000))


def test_who_floods_on_is_cut_and_the_limit_is_told():
    network = limited()
    alice, bob = network.register("alice"), network.register("bob")
    for client in (alice, bob):
        client.join("#a")
    alice.read()
    network.core.cut_flooder(bob.session)
    network.core.cut_flooder(bob.session)
    assert only(bob.read()) == (
        "ERROR",
        "Closing link: Excess flood (limit: 2 lines a second)",
    )
    assert lines(alice.read()) == [("QUIT", "Excess flood")]
    assert bob.sink.closed


def test_connections_from_one_address_at_a_time():
    network = limited(connection_rate=0.0)
    admit = network.core.admit
    assert [admit("192.0.2.1") for _ in range(3)] == [None] * 3
    assert admit("192.0.2.1") == "Too many connections from your address (limit 3)"
    assert admit("192.0.2.2") is None
    network.core.release("192.0.2.1")
    assert admit("192.0.2.1") is None


def test_new_connections_a_second():
    network = limited(connections_per_address=0)
    admit = network.core.admit
    assert [admit("192.0.2.1") for _ in range(4)] == [None] * 4
    refusal = admit("192.0.2.1")
    assert refusal is not None
    assert "limit 1 a second" in refusal
    assert "try again in 2 s" in refusal
    assert admit("192.0.2.2") is None
    network.clock.advance(1.5)
    assert admit("192.0.2.1") is None


def test_an_ipv6_network_counts_as_one_address():
    network = limited(connection_rate=0.0)
    for number in range(3):
        assert network.core.admit(f"2001:db8::{number}") is None
    assert network.core.admit("2001:db8::ffff") is not None
    assert network.core.admit("2001:db8:0:1::1") is None


def test_this_computer_is_let_in():
    network = limited()
    assert [network.core.admit("127.0.0.1") for _ in range(100)] == [None] * 100


def test_a_release_too_many_is_no_credit():
    network = limited(connection_rate=0.0)
    network.core.release("192.0.2.1")
    assert [network.core.admit("192.0.2.1") is None for _ in range(4)] == [True] * 3 + [False]


def test_a_class_behind_one_address_gets_in_and_back_in():
    network = CoreNetwork()
    for _ in range(2):  # as it comes, and after its network broke off
        for _ in range(60):
            assert network.core.admit("192.0.2.1") is None
        for _ in range(60):
            network.core.release("192.0.2.1")


def test_without_limits_everybody_gets_in():
    network = CoreNetwork(ServerConfig(no_limits=True))
    assert [network.core.admit("192.0.2.1") for _ in range(1000)] == [None] * 1000


def test_nick_changes():
    network = limited()
    alice = network.register("alice")
    bob = network.register("bob")
    assert only(alice.ask("NICK a1")) == ("NICK", "a1")
    assert only(alice.ask("NICK a2")) == ("NICK", "a2")
    refused = only(alice.ask("NICK a3"))
    assert refused[:3] == ("263", "a2", "NICK")
    assert "2 changes of the nick" in refused[3]
    assert only(bob.ask("NICK b1")) == ("NICK", "b1")
    network.clock.advance(2.1)
    assert only(alice.ask("NICK a3")) == ("NICK", "a3")


def test_nicks_before_registration_are_not_counted():
    network = limited()
    client = network.connect()
    for number in range(20):
        client.send(f"NICK n{number}")
    assert commands(client.ask("USER user 0 * :x"))[0] == "001"


def test_invitations():
    network = limited()
    alice, bob = network.register("alice").join("#a"), network.register("bob")
    assert [head(alice.ask("INVITE bob #a"))[0] for _ in range(3)] == ["341", "341", "263"]
    network.clock.advance(2.1)
    assert commands(alice.ask("INVITE bob #a")) == ["341"]
    assert len(bob.read()) == 3


def test_refused_invitations_are_not_counted():
    network = limited()
    alice = network.register("alice").join("#a")
    network.register("bob")
    for _ in range(5):
        assert head(alice.ask("INVITE nobody #a"))[0] == "401"
    assert head(alice.ask("INVITE bob #a"))[0] == "341"


def small(**changes: int) -> CoreNetwork:
    return CoreNetwork(ServerConfig(limits=replace(Limits(), **changes)))


def test_channels_of_one_user():
    alice = small(channels_per_user=2).register("alice").join("#a", "#b")
    assert only(alice.ask("JOIN #c")) == (
        "405",
        "alice",
        "#c",
        "You have joined too many channels (limit: 2)",
    )
    alice.ask("PART #a")
    assert commands(alice.ask("JOIN #c"))[0] == "JOIN"


def test_entries_of_a_list():
    alice = small(list_entries=1).register("alice").join("#a")
    alice.ask("MODE #a +b x!*@*")
    refused = only(alice.ask("MODE #a +b y!*@*"))
    assert refused == ("478", "alice", "#a", "b", "Channel list is full (limit: 1)")
    assert commands(alice.ask("MODE #a -b x!*@*", "MODE #a +b y!*@*")) == ["MODE", "MODE"]


def test_targets_of_one_message(alice: CoreClient, bob: CoreClient):
    refused = only(alice.ask("PRIVMSG a,b,c,d,bob :hello"))
    assert refused[:3] == ("407", "alice", "bob")
    assert "limit: 4" in refused[3]
    assert bob.read() == []


def test_a_line_that_is_too_long(alice: CoreClient):
    assert "limit: 512 bytes" in only(alice.ask(f"PRIVMSG alice :{'x' * 600}"))[2]
    assert commands(alice.ask("PING :still here")) == ["PONG"]


@pytest.mark.parametrize(
    ("line", "command", "limit"),
    [
        ("TOPIC #a :{}", "TOPIC", "topic_length"),
        ("AWAY :{}", "306", "away_length"),
        ("KICK #a bob :{}", "KICK", "kick_length"),
        ("PART #a :{}", "PART", "kick_length"),
    ],
)
def test_long_texts_are_cut_between_two_characters(line: str, command: str, limit: str):
    network = small(**{limit: 11})
    alice, bob = network.register("alice").join("#a"), network.register("bob").join("#a")
    alice.read()
    assert command in commands(alice.ask(line.format("é" * 20)))
    if command == "306":
        assert ("301", "bob", "alice", "é" * 5) in lines(bob.ask("WHOIS alice"))
    else:
        assert lines(bob.read())[-1][-1] == "é" * 5


def test_a_rate_that_is_changed_counts_from_then_on(network: CoreNetwork, alice: CoreClient):
    assert network.core.admit("192.0.2.1") is None
    network.core.context.config = ServerConfig(rates=replace(RATES, connections_per_address=1))
    network.core.take_operators({})
    assert network.core.admit("192.0.2.1") == "Too many connections from your address (limit 1)"


def test_wrong_passwords_of_the_server():
    rates = replace(RATES, password_attempts_per_address=2)
    network = CoreNetwork(ServerConfig(password="sesame", rates=rates))

    def knock(password: str, address: str = "192.0.2.1") -> tuple[str, ...]:
        client = network.connect(address)
        return lines(client.ask(f"PASS {password}", "NICK zoe", "USER user 0 * :x"))[0]

    for _ in range(2):
        assert knock("wrong") == ("464", "*", "Password incorrect")
    refused = knock("sesame")
    assert refused[0] == "464"
    assert "Too many wrong passwords" in refused[2]
    assert knock("wrong", "192.0.2.2") == ("464", "*", "Password incorrect")
    network.clock.advance(300)
    assert knock("sesame")[0] == "001"


@pytest.mark.parametrize(
    ("line", "numeric", "limit"),
    [
        ("NICK {}", "432", {"nick_length": 7}),
        ("JOIN #{}", "403", {"channel_length": 7}),
        ("MODE #a +b {}", "696", {"mask_length": 7}),
        ("MODE #a +k {}", "696", {"key_length": 7}),
    ],
)
def test_what_is_too_long_is_refused_by_its_limit(line: str, numeric: str, limit: dict[str, int]):
    alice = small(**limit).register("alice").join("#a")
    said = only(alice.ask(line.format("x" * 12)))
    assert said[0] == numeric
    assert "limit: 7 bytes" in said[-1]
    assert lines(alice.ask("NAMES #a"))[0] == ("353", "alice", "=", "#a", "@alice")
