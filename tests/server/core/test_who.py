"""WHO (modern IRC, WHO; IRCv3 whox)."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, heads, lines


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


def test_a_mask_of_nicks_does_not_find_the_server(alice: CoreClient, bob: CoreClient):
    assert heads(alice.ask("WHO c*")) == [("315", "alice", "c*")]
    assert len(alice.ask("WHO chat.*")) == 3


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


def test_whox_never_answers_in_the_old_form(alice: CoreClient):
    assert commands(alice.ask("WHO alice %")) == ["315"]
    assert commands(alice.ask("WHO alice %!,12")) == ["315"]
    assert lines(alice.ask("WHO alice %!n"))[0] == ("354", "alice", "alice")
