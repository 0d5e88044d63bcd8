"""The ranks in a channel, PREFIX=(qaohv)~&@%+: what each may do, and to whom."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, lines


def member(network: CoreNetwork, nick: str, rank: str) -> CoreClient:
    """Somebody with this rank in #a, however it came to it."""
    client = network.register(nick).join("#a")
    channel = network.core.context.state.channels["#a"]
    channel.members[client.user] = {rank} if rank else set()
    return client


@pytest.mark.parametrize(
    ("rank", "acts_upon"),
    [("q", "qaohv"), ("a", "ohv"), ("o", "ohv"), ("h", "v"), ("v", ""), ("", "")],
)
def test_who_may_give_and_take_which_rank(network: CoreNetwork, rank: str, acts_upon: str):
    actor = member(network, "actor", rank)
    member(network, "target", "")
    for letter in "qaohv":
        expected = "MODE" if letter in acts_upon else "482"
        assert commands(actor.ask(f"MODE #a +{letter} target")) == [expected], letter
        network.core.context.state.channels["#a"].members[
            network.core.context.state.users["target"]
        ] = {letter}
        assert commands(actor.ask(f"MODE #a -{letter} target")) == [expected], letter
        network.core.context.state.channels["#a"].members[
            network.core.context.state.users["target"]
        ] = set()


@pytest.mark.parametrize(
    ("rank", "kicks"),
    [("q", "qaohv-"), ("a", "ohv-"), ("o", "ohv-"), ("h", "v-"), ("v", ""), ("", "")],
)
def test_who_may_kick_whom(network: CoreNetwork, rank: str, kicks: str):
    actor = member(network, "actor", rank)
    for letter in "qaohv-":
        target = member(network, "target", letter.strip("-"))
        expected = "KICK" if letter in kicks else "482"
        assert commands(actor.ask("KICK #a target")) == [expected], letter
        target.drop()
        actor.read()


@pytest.mark.parametrize("rank", "qaoh")
def test_all_but_voice_keep_order(network: CoreNetwork, rank: str):
    actor = member(network, "actor", rank)
    assert commands(actor.ask("MODE #a +imb x!*@*", "TOPIC #a :hello")) == ["MODE", "TOPIC"]
    network.register("guest")
    assert commands(actor.ask("INVITE guest #a")) == ["341"]


@pytest.mark.parametrize("rank", ["v", ""])
def test_voice_speaks_and_no_more(network: CoreNetwork, rank: str):
    member(network, "op", "o").send("MODE #a +m")
    actor = member(network, "actor", rank)
    assert commands(actor.ask("MODE #a +i", "TOPIC #a :x", "KICK #a op")) == ["482", "482", "482"]
    assert commands(actor.ask("PRIVMSG #a :hi")) == ([] if rank else ["404"])


@pytest.mark.parametrize("rank", "qaohv")
def test_anybody_may_give_up_a_rank_of_its_own(network: CoreNetwork, rank: str):
    actor = member(network, "actor", rank)
    assert commands(actor.ask(f"MODE #a -{rank} ACTOR")) == ["MODE"]
    assert commands(actor.ask(f"MODE #a +{rank} actor")) == ["482"]


def test_what_may_be_done_of_a_command_is_done(network: CoreNetwork):
    actor = member(network, "actor", "h")
    member(network, "target", "")
    said = actor.ask("MODE #a +vo-m+s target target")
    assert commands(said) == ["482", "MODE"]
    assert lines(said)[1] == ("MODE", "#a", "+vs", "target")


def test_the_highest_sign_is_shown_and_all_under_multi_prefix(network: CoreNetwork):
    actor = member(network, "actor", "")
    ranks = network.core.context.state.channels["#a"].members[actor.user]
    ranks |= set("vhoaq")
    assert lines(actor.ask("NAMES #a"))[0][-1] == "~actor"
    assert lines(actor.ask("WHO #a"))[0][7] == "H~"
    assert lines(actor.ask("WHOIS actor"))[1][-1] == "~#a"
    actor.send("CAP REQ multi-prefix")
    assert lines(actor.ask("NAMES #a"))[0][-1] == "~&@%+actor"
    assert lines(actor.ask("WHO #a"))[0][7] == "H~&@%+"
    assert lines(actor.ask("WHOIS actor"))[1][-1] == "~&@%+#a"


@pytest.mark.parametrize("sign", "~&@%+")
def test_statusmsg_reaches_the_rank_and_those_above(network: CoreNetwork, sign: str):
    people = {letter: member(network, f"n{letter}", letter) for letter in "qaohv"}
    plain = member(network, "plain", "")
    sender = member(network, "sender", "q")
    for each in (*people.values(), plain):
        each.read()
    sender.send(f"PRIVMSG {sign}#a :psst")
    reached = "qaohv"[: "~&@%+".index(sign) + 1]
    for letter, person in people.items():
        heard = [m for m in person.read() if m.command == "PRIVMSG"]
        assert [m.params[0] for m in heard] == ([f"{sign}#a"] if letter in reached else [])
    assert commands(plain.read()) == []


def test_005_tells_the_ranks(network: CoreNetwork):
    tokens = [p for m in network.register("alice").ask("VERSION") for p in m.params]
    assert "PREFIX=(qaohv)~&@%+" in tokens
    assert "STATUSMSG=~&@%+" in tokens


@pytest.mark.parametrize(
    ("line", "passes"),
    [
        ("PRIVMSG #a :\x01ACTION waves\x01", True),
        ("PRIVMSG #a :\x01VERSION\x01", False),
        ("NOTICE #a :\x01VERSION x\x01", False),
        ("PRIVMSG #a :hello", True),
    ],
)
def test_no_ctcp_mode_keeps_ctcp_out_but_action(network: CoreNetwork, line: str, passes: bool):
    actor = member(network, "actor", "o")
    reader = member(network, "reader", "")
    actor.send("MODE #a +C")
    reader.read()
    refused = ["404"] if line.startswith("PRIVMSG") else []
    assert commands(actor.ask(line)) == ([] if passes else refused)
    assert commands(reader.read()) == ([line.split()[0]] if passes else [])
