"""CAP (IRCv3 capability-negotiation)."""

from __future__ import annotations

import pytest

from server.core.capabilities import NAMES, VALUES
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only

ALL = set(NAMES)


def test_cap_without_a_subcommand_is_461(network: CoreNetwork):
    assert head(network.connect().ask("CAP")) == ("461", "*", "CAP")


@pytest.mark.parametrize("subcommand", ["FOO", "ACK", "NEW", ":"])
def test_an_unknown_subcommand_is_410(network: CoreNetwork, subcommand: str):
    shown = "*" if subcommand == ":" else subcommand
    assert head(network.connect().ask(f"CAP {subcommand}")) == ("410", "*", shown)


def test_410_names_the_nick_after_registration(alice: CoreClient):
    assert head(alice.ask("CAP FOO")) == ("410", "alice", "FOO")


@pytest.mark.parametrize("request_line", ["CAP LS 302", "cap ls 307"])
def test_ls_lists_all_that_is_offered(network: CoreNetwork, request_line: str):
    said = network.connect().ask(request_line)
    assert {message.params[:2] for message in said} == {("*", "LS")}
    words = [word for message in said for word in message.params[-1].split()]
    assert {word.partition("=")[0] for word in words} == ALL
    assert any("=" in word for word in words)


@pytest.mark.parametrize("request_line", ["CAP LS", "CAP LS x", "CAP LS 301"])
def test_ls_has_no_values_before_302(network: CoreNetwork, request_line: str):
    (told,) = network.connect().ask(request_line)
    assert told.params[:2] == ("*", "LS")
    assert set(told.params[-1].split()) < ALL


def test_registration_waits_for_the_end(network: CoreNetwork):
    client = network.connect()
    said = client.ask("CAP LS 302", "NICK alice", "USER user 0 * :Real Name")
    assert set(commands(said)) == {"CAP"}
    assert commands(client.ask("CAP END"))[0] == "001"


def test_registration_waits_also_after_a_blind_request(network: CoreNetwork):
    client = network.connect()
    said = client.ask("CAP REQ multi-prefix", "NICK alice", "USER user 0 * :Real Name")
    assert lines(said) == [("CAP", "*", "ACK", "multi-prefix")]
    assert commands(client.ask("CAP END"))[0] == "001"


def test_list_is_empty_at_first(network: CoreNetwork):
    assert only(network.connect().ask("CAP LIST")) == ("CAP", "*", "LIST", "")


def test_302_implies_cap_notify(network: CoreNetwork):
    client = network.connect()
    client.send("CAP LS 302")
    assert lines(client.ask("CAP LIST"))[-1] == ("CAP", "*", "LIST", "cap-notify")


def test_request_gives_what_list_then_shows(network: CoreNetwork):
    client = network.connect()
    assert only(client.ask("CAP REQ :echo-message batch")) == (
        "CAP", "*", "ACK", "echo-message batch",
    )  # fmt: skip
    assert only(client.ask("CAP LIST")) == ("CAP", "*", "LIST", "echo-message batch")


def test_a_request_is_refused_as_a_whole_and_word_for_word(network: CoreNetwork):
    client = network.connect()
    said = client.ask("CAP REQ :foo echo-message bar")
    assert only(said) == ("CAP", "*", "NAK", "foo echo-message bar")
    assert only(client.ask("CAP LIST"))[-1] == ""


def test_a_capability_with_a_value_or_in_capitals_is_none_of_ours(network: CoreNetwork):
    client = network.connect()
    assert only(client.ask("CAP REQ batch=1"))[2] == "NAK"
    assert only(client.ask("CAP REQ BATCH"))[2] == "NAK"


def test_a_minus_takes_back(network: CoreNetwork):
    client = network.connect()
    client.send("CAP REQ :echo-message batch")
    assert only(client.ask("CAP REQ :-batch")) == ("CAP", "*", "ACK", "-batch")
    assert only(client.ask("CAP LIST"))[-1] == "echo-message"
    assert only(client.ask("CAP REQ :-batch -setname"))[2] == "ACK"  # it was not there: no matter


def test_cap_notify_cannot_be_taken_back_under_302(network: CoreNetwork):
    client = network.connect()
    client.send("CAP REQ cap-notify")
    assert only(client.ask("CAP REQ -cap-notify"))[2] == "ACK"
    client.send("CAP LS 302")
    assert only(client.ask("CAP REQ -cap-notify"))[2] == "NAK"
    assert only(client.ask("CAP REQ cap-notify"))[2] == "ACK"


def test_a_lower_version_does_not_take_302_back(network: CoreNetwork):
    client = network.connect()
    client.send("CAP LS 302", "CAP LS")
    assert client.session.cap_version == 302


@pytest.mark.parametrize("line", ["CAP REQ", "CAP REQ :"])
def test_a_request_for_nothing_is_granted(network: CoreNetwork, line: str):
    assert only(network.connect().ask(line)) == ("CAP", "*", "ACK", "")


def test_a_long_request_is_answered_over_several_lines(network: CoreNetwork):
    words = ["batch"] * 83
    said = network.connect().ask(f"CAP REQ :{' '.join(words)}")
    assert len(said) == 2
    assert " ".join(message.params[-1] for message in said).split() == words


def test_a_list_over_several_lines_is_marked_for_those_who_know_302(
    network: CoreNetwork, monkeypatch: pytest.MonkeyPatch
):
    many = {f"example.org/capability-{number:03}": cap for number, cap in enumerate(NAMES.values())}
    for repeat in range(6):
        for name, cap in many.copy().items():
            monkeypatch.setitem(NAMES, f"{name}-{repeat}", cap)
    said = network.connect().ask("CAP LS 302")
    assert len(said) > 2
    assert all(message.params[2] == "*" for message in said[:-1])
    assert len(said[-1].params) == 3
    listed = [word for message in said for word in message.params[-1].split()]
    assert [word.partition("=")[0] for word in listed] == list(NAMES)


def test_before_302_a_list_is_one_line_with_what_is_standard_first(network: CoreNetwork):
    client = network.connect()
    for _ in range(2):
        (told,) = client.ask("CAP LS")
        assert len(told.params) == 3
        listed = told.params[-1].split()
        standard = [name for name in NAMES if "/" not in name]
        assert listed[: len(standard)] == standard
        assert len(listed) > len(standard)
        client.ask("CAP LS 302")  # what was asked for is answered, whatever one knows
    (told,) = network.register("ann", caps=listed[0]).ask("CAP LIST")
    assert told.params == ("ann", "LIST", listed[0])


def test_cap_works_after_registration_and_end_is_ignored_then(alice: CoreClient):
    assert alice.ask("CAP END") == []
    assert only(alice.ask("CAP REQ setname")) == ("CAP", "alice", "ACK", "setname")
    assert only(alice.ask("CAP LIST")) == ("CAP", "alice", "LIST", "setname")
    assert alice.session.registered
    assert not alice.session.negotiating


def test_what_was_said_before_a_change_is_written_for_the_time_before(
    alice: CoreClient, bob: CoreClient
):
    alice.join("#a")
    bob.join("#a")
    alice.read()
    bob.send("PRIVMSG #a :one")
    alice.send("CAP REQ server-time")
    bob.send("PRIVMSG #a :two")
    said = alice.read()
    assert [message.params[-1] for message in said] == ["one", "server-time", "two"]
    assert ["time" in message.tags for message in said] == [False, False, True]


def test_values_are_told_under_302_only(network: CoreNetwork, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(VALUES, NAMES["setname"], lambda config: f"on={config.server_name}")
    for version, word in ((" 302", "setname=on=chat.local"), ("", "setname")):
        said = network.connect().ask(f"CAP LS{version}")
        assert word in [each for message in said for each in message.params[-1].split()]
