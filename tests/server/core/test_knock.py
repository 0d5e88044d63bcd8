"""KNOCK: 710 to 714."""

from __future__ import annotations

import pytest

from server.config import ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import head, lines, only


@pytest.fixture(autouse=True)
def _a_closed_channel(alice: CoreClient):
    alice.join("#a").ask("MODE #a +i")


def test_those_who_may_invite_are_asked(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    alice.send("INVITE carol #a")
    carol.join("#a")
    alice.read()
    assert only(bob.ask("KNOCK #A :let me in")) == (
        *("711", "bob", "#a", "Your KNOCK has been delivered"),
    )
    assert lines(alice.read()) == [
        ("710", "alice", "#a", "bob!user@192.0.2.1", "has asked for an invite: let me in")
    ]
    assert carol.read() == []
    assert head(bob.ask("KNOCK #a")) == ("712", "bob", "#a")
    network.clock.advance(60)
    assert head(bob.ask("KNOCK #a")) == ("711", "bob", "#a")


def test_without_limits_nobody_waits():
    network = CoreNetwork(ServerConfig(no_limits=True))
    network.register("alice").join("#a").ask("MODE #a +i")
    bob = network.register("bob")
    for _ in range(2):
        assert head(bob.ask("KNOCK #a")) == ("711", "bob", "#a")


def test_knock_errors(alice: CoreClient, bob: CoreClient):
    assert head(bob.ask("KNOCK")) == ("461", "bob", "KNOCK")
    assert head(bob.ask("KNOCK #none")) == ("403", "bob", "#none")
    assert head(alice.ask("KNOCK #a")) == ("714", "alice", "#a")
    alice.send("MODE #a +b bob")
    assert head(bob.ask("KNOCK #a")) == ("404", "bob", "#a")
    alice.send("MODE #a -ib bob")
    assert head(bob.ask("KNOCK #a")) == ("713", "bob", "#a")
    alice.send("MODE #a +s")
    assert head(bob.ask("KNOCK #a")) == ("403", "bob", "#a")


def test_the_knock_has_the_account_and_the_bot_tag_of_who_knocks(
    network: CoreNetwork, alice: CoreClient
):
    network.add_account("eve")
    eve = network.member("eve")
    eve.ask("MODE eve +B")
    alice.ask("CAP REQ :account-tag message-tags")
    eve.ask("KNOCK #a")
    assert alice.read_one("710").tags == {"account": "eve", "bot": ""}
