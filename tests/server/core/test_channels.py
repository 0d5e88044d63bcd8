"""JOIN PART NAMES TOPIC KICK INVITE (modern IRC, "Channel Operations")."""

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
    assert head(bob.ask("PART")) == ("461", "bob", "PART")
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


def test_names_of_nothing_in_particular_is_an_end(alice: CoreClient):
    assert head(alice.ask("NAMES")) == ("366", "alice", "*")


def test_names_of_a_channel_that_is_not_there_is_an_end(alice: CoreClient):
    assert heads(alice.ask("NAMES #x", "NAMES bad")) == [
        ("366", "alice", "#x"),
        ("366", "alice", "bad"),
    ]


def test_names_of_several_channels_is_of_the_first(alice: CoreClient):
    alice.join("#a", "#b")
    assert heads(alice.ask("NAMES #a,#b")) == [
        ("353", "alice", "=", "#a"),
        ("366", "alice", "#a"),
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


def test_topic_is_shown_and_cleared(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    assert head(alice.ask("TOPIC #a")) == ("331", "alice", "#a")
    assert only(alice.ask("TOPIC #a :tea at five")) == ("TOPIC", "#a", "tea at five")
    assert only(bob.read()) == ("TOPIC", "#a", "tea at five")
    assert lines(bob.ask("TOPIC #A")) == [
        ("332", "bob", "#a", "tea at five"),
        ("333", "bob", "#a", "alice!user@192.0.2.1", "1700000000"),
    ]
    assert only(alice.ask("TOPIC #a :")) == ("TOPIC", "#a", "")
    assert head(alice.ask("TOPIC #a")) == ("331", "alice", "#a")


def test_topic_errors(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    assert head(bob.ask("TOPIC")) == ("461", "bob", "TOPIC")
    assert head(bob.ask("TOPIC #x")) == ("403", "bob", "#x")
    assert head(bob.ask("TOPIC #a :mine")) == ("442", "bob", "#a")
    bob.join("#a")
    assert head(bob.ask("TOPIC #a :mine")) == ("482", "bob", "#a")
    alice.send("MODE #a -t")
    assert lines(bob.ask("TOPIC #a :mine"))[-1] == ("TOPIC", "#a", "mine")


def test_topic_of_a_secret_channel_is_for_members(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +s")
    assert head(bob.ask("TOPIC #a")) == ("403", "bob", "#a")


def test_topic_is_cut_to_its_length(alice: CoreClient):
    alice.join("#a")
    assert only(alice.ask(f"TOPIC #a :{'é' * 230}"))[-1] == "é" * 195


def test_kick_is_told_to_all_and_ends_the_membership(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    assert only(alice.ask("KICK #a BOB :be kind")) == ("KICK", "#a", "bob", "be kind")
    assert only(bob.read()) == ("KICK", "#a", "bob", "be kind")
    assert head(bob.ask("PRIVMSG #a :but")) == ("404", "bob", "#a")


@pytest.mark.parametrize("line", ["KICK #a bob", "KICK #a bob :"])
def test_kick_without_a_comment_says_who_did_it(alice: CoreClient, bob: CoreClient, line: str):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    assert only(alice.ask(line)) == ("KICK", "#a", "bob", "alice")


def test_kick_several_in_one_channel_or_one_in_each(
    alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    alice.join("#a", "#b")
    bob.join("#a", "#b")
    carol.join("#a", "#b")
    alice.read()
    assert lines(alice.ask("KICK #a bob,carol :out")) == [
        ("KICK", "#a", "bob", "out"),
        ("KICK", "#a", "carol", "out"),
    ]
    assert lines(alice.ask("KICK #b,#b carol,bob :out")) == [
        ("KICK", "#b", "carol", "out"),
        ("KICK", "#b", "bob", "out"),
    ]


def test_kick_errors(alice: CoreClient, bob: CoreClient, carol: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    assert head(alice.ask("KICK #a")) == ("461", "alice", "KICK")
    assert head(alice.ask("KICK #a,#b bob")) == ("461", "alice", "KICK")
    assert head(alice.ask("KICK #x bob")) == ("403", "alice", "#x")
    assert head(carol.ask("KICK #a bob")) == ("442", "carol", "#a")
    assert head(bob.ask("KICK #a alice")) == ("482", "bob", "#a")
    assert head(alice.ask("KICK #a carol")) == ("441", "alice", "carol", "#a")
    assert head(alice.ask("KICK #a nobody")) == ("441", "alice", "nobody", "#a")


def test_kick_of_more_than_targmax_drops_the_rest(alice: CoreClient):
    alice.join("#a")
    assert len(alice.ask("KICK #a n1,n2,n3,n4,n5,n6")) == 4


def test_invite_asks_and_opens_the_door(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.send("MODE #a +ikl key 1", "MODE #a +b bob!*@*")
    alice.read()
    assert only(alice.ask("INVITE BOB #A")) == ("341", "alice", "bob", "#a")
    (message,) = bob.read()
    assert message.source == "alice!user@192.0.2.1"
    assert message.params == ("bob", "#a")
    assert "JOIN" in commands(bob.ask("JOIN #a"))
    assert head(bob.ask("PART #a", "JOIN #a")[-1:])[0] == "475"  # an invitation is for once


def test_invite_by_a_member_who_is_no_operator_opens_nothing(
    alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    alice.join("#a")
    bob.join("#a")
    assert only(bob.ask("INVITE carol #a")) == ("341", "bob", "carol", "#a")
    assert carol.read()[0].command == "INVITE"
    alice.send("MODE #a +b carol!*@*")
    assert head(carol.ask("JOIN #a")) == ("474", "carol", "#a")


def test_invite_tells_that_they_are_away(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.send("AWAY :asleep")
    assert commands(alice.ask("INVITE bob #a")) == ["341", "301"]


def test_invitations_can_be_listed(alice: CoreClient, bob: CoreClient):
    alice.join("#B", "#a")
    alice.send("INVITE bob #B", "INVITE bob #a")
    said = bob.ask("INVITE")
    assert lines(said)[:2] == [("336", "bob", "#a"), ("336", "bob", "#B")]
    assert heads(said)[2] == ("337", "bob")


def test_invite_errors(alice: CoreClient, bob: CoreClient, carol: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    assert head(alice.ask("INVITE carol")) == ("461", "alice", "INVITE")
    assert head(alice.ask("INVITE nobody #a")) == ("401", "alice", "nobody")
    assert head(alice.ask("INVITE carol #x")) == ("403", "alice", "#x")
    assert head(carol.ask("INVITE carol #a")) == ("442", "carol", "#a")
    assert head(alice.ask("INVITE bob #a")) == ("443", "alice", "bob", "#a")
    alice.send("MODE #a +i")
    assert head(bob.ask("INVITE carol #a")[-1:]) == ("482", "bob", "#a")
