"""NAMES (modern IRC, NAMES; IRCv3 multi-prefix, userhost-in-names)."""

from __future__ import annotations

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import head, heads, lines


def test_names_of_nothing_in_particular_is_an_end(alice: CoreClient):
    assert head(alice.ask("NAMES")) == ("366", "alice", "*")


def test_names_of_a_channel_that_is_not_there_is_an_end(alice: CoreClient):
    assert heads(alice.ask("NAMES #x", "NAMES bad")) == [
        ("366", "alice", "#x"),
        ("366", "alice", "bad"),
    ]


def test_names_of_several_channels_are_told_up_to_the_limit(alice: CoreClient):
    alice.join("#a", "#b")
    assert heads(alice.ask("NAMES #a,#b,#none,#B,#a,#c")) == [
        ("353", "alice", "=", "#a"),
        ("366", "alice", "#a"),
        ("353", "alice", "=", "#b"),
        ("366", "alice", "#b"),
        ("366", "alice", "#none"),
        ("353", "alice", "=", "#b"),
        ("366", "alice", "#b"),
        ("407", "alice", "#c"),
    ]


def test_names_of_a_secret_channel_are_for_members(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +s")
    assert heads(bob.ask("NAMES #a")) == [("366", "bob", "#a")]
    assert lines(alice.ask("NAMES #a"))[-2] == ("353", "alice", "@", "#a", "@alice")


def test_names_show_invisible_users_to_members_only(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE alice +i")
    assert heads(bob.ask("NAMES #a")) == [("366", "bob", "#a")]
    bob.join("#a")
    assert "@alice" in lines(bob.ask("NAMES #a"))[0][-1]


def test_names_show_the_highest_rank_or_with_multi_prefix_all(
    network: CoreNetwork, alice: CoreClient
):
    alice.join("#a")
    alice.send("MODE #a +v alice")
    assert lines(alice.ask("NAMES #a"))[0][-1] == "@alice"
    bob = network.register("bob", caps="multi-prefix").join("#a")
    assert lines(bob.ask("NAMES #a"))[0][-1] == "@+alice bob"


def test_names_with_userhost_in_names(network: CoreNetwork, alice: CoreClient):
    alice.join("#a")
    bob = network.register("bob", caps="userhost-in-names multi-prefix").join("#a")
    assert lines(bob.ask("NAMES #a"))[0][-1] == "@alice!user@192.0.2.1 bob!user@192.0.2.1"


def test_names_of_many_come_in_lines_that_fit(network: CoreNetwork):
    clients = [network.register(f"nick{number:04}{'x' * 20}") for number in range(60)]
    for client in clients:
        client.send("JOIN #many")
    data = [line for client in clients[:1] for line in _raw_names(client)]
    assert len(data) > 2
    assert all(len(line) <= 510 for line in data)
    names = [word for line in data for word in line.decode().rpartition(":")[2].split()]
    assert len(names) == 60


def _raw_names(client: CoreClient) -> list[bytes]:
    client.read()
    client.send("NAMES #many")
    return [line for line in client.read_bytes().split(b"\r\n") if b" 353 " in line]
