"""JOIN and PART (modern IRC, "Channel Operations")."""

from __future__ import annotations

import pytest

from server.config import Limits, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only


def test_join_makes_a_channel_and_its_maker_operator(network: CoreNetwork, alice: CoreClient):
    said = alice.ask("JOIN #a")
    assert said[0].source == "alice!user@192.0.2.1"
    assert lines(said)[0] == ("JOIN", "#a")
    assert lines(said)[1] == ("353", "alice", "=", "#a", "@alice")
    assert heads(said)[2] == ("366", "alice", "#a")
    channel = network.core.context.state.find_channel("#a")
    assert channel is not None
    assert channel.modes == {"n", "t"}


def test_join_is_told_to_members_and_later_ones_are_no_operators(
    alice: CoreClient, bob: CoreClient
):
    alice.join("#a")
    assert lines(bob.ask("JOIN #A"))[:2] == [
        ("JOIN", "#a"),
        ("353", "bob", "=", "#a", "@alice bob"),
    ]
    assert only(alice.read()) == ("JOIN", "#a")


def test_join_shows_the_topic_only_if_there_is_one(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("TOPIC #a :tea")
    assert lines(bob.ask("JOIN #a"))[:3] == [
        ("JOIN", "#a"),
        ("332", "bob", "#a", "tea"),
        ("333", "bob", "#a", "alice!user@192.0.2.1", "1700000000"),
    ]


def test_join_again_is_silent(alice: CoreClient):
    alice.join("#a")
    assert alice.ask("JOIN #a") == []


def test_join_several_each_with_its_key(alice: CoreClient, bob: CoreClient):
    alice.join("#a", "#b", "#c")
    alice.send("MODE #a +k one", "MODE #c +k three")
    said = bob.ask("JOIN #a,#b,#c one,,three")
    assert [line for line in lines(said) if line[0] == "JOIN"] == [
        ("JOIN", "#a"),
        ("JOIN", "#b"),
        ("JOIN", "#c"),
    ]


def test_join_with_more_keys_than_channels_ignores_the_rest(alice: CoreClient):
    assert commands(alice.ask("JOIN #a one,two,three")) == ["JOIN", "353", "366"]


def test_join_goes_on_after_a_channel_that_fails(alice: CoreClient):
    said = alice.ask("JOIN #a,bad,#b")
    assert commands(said) == ["JOIN", "353", "366", "403", "JOIN", "353", "366"]


@pytest.mark.parametrize("name", ["a", "&a", "#", "#" + "x" * 64, "#a\x07", "#\u202ea"])
def test_join_of_what_is_no_channel_is_403(alice: CoreClient, name: str):
    assert head(alice.ask(f"JOIN {name}")) == ("403", "alice", name)


@pytest.mark.parametrize("line", ["JOIN", "JOIN :", "JOIN ,"])
def test_join_of_nothing_is_461(alice: CoreClient, line: str):
    assert head(alice.ask(line)) == ("461", "alice", "JOIN")


@pytest.mark.parametrize("line", ["JOIN #a", "JOIN #a wrong"])
def test_join_without_the_key_is_475(alice: CoreClient, bob: CoreClient, line: str):
    alice.join("#a")
    alice.send("MODE #a +k key")
    assert head(bob.ask(line)) == ("475", "bob", "#a")


def test_join_of_a_full_channel_is_471(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +l 1")
    assert head(bob.ask("JOIN #a")) == ("471", "bob", "#a")


def test_join_of_an_invite_only_channel_is_473(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +i")
    assert head(bob.ask("JOIN #a")) == ("473", "bob", "#a")
    alice.send("MODE #a +I bob!*@*")
    assert "JOIN" in commands(bob.ask("JOIN #a"))


def test_join_of_a_channel_that_bans_is_474_but_for_exceptions(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +b BOB!*@*")
    assert head(bob.ask("JOIN #a")) == ("474", "bob", "#a")
    alice.send("MODE #a +e *!*@192.0.2.*")
    assert "JOIN" in commands(bob.ask("JOIN #a"))


def test_join_of_more_channels_than_allowed_is_405():
    network = CoreNetwork(ServerConfig(limits=Limits(channels_per_user=2)))
    alice = network.register("alice").join("#a", "#b")
    assert head(alice.ask("JOIN #c")) == ("405", "alice", "#c")
    assert network.core.context.state.find_channel("#c") is None


def test_join_0_leaves_all(network: CoreNetwork, alice: CoreClient, bob: CoreClient):
    alice.join("#a", "#b")
    bob.join("#a")
    alice.read()
    assert lines(alice.ask("JOIN 0")) == [("PART", "#a"), ("PART", "#b")]
    assert only(bob.read()) == ("PART", "#a")
    assert list(network.core.context.state.channels) == ["#a"]


def test_extended_join_tells_account_and_realname(network: CoreNetwork, bob: CoreClient):
    alice = network.register("alice", caps="extended-join").join("#a")
    bob.send("JOIN #a")
    assert only(alice.read()) == ("JOIN", "#a", "*", "Real Name")
    carol = network.register("carol", caps="extended-join")
    assert lines(carol.ask("JOIN #a"))[0] == ("JOIN", "#a", "*", "Real Name")
    assert lines(bob.read())[-1] == ("JOIN", "#a")


def test_part_is_told_to_all_and_the_last_one_ends_the_channel(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient
):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    assert only(bob.ask("PART #A :so long")) == ("PART", "#a", "so long")
    assert only(alice.read()) == ("PART", "#a", "so long")
    alice.send("PRIVMSG #a :alone")
    assert bob.read() == []
    assert only(alice.ask("PART #a")) == ("PART", "#a")
    assert not network.core.context.state.channels


def test_part_errors(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    for line in ("PART", "PART :", "PART ,"):
        assert head(bob.ask(line)) == ("461", "bob", "PART")
    assert head(bob.ask("PART #a")) == ("442", "bob", "#a")
    assert head(bob.ask("PART #b")) == ("403", "bob", "#b")


def test_part_of_several_carries_the_reason_to_each(alice: CoreClient):
    alice.join("#a", "#b")
    said = alice.ask("PART #a,#x,#b bye")
    assert lines(said)[0] == ("PART", "#a", "bye")
    assert lines(said)[1][0] == "403"
    assert lines(said)[2] == ("PART", "#b", "bye")


def test_who_parts_still_reads_what_was_said_before(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    bob.send("PRIVMSG #a :before")
    alice.send("PART #a")
    bob.send("PRIVMSG #a :after")
    assert lines(alice.read()) == [("PRIVMSG", "#a", "before"), ("PART", "#a")]


@pytest.mark.parametrize("cap", ["no-implicit-names", "draft/no-implicit-names"])
def test_no_implicit_names_leaves_the_names_to_an_explicit_question(network: CoreNetwork, cap: str):
    client = network.register("dave", caps=cap)
    assert [message.command for message in client.ask("JOIN #a")] == ["JOIN"]
    assert [message.command for message in client.ask("NAMES #a")] == ["353", "366"]
