"""MODE of channels and of users (modern IRC, MODE)."""

from __future__ import annotations

import pytest

from server.config import Limits, ServerConfig
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only


@pytest.fixture(autouse=True)
def _in_a_channel(alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    bob.join("#a")
    alice.read()


def test_modes_are_shown_with_the_time_of_creation(bob: CoreClient):
    assert lines(bob.ask("MODE #A")) == [
        ("324", "bob", "#a", "+nt"),
        ("329", "bob", "#a", "1700000000"),
    ]


def test_the_key_is_shown_to_members_only(alice: CoreClient, carol: CoreClient):
    alice.send("MODE #a +kl key 10")
    assert lines(alice.ask("MODE #a"))[-2] == ("324", "alice", "#a", "+ntkl", "key", "10")
    assert lines(carol.ask("MODE #a"))[0] == ("324", "carol", "#a", "+ntkl", "*", "10")


def test_mode_errors(alice: CoreClient, bob: CoreClient, carol: CoreClient):
    assert head(alice.ask("MODE")) == ("461", "alice", "MODE")
    assert head(alice.ask("MODE #x")) == ("403", "alice", "#x")
    assert head(bob.ask("MODE #a +m")) == ("482", "bob", "#a")
    assert head(carol.ask("MODE #a +m")) == ("482", "carol", "#a")
    assert head(alice.ask("MODE #a +y")) == ("472", "alice", "y")
    alice.send("MODE #a +s")
    assert head(carol.ask("MODE #a")) == ("403", "carol", "#a")


def test_flags_are_set_and_taken_back_and_told_to_all(alice: CoreClient, bob: CoreClient):
    assert only(alice.ask("MODE #a +im-t")) == ("MODE", "#a", "+im-t")
    assert only(bob.read()) == ("MODE", "#a", "+im-t")
    assert only(alice.ask("MODE #a -i")) == ("MODE", "#a", "-i")


def test_what_changes_nothing_is_not_told(alice: CoreClient, bob: CoreClient):
    alice.send("MODE #a +kl key 5", "MODE #a +b x", "MODE #a +v bob")
    alice.read()
    same = "MODE #a +n-m+k-s+l+b+v key 5 x bob"
    assert alice.ask(same, "MODE #a -I y", "MODE #a +", "MODE #a -o bob") == []
    alice.send("MODE #a -kl x")
    alice.read()
    assert alice.ask("MODE #a -kl x") == []


def test_known_letters_count_beside_unknown_ones(alice: CoreClient):
    said = alice.ask("MODE #a +ymz")
    assert commands(said) == ["472", "472", "MODE"]
    assert lines(said)[-1] == ("MODE", "#a", "+m")


def test_ranks_are_given_and_taken(alice: CoreClient, bob: CoreClient):
    assert only(alice.ask("MODE #a +ov BOB bob")) == ("MODE", "#a", "+ov", "bob", "bob")
    assert only(bob.ask("MODE #a -o alice")[-1:]) == ("MODE", "#a", "-o", "alice")
    assert head(alice.ask("MODE #a +m")[-1:]) == ("482", "alice", "#a")


def test_rank_errors(alice: CoreClient, carol: CoreClient):
    assert head(alice.ask("MODE #a +o nobody")) == ("401", "alice", "nobody")
    assert head(alice.ask("MODE #a +o carol")) == ("441", "alice", "carol", "#a")
    assert head(alice.ask("MODE #a +o")) == ("696", "alice", "#a", "o", "*")


@pytest.mark.parametrize(
    ("mode", "entry", "end"), [("b", "367", "368"), ("e", "348", "349"), ("I", "346", "347")]
)
def test_lists_are_kept_and_shown(
    alice: CoreClient, bob: CoreClient, mode: str, entry: str, end: str
):
    assert only(alice.ask(f"MODE #a +{mode} nick")) == ("MODE", "#a", f"+{mode}", "nick!*@*")
    bob.read()
    for asked in (f"MODE #a {mode}", f"MODE #a +{mode}", f"MODE #a -{mode}{mode}"):
        said = bob.ask(asked)
        assert lines(said)[0] == (
            entry, "bob", "#a", "nick!*@*", "alice!user@192.0.2.1", "1700000000",
        )  # fmt: skip
        assert heads(said)[1:] == [(end, "bob", "#a")]
    assert only(alice.ask(f"MODE #a -{mode} NICK!*@*")) == ("MODE", "#a", f"-{mode}", "nick!*@*")
    assert heads(alice.ask(f"MODE #a {mode}")) == [(end, "alice", "#a")]


@pytest.mark.parametrize("mask", [":two words", "::colon", "x" * 300])
def test_what_is_no_mask_is_696(alice: CoreClient, mask: str):
    assert lines(alice.ask(f"MODE #a +b {mask}"))[0][:4] == ("696", "alice", "#a", "b")


def test_a_full_list_is_478():
    network = CoreNetwork(ServerConfig(limits=Limits(list_entries=2)))
    alice = network.register("alice").join("#a")
    said = alice.ask("MODE #a +bbb x y z")
    assert heads(said)[0] == ("478", "alice", "#a", "b")
    assert lines(said)[1] == ("MODE", "#a", "+bb", "x!*@*", "y!*@*")


@pytest.mark.parametrize("key", ["::x", ":", "a,b", ":two words", "x" * 24, "a\x02b"])
def test_a_key_that_join_cannot_carry_is_696(alice: CoreClient, key: str):
    """Modern IRC, "Key Channel Mode": SHOULD be ERR_INVALIDMODEPARAM."""
    said = only(alice.ask(f"MODE #a +k {key}"))
    shown = "*" if key[0] == ":" else key
    assert said[:5] == ("696", "alice", "#a", "k", shown)
    assert "limit: 23 bytes" in said[5]


@pytest.mark.parametrize("mask", ["~x:bob", "~a:", "~m:~x:bob", "~channel:#b"])
def test_an_extended_mask_that_there_is_not_is_696(alice: CoreClient, mask: str):
    """It would stand in the list and hit nobody."""
    assert head(alice.ask(f"MODE #a +b {mask}"))[:4] == ("696", "alice", "#a", "b")
    assert heads(alice.ask("MODE #a b")) == [("368", "alice", "#a")]


def test_key_and_limit_without_a_parameter_are_696(alice: CoreClient):
    assert heads(alice.ask("MODE #a +k")) == [("696", "alice", "#a", "k", "*")]
    assert heads(alice.ask("MODE #a +l")) == [("696", "alice", "#a", "l", "*")]


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1" * 10, "²"])
def test_a_limit_that_is_no_positive_number_is_696(alice: CoreClient, limit: str):
    assert head(alice.ask(f"MODE #a +l {limit}")) == ("696", "alice", "#a", "l", limit)


def test_key_and_limit_are_changed_and_taken_back(alice: CoreClient):
    assert only(alice.ask("MODE #a +k one")) == ("MODE", "#a", "+k", "one")
    assert only(alice.ask("MODE #a +kl two 007")) == ("MODE", "#a", "+kl", "two", "7")
    assert only(alice.ask("MODE #a -l-k")) == ("MODE", "#a", "-lk", "*")


def test_only_so_many_changes_with_a_parameter_at_once(alice: CoreClient):
    said = alice.ask("MODE #a +bbbbbbbbm 1 2 3 4 5 6 7 8")
    assert only(said)[2] == "+bbbbbbm"
    assert len(only(said)) == 3 + 6


def test_long_changes_are_told_in_several_lines(alice: CoreClient, bob: CoreClient):
    masks = [f"{letter * 60}!*@*" for letter in "abcdef"]
    alice.send(f"MODE #a +bbbbbb {' '.join(masks)}")
    data = bob.read_bytes()
    told = [line.split()[4:] for line in data.decode().splitlines()]
    assert len(told) == 2
    assert [mask for piece in told for mask in piece] == masks
    assert all(len(line) <= 510 for line in data.split(b"\r\n"))


def test_user_modes_are_shown_and_changed(alice: CoreClient):
    assert only(alice.ask("MODE alice")) == ("221", "alice", "+")
    said = alice.ask("MODE ALICE +iB")
    assert only(said) == ("MODE", "alice", "+iB")
    assert only(alice.ask("MODE alice")) == ("221", "alice", "+Bi")
    assert only(alice.ask("MODE alice -i")) == ("MODE", "alice", "-i")
    assert alice.ask("MODE alice -i+B") == []


def test_user_mode_errors(alice: CoreClient):
    assert head(alice.ask("MODE nobody +i")) == ("401", "alice", "nobody")
    assert head(alice.ask("MODE bob +i")) == ("502", "alice")
    assert head(alice.ask("MODE bob")) == ("502", "alice")
    said = alice.ask("MODE alice +ixyo")
    assert lines(said)[0] == ("MODE", "alice", "+i")
    assert heads(said)[1:] == [("501", "alice")]
