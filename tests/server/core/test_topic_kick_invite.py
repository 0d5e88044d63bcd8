"""TOPIC KICK INVITE (modern IRC, "Channel Operations")."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only


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
    assert head(alice.ask("KICK , ,")) == ("461", "alice", "KICK")
    assert head(alice.ask("KICK #x bob")) == ("403", "alice", "#x")
    assert head(carol.ask("KICK #a bob")) == ("442", "carol", "#a")
    assert head(bob.ask("KICK #a alice")) == ("482", "bob", "#a")
    assert head(alice.ask("KICK #a carol")) == ("441", "alice", "carol", "#a")
    assert head(alice.ask("KICK #a nobody")) == ("441", "alice", "nobody", "#a")


def test_kick_of_more_than_targmax_leaves_the_rest_out_and_says_so(alice: CoreClient):
    alice.join("#a")
    *refused, rest = lines(alice.ask("KICK #a n1,n2,n3,n4,n5,n6"))
    assert [each[:2] for each in refused] == [("441", "alice")] * 4
    assert rest[:3] == ("407", "alice", "n5")
    assert "limit: 4" in rest[3]


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


def test_invite_notify_tells_the_members_who_asked_for_it(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    """IRCv3 invite-notify: `:<inviter> INVITE <target> <channel>`."""
    dave = network.register("dave", caps="invite-notify message-tags").join("#a")
    alice.join("#a")
    carol.join("#a")
    dave.read()
    assert [message.command for message in alice.ask("INVITE bob #a")] == ["341"]
    told = dave.read_one("INVITE")
    assert told.source == alice.user.source
    assert told.params == ("bob", "#a")
    assert told.tags["msgid"]
    assert carol.read() == []
    assert bob.read_one("INVITE").params == ("bob", "#a")
