"""WHOIS and WHOWAS (modern IRC, WHOIS; RFC 2812 section 3.6.3)."""

from __future__ import annotations

import pytest

from server.config import Limits, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines


def test_whois(network: CoreNetwork, alice: CoreClient, bob: CoreClient):
    bob.join("#a", "#b")
    alice.join("#b")
    network.clock.advance(90)
    assert lines(alice.ask("WHOIS BOB")) == [
        ("311", "alice", "bob", "user", "192.0.2.1", "*", "Real Name"),
        ("319", "alice", "bob", "@#a @#b"),
        ("312", "alice", "bob", "chat.local", "CHAT APP server"),
        ("317", "alice", "bob", "90", "1700000000", "seconds idle, signon time"),
        ("318", "alice", "BOB", "End of /WHOIS list"),
    ]


def test_whois_tells_of_away_bots_and_secure_connections(network: CoreNetwork, alice: CoreClient):
    bob = network.connect(secure=True).register("bob")
    bob.send("AWAY :lunch", "MODE bob +B")
    said = alice.ask("WHOIS bob")
    assert commands(said) == ["311", "312", "301", "335", "671", "317", "318"]
    assert lines(said)[2] == ("301", "alice", "bob", "lunch")


def test_whois_tells_of_the_metadata_that_people_can_read(alice: CoreClient, bob: CoreClient):
    bob.send("METADATA * SET avatar x", "METADATA * SET status :At sea")
    bob.send("METADATA * SET display-name :Bob B.")
    said = [message for message in alice.ask("WHOIS bob") if message.command == "760"]
    assert lines(said) == [
        ("760", "alice", "bob", "display-name", "*", "Bob B."),
        ("760", "alice", "bob", "status", "*", "At sea"),
    ]


def test_speaking_ends_idleness(network: CoreNetwork, alice: CoreClient, bob: CoreClient):
    network.clock.advance(90)
    alice.send("PRIVMSG bob :hi")
    network.clock.advance(5)
    assert [line[3] for line in lines(bob.ask("WHOIS alice")) if line[0] == "317"] == ["5"]


def test_whois_hides_secret_channels_and_those_of_the_invisible(alice: CoreClient, bob: CoreClient):
    bob.join("#open", "#secret")
    bob.ask("MODE #secret +s")
    assert lines(alice.ask("WHOIS bob"))[1] == ("319", "alice", "bob", "@#open")
    bob.ask("MODE bob +i")
    assert "319" not in commands(alice.ask("WHOIS bob"))
    assert lines(bob.ask("WHOIS bob"))[1] == ("319", "bob", "bob", "@#open @#secret")


def test_whois_takes_a_server_or_a_nick_before_the_nick(alice: CoreClient, bob: CoreClient):
    for line in ("WHOIS chat.local bob", "WHOIS bob bob", "WHOIS chat.* bob", "WHOIS bob,alice"):
        said = alice.ask(line)
        assert lines(said)[0][:3] == ("311", "alice", "bob"), line
        assert commands(said)[-1] == "318"
    assert head(alice.ask("WHOIS other.example bob")) == ("402", "alice", "other.example")


def test_whois_errors(alice: CoreClient):
    assert head(alice.ask("WHOIS")) == ("431", "alice")
    assert head(alice.ask("WHOIS :")) == ("431", "alice")
    assert heads(alice.ask("WHOIS nobody")) == [
        ("401", "alice", "nobody"),
        ("318", "alice", "nobody"),
    ]


def test_whois_of_somebody_in_many_channels_takes_several_lines(alice: CoreClient):
    alice.join(*(f"#{number:02}{'x' * 50}" for number in range(15)))
    said = [line for line in lines(alice.ask("WHOIS alice")) if line[0] == "319"]
    assert len(said) == 2
    assert len(" ".join(line[-1] for line in said).split()) == 15


def test_whowas_tells_the_newest_first(network: CoreNetwork, alice: CoreClient):
    for address in ("192.0.2.7", "192.0.2.8"):
        network.register("gone", address=address).drop()
        network.clock.advance(60)
    said = lines(alice.ask("WHOWAS GONE"))
    assert said == [
        ("314", "alice", "gone", "user", "192.0.2.8", "*", "Real Name"),
        ("312", "alice", "gone", "chat.local", "2023-11-14 22:14:20 UTC"),
        ("314", "alice", "gone", "user", "192.0.2.7", "*", "Real Name"),
        ("312", "alice", "gone", "chat.local", "2023-11-14 22:13:20 UTC"),
        ("369", "alice", "GONE", "End of WHOWAS"),
    ]


@pytest.mark.parametrize(
    ("count", "expected"), [("1", 1), ("2", 2), ("0", 3), ("-1", 3), ("x", 3), ("9" * 20, 3)]
)
def test_whowas_with_a_count(network: CoreNetwork, alice: CoreClient, count: str, expected: int):
    for _ in range(3):
        network.register("gone").drop()
    assert commands(alice.ask(f"WHOWAS gone {count}")).count("314") == expected


def test_whowas_of_several_and_of_a_changed_nick(alice: CoreClient, bob: CoreClient):
    bob.send("NICK bobby", "NICK robert")
    said = heads(alice.ask("WHOWAS bob,bobby,nobody"))
    assert [line[0] for line in said] == ["314", "312", "314", "312", "406", "369"]
    assert [said[0][2], said[2][2]] == ["bobby", "bob"]
    assert said[-2] == ("406", "alice", "nobody")
    assert said[-1] == ("369", "alice", "bob,bobby,nobody")


def test_whowas_errors(alice: CoreClient):
    assert head(alice.ask("WHOWAS")) == ("431", "alice")
    assert heads(alice.ask("WHOWAS nobody")) == [
        ("406", "alice", "nobody"),
        ("369", "alice", "nobody"),
    ]


def test_whowas_remembers_only_so_many():
    network = CoreNetwork(ServerConfig(limits=Limits(whowas_entries=2)))
    alice = network.register("alice")
    for _ in range(3):
        network.register("gone").drop()
    assert commands(alice.ask("WHOWAS gone")).count("314") == 2
