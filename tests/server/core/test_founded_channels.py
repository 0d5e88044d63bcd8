"""Channels that were made by somebody with an account: they outlive their members and restarts."""

from __future__ import annotations

import pytest

from server.config import AccountOptions, ServerConfig
from server.core.account_changes import apply_changes
from server.core.account_ports import AccountChange
from server.core.accounts import Account
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import commands, head, lines, only


@pytest.fixture
def network() -> CoreNetwork:
    network = CoreNetwork()
    for name in ("alice", "carol"):
        network.add_account(name)
    return network


@pytest.fixture
def founder(network: CoreNetwork) -> CoreClient:
    return network.member("alice", "#a")


def names(client: CoreClient, channel: str = "#a") -> str:
    return client.ask(f"NAMES {channel}")[0].params[-1]


def test_who_makes_it_with_an_account_is_its_founder(founder: CoreClient):
    assert names(founder) == "~alice"


def test_who_makes_it_without_one_is_its_operator(network: CoreNetwork):
    bob = network.register("bob").join("#b")
    assert names(bob, "#b") == "@bob"
    bob.ask("PART #b")
    assert network.core.context.state.find_channel("#b") is None


def test_it_outlives_its_last_member(network: CoreNetwork, founder: CoreClient):
    founder.ask("MODE #a +k key", "PART #a")
    bob = network.register("bob")
    assert head(bob.ask("JOIN #a")) == ("475", "bob", "#a")
    assert "JOIN" in commands(founder.ask("JOIN #a"))  # by its account
    assert names(founder) == "~alice"


def test_all_that_was_set_is_there_after_a_restart(network: CoreNetwork, founder: CoreClient):
    bob = network.register("bob").join("#a")
    carol = network.member("carol", "#a")
    founder.ask(
        "TOPIC #a :tea",
        "MODE #a +sk-t key",
        "MODE #a +l 5",
        "MODE #a +bb mallory ~a:eve",
        "MODE #a +e *!*@192.0.2.7",
        "MODE #a +o bob",
        "MODE #a +o carol",
    )
    before = founder.ask("MODE #a", "TOPIC #a", "MODE #a b", "MODE #a e")
    assert names(bob) == "~alice @bob @carol"
    assert carol.user.account == "carol"
    network.restart()
    carol = network.member("carol")
    carol.ask("JOIN #a key")
    assert names(carol) == "@carol"
    founder = network.member("alice", "#a")  # the founder needs no key
    assert lines(founder.ask("MODE #a", "TOPIC #a", "MODE #a b", "MODE #a e")) == lines(before)
    bob = network.register("bob")
    assert head(bob.ask("JOIN #a")) == ("475", "bob", "#a")
    bob.ask("JOIN #a key")
    assert names(bob) == "@carol ~alice bob"  # nobody knows who bob is


def test_a_rank_that_was_taken_is_not_given_again(network: CoreNetwork, founder: CoreClient):
    carol = network.member("carol", "#a")
    founder.ask("MODE #a +o carol", "MODE #a -o carol")
    carol.ask("PART #a", "JOIN #a")
    assert names(founder) == "~alice carol"


def test_a_renamed_channel_is_kept_under_its_new_name(network: CoreNetwork, founder: CoreClient):
    founder.ask("RENAME #a #b")
    network.restart()
    state = network.core.context.state
    assert state.find_channel("#a") is None
    assert state.find_channel("#b") is not None


def test_one_account_founds_so_many():
    network = CoreNetwork(ServerConfig(accounts=AccountOptions(channels_per_account=1)))
    network.add_account("alice")
    alice = network.member("alice", "#a", "#b")
    assert (names(alice), names(alice, "#b")) == ("~alice", "@alice")
    network.restart()
    assert list(network.core.context.state.channels) == ["#a"]


def test_without_its_founders_account_it_ends_with_its_last_member(
    network: CoreNetwork, founder: CoreClient
):
    founder.ask("JOIN #b", "PART #b")
    apply_changes(network.core.context, [AccountChange(1, "alice", None)])
    state = network.core.context.state
    assert state.find_channel("#b") is None
    founder.ask("PART #a")
    assert state.find_channel("#a") is None
    network.restart()
    assert network.core.context.state.channels == {}


def test_the_ranks_of_an_account_that_is_gone_are_gone(network: CoreNetwork, founder: CoreClient):
    network.member("carol", "#a")
    founder.ask("MODE #a +o carol")
    apply_changes(network.core.context, [AccountChange(1, "carol", None)])
    channel = network.core.context.state.find_channel("#a")
    assert channel is not None
    assert list(channel.access) == ["alice"]


def test_an_empty_channel_can_be_seen_and_listed(network: CoreNetwork, founder: CoreClient):
    founder.ask("TOPIC #a :tea", "PART #a")
    bob = network.register("bob")
    assert ("322", "bob", "#a", "0", "tea") in lines(bob.ask("LIST"))
    assert only(bob.ask("NAMES #a"))[:3] == ("366", "bob", "#a")


def test_a_channel_whose_founders_account_was_removed_meanwhile_is_gone(
    network: CoreNetwork, founder: CoreClient
):
    carol = network.member("carol", "#a", "#c")
    founder.ask("MODE #a +o carol", "JOIN #c")
    carol.ask("MODE #c +o alice")
    network.restart()
    store = network.store
    assert isinstance(store, MemoryStore)
    del store.accounts.accounts["alice"]
    network.restart()
    network.add_account("alice")  # somebody else
    alice = network.member("alice", "#a", "#c")
    assert (names(alice), names(alice, "#c")) == ("~alice", "alice")
    assert alice.ask("TOPIC #a")[0].command == "331"


def test_an_account_that_takes_the_place_of_a_removed_one_is_another(
    network: CoreNetwork, founder: CoreClient
):
    network.clock.advance(1)
    again = Account("alice", network.clock())
    apply_changes(network.core.context, [AccountChange(1, "alice", again)])
    assert founder.user.account is None
    channel = network.core.context.state.find_channel("#a")
    assert channel is not None
    assert channel.founder is None


def test_others_are_told_of_the_rank_that_an_account_brings(
    network: CoreNetwork, founder: CoreClient
):
    bob = network.register("bob").join("#a")
    founder.ask("PART #a")
    bob.read()
    said = founder.ask("JOIN #a")
    assert lines(bob.read()) == [("JOIN", "#a"), ("MODE", "#a", "+q", "alice")]
    assert commands(said) == ["JOIN", "353", "366"]


def test_who_logs_in_within_a_channel_has_its_ranks_at_once(
    network: CoreNetwork, founder: CoreClient
):
    carol = network.member("carol", "#a")
    founder.ask("MODE #a +ov carol carol")
    carol.send("QUIT")
    guest = network.register("guest").join("#a", "#b")
    founder.read()
    guest.log_in("carol")
    (told,) = founder.read()
    assert told.params == ("#a", "+ov", "guest", "guest")
    assert told.source == network.core.config.server_name
    assert names(founder) == "~alice @guest"


def test_who_logs_in_with_the_rank_already_is_not_given_it_again(
    network: CoreNetwork, founder: CoreClient
):
    carol = network.member("carol", "#a")
    founder.ask("MODE #a +v carol")
    carol.send("QUIT")
    guest = network.register("guest").join("#a")
    founder.ask("MODE #a +v guest")
    guest.log_in("carol")
    assert founder.read() == []
