"""Answers longer than a send queue: LIST of very many channels (005 SAFELIST)."""

from __future__ import annotations

import pytest

from server.core.entities import Channel
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands

MANY = 3000


@pytest.fixture(autouse=True)
def _many_channels(network: CoreNetwork):
    for number in range(MANY):
        network.core.context.state.add_channel(Channel(f"#channel-{number:04}", 0.0))


def read_all(client: CoreClient) -> list[str]:
    said: list[str] = []
    while some := client.read():
        said += commands(some)
    return said


def test_a_long_list_goes_out_a_piece_a_tick(network: CoreNetwork, alice: CoreClient):
    alice.send("LIST")
    first = alice.read_bytes()
    assert 16_000 < len(first) < 20_000
    wakes = network.wakes
    second = alice.read_bytes()
    assert 16_000 < len(second) < 20_000
    assert network.wakes > wakes  # so that the next tick comes
    said = read_all(alice)
    assert said[-1] == "323"
    told = first.count(b" 322 ") + second.count(b" 322 ") + said.count("322")
    assert told == MANY


def test_it_waits_while_much_waits_for_the_client(network: CoreNetwork, alice: CoreClient):
    alice.send("LIST")
    alice.read_bytes()
    alice.sink.waiting = 1_000_000
    wakes = network.wakes
    assert alice.read_bytes() == b""
    assert network.wakes == wakes  # the socket will say when there is room
    alice.sink.waiting = 0
    assert read_all(alice)[-1] == "323"


def test_one_at_a_time(alice: CoreClient):
    alice.send("LIST", "LIST")
    assert read_all(alice).count("263") == 1
    alice.send("LIST")
    assert read_all(alice)[-1] == "323"


def test_other_answers_come_in_between(alice: CoreClient, bob: CoreClient):
    alice.send("LIST")
    alice.read()
    bob.send("PRIVMSG alice :hi")
    assert "PRIVMSG" in commands(alice.read())


def test_under_a_label_it_is_one_batch(network: CoreNetwork):
    client = network.register("dave", caps="batch labeled-response")
    client.send("@label=x LIST")
    said = []
    while some := client.read():
        said += some
    reference = said[0].params[0][1:]
    assert said[0].tags == {"label": "x"}
    assert said[-1].params == (f"-{reference}",)
    assert {message.tags["batch"] for message in said[1:-1]} == {reference}
    assert len(said) == MANY + 4


def test_it_ends_with_the_session(network: CoreNetwork, alice: CoreClient):
    alice.send("LIST")
    alice.read()
    alice.drop()
    alice.read()
    assert not network.core.delivery.streams


def test_a_channel_that_ended_meanwhile_is_not_listed(network: CoreNetwork, alice: CoreClient):
    alice.send("LIST")
    alice.read()
    state = network.core.context.state
    state.remove_channel(state.channels["#channel-2999"])
    assert read_all(alice).count("322") < MANY
