"""AWAY WHO WHOIS WHOWAS ISON USERHOST SETNAME: people."""

from __future__ import annotations

import pytest

from server.config import Limits, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only


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


def test_who_of_a_channel(network: CoreNetwork, alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    bob.send("AWAY :lunch", "MODE bob +B")
    alice.read()
    assert lines(alice.ask("WHO #A")) == [
        ("352", "alice", "#a", "user", "192.0.2.1", "chat.local", "alice", "H@", "0 Real Name"),
        ("352", "alice", "#a", "user", "192.0.2.1", "chat.local", "bob", "GB", "0 Real Name"),
        ("315", "alice", "#A", "End of WHO list"),
    ]


def test_who_with_multi_prefix_shows_every_rank(network: CoreNetwork):
    alice = network.register("alice", caps="multi-prefix").join("#a")
    alice.ask("MODE #a +v alice")
    assert lines(alice.ask("WHO #a"))[0][7] == "H@+"


def test_who_of_a_nick_in_any_case(alice: CoreClient, bob: CoreClient):
    said = lines(alice.ask("WHO BOB"))
    assert [line[:3] for line in said] == [("352", "alice", "*"), ("315", "alice", "BOB")]
    assert said[0][6:8] == ("bob", "H")


@pytest.mark.parametrize("mask", ["", " *", " 0", " :"])
def test_who_of_all(alice: CoreClient, bob: CoreClient, mask: str):
    assert commands(alice.ask(f"WHO{mask}")) == ["352", "352", "315"]


@pytest.mark.parametrize("mask", ["b*", "B?b", "*.0.2.1", "Real*", "chat.local", "us?r"])
def test_who_of_a_mask(network: CoreNetwork, bob: CoreClient, mask: str):
    assert "352" in commands(bob.ask(f"WHO {mask}"))
    assert commands(bob.ask("WHO x*")) == ["315"]


def test_who_hides_the_invisible_from_those_who_share_no_channel(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    alice.join("#a")
    alice.ask("MODE alice +i")
    assert commands(bob.ask("WHO al*")) == ["315"]
    assert commands(bob.ask("WHO #a")) == ["315"]
    assert commands(bob.ask("WHO alice")) == ["352", "315"]
    assert commands(alice.ask("WHO al*")) == ["352", "315"]
    bob.join("#a")
    assert commands(bob.ask("WHO al*")) == ["352", "315"]


def test_who_of_a_secret_or_absent_channel_is_an_end(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.ask("MODE #a +s")
    assert heads(bob.ask("WHO #a", "WHO #x")) == [("315", "bob", "#a"), ("315", "bob", "#x")]


def test_who_of_operators_finds_none(alice: CoreClient):
    assert commands(alice.ask("WHO * o")) == ["315"]


def test_whox_answers_the_fields_in_its_own_order(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    alice.join("#a")
    network.clock.advance(30)
    said = lines(bob.ask("WHO #a %roaldfnshiuct,123"))
    assert said[0] == (
        "354", "bob", "123", "#a", "user", "255.255.255.255", "192.0.2.1", "chat.local", "alice",
        "H@", "0", "30", "0", "n/a", "Real Name",
    )  # fmt: skip
    assert said[1][:3] == ("315", "bob", "#a")


def test_whox_in_part_and_about_oneself(alice: CoreClient):
    assert lines(alice.ask("WHO alice %nit"))[0] == ("354", "alice", "0", "192.0.2.1", "alice")
    assert lines(alice.ask("WHO alice %tn,12345"))[0] == ("354", "alice", "123", "alice")
    assert lines(alice.ask("WHO alice %c"))[0] == ("354", "alice", "*")
    assert lines(alice.ask("WHO alice %!"))[0][0] == "352"


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


def test_ison_tells_who_of_them_is_here(alice: CoreClient, bob: CoreClient):
    assert only(alice.ask("ISON BOB nobody :alice bob")) == ("303", "alice", "bob alice")
    assert only(alice.ask("ISON nobody")) == ("303", "alice", "")
    assert head(alice.ask("ISON")) == ("461", "alice", "ISON")


def test_ison_and_userhost_never_cut_a_word(network: CoreNetwork, alice: CoreClient):
    nicks = [f"n{number}{'x' * 28}" for number in range(15)]
    for nick in nicks:
        network.connect("2001:db8:1111:2222:3333:4444:5555:6666").register(nick, username="u" * 20)
    found = only(alice.ask(f"ISON {' '.join(nicks)}"))[-1].split()
    assert found == nicks[: len(found)]
    replies = only(alice.ask(f"USERHOST {' '.join(nicks)}"))[-1].split()
    assert all(reply.endswith("6666") for reply in replies)


def test_userhost(alice: CoreClient, bob: CoreClient):
    bob.send("AWAY :lunch")
    assert only(alice.ask("USERHOST alice nobody BOB")) == (
        "302", "alice", "alice=+user@192.0.2.1 bob=-user@192.0.2.1",
    )  # fmt: skip
    assert len(only(alice.ask(f"USERHOST {'alice ' * 7}"))[-1].split()) == 5
    assert head(alice.ask("USERHOST")) == ("461", "alice", "USERHOST")
