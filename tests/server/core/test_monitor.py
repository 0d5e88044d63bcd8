"""MONITOR and extended-monitor (IRCv3 monitor, extended-monitor)."""

from __future__ import annotations

import pytest

from server.config import Limits, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, heads, lines, only


def test_added_nicks_are_told_online_or_offline(alice: CoreClient, bob: CoreClient):
    assert lines(alice.ask("MONITOR + BOB,nobody,other,bob,NOBODY")) == [
        ("730", "alice", "bob!user@192.0.2.1"),
        ("731", "alice", "nobody,other"),
    ]


def test_coming_and_going_is_told(network: CoreNetwork, alice: CoreClient):
    alice.ask("MONITOR + Bob")
    bob = network.register("bob")
    assert lines(alice.read()) == [("730", "alice", "bob!user@192.0.2.1")]
    bob.drop()
    assert lines(alice.read()) == [("731", "alice", "bob")]


def test_a_change_of_nick_is_a_going_and_a_coming(alice: CoreClient, bob: CoreClient):
    alice.ask("MONITOR + bob,robert")
    bob.send("NICK robert")
    assert lines(alice.read()) == [
        ("731", "alice", "bob"),
        ("730", "alice", "robert!user@192.0.2.1"),
    ]
    bob.send("NICK Robert")  # only the case: nobody came or went
    assert alice.read() == []


def test_a_nick_is_on_the_list_once(alice: CoreClient):
    alice.ask("MONITOR + bob,BOB", "MONITOR + Bob")
    assert lines(alice.ask("MONITOR L")) == [
        ("732", "alice", "bob"),
        ("733", "alice", "End of MONITOR list"),
    ]


def test_removing_and_clearing_say_nothing(network: CoreNetwork, alice: CoreClient):
    alice.ask("MONITOR + bob,carol,dave")
    assert alice.ask("MONITOR - BOB,unknown") == []
    assert lines(alice.ask("monitor l"))[0] == ("732", "alice", "carol,dave")
    assert alice.ask("MONITOR C") == []
    assert heads(alice.ask("MONITOR L")) == [("733", "alice")]
    network.register("carol")
    assert alice.read() == []


def test_status_tells_the_whole_list(alice: CoreClient, bob: CoreClient):
    assert alice.ask("MONITOR S") == []
    alice.ask("MONITOR + nobody,bob")
    assert commands(alice.ask("MONITOR S")) == ["730", "731"]


def test_a_full_list_names_what_is_not_on_it():
    network = CoreNetwork(ServerConfig(limits=Limits(monitor_entries=2)))
    alice = network.register("alice")
    assert lines(alice.ask("MONITOR + a,b,c,a,d")) == [
        ("731", "alice", "a,b"),
        ("734", "alice", "2", "c,d", "Monitor list is full."),
    ]
    assert lines(alice.ask("MONITOR + a")) == [("731", "alice", "a")]
    assert any("MONITOR=2" in message.params for message in alice.ask("VERSION"))


def test_all_that_is_not_on_a_full_list_is_named():
    network = CoreNetwork(ServerConfig(limits=Limits(monitor_entries=1)))
    alice = network.register("alice")
    nicks = [f"nick{number:03}" for number in range(62)]
    alice.ask("MONITOR + somebody")
    told = alice.ask("MONITOR + " + ",".join(nicks))
    assert {message.params[-1] for message in told} == {"Monitor list is full."}
    assert ",".join(message.params[2] for message in told).split(",") == nicks


def test_long_lists_take_several_lines(alice: CoreClient):
    nicks = [f"somebody-with-a-long-nick-{number:03}" for number in range(60)]
    for start in range(0, 60, 10):
        alice.ask("MONITOR + " + ",".join(nicks[start : start + 10]))
    *listed, end = alice.ask("MONITOR L")
    assert end.command == "733"
    assert len(listed) > 1
    assert [nick for message in listed for nick in message.params[1].split(",")] == nicks


def test_what_is_no_nick_is_offline_and_not_kept(alice: CoreClient):
    assert lines(alice.ask("MONITOR + b*b,x!y@z")) == [("731", "alice", "b*b,x!y@z")]
    assert heads(alice.ask("MONITOR L")) == [("733", "alice")]


@pytest.mark.parametrize(
    ("line", "answer"),
    [("MONITOR", "461"), ("MONITOR +", "461"), ("MONITOR -", "461"), ("MONITOR X", "400")],
)
def test_monitor_errors(alice: CoreClient, line: str, answer: str):
    assert commands(alice.ask(line)) == [answer]


def test_a_list_ends_with_its_session(network: CoreNetwork, alice: CoreClient):
    alice.ask("MONITOR + bob")
    alice.drop()
    network.register("bob")
    assert network.core.context.state.monitors.watchers("bob") == []


EXTENDED = "extended-monitor away-notify chghost setname"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("AWAY :lunch", ("AWAY", "lunch")),
        ("SETNAME :Robert", ("SETNAME", "Robert")),
        ("CHGHOST bob robert example.org", ("CHGHOST", "robert", "example.org")),
    ],
)
def test_extended_monitor_tells_what_the_capabilities_ask_for(
    network: CoreNetwork, bob: CoreClient, said: str, told: tuple[str, ...]
):
    bob.user.modes.add("o")
    watcher = network.register("watcher", caps=EXTENDED)
    without = network.register("without", caps=EXTENDED.replace("extended-monitor", ""))
    only_extended = network.register("only", caps="extended-monitor")
    for each in (watcher, without, only_extended):
        each.ask("MONITOR + bob")
    bob.send(said)
    assert only(watcher.read()) == told
    assert without.read() == []
    assert only_extended.read() == []


def test_who_shares_a_channel_is_told_once(network: CoreNetwork, bob: CoreClient):
    watcher = network.register("watcher", caps=EXTENDED)
    watcher.ask("MONITOR + bob")
    watcher.join("#a")
    bob.join("#a")
    watcher.read()
    bob.send("AWAY :lunch")
    assert only(watcher.read()) == ("AWAY", "lunch")
