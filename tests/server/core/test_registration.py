"""PASS NICK USER and the welcome (modern IRC, "Connection Registration")."""

from __future__ import annotations

import pytest

from server.config import ServerConfig
from server.core.isupport import isupport_tokens
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only

WELCOME = ["001", "002", "003", "004", "005", "251", "255", "265", "266"]
MOTD = ["375", "372", "376"]


def test_nick_and_user_bring_the_welcome_in_order(network: CoreNetwork):
    client = network.connect()
    assert client.ask("NICK alice") == []
    said = commands(client.ask("USER user 0 * :Real Name"))
    assert list(dict.fromkeys(said)) == WELCOME + MOTD  # 005 as often as it takes
    assert client.session.registered
    assert client.user.source == "alice!user@192.0.2.1"


def test_the_order_of_nick_and_user_does_not_matter(network: CoreNetwork):
    client = network.connect()
    assert client.ask("USER user 0 * :Real Name") == []
    assert "001" in commands(client.ask("NICK alice"))


def test_every_line_of_the_welcome_is_from_the_server_to_the_nick(network: CoreNetwork):
    client = network.connect()
    for message in client.ask("NICK alice", "USER user 0 * :Real Name"):
        assert message.source == "chat.local"
        assert message.params[0] == "alice"


def test_isupport_says_what_the_tokens_are(network: CoreNetwork):
    client = network.connect()
    said = client.ask("NICK alice", "USER user 0 * :Real Name")
    tokens = [token for each in said if each.command == "005" for token in each.params[1:-1]]
    names = [token.partition("=")[0] for token in tokens]
    assert names == list(isupport_tokens(network.core.config))
    assert {"CASEMAPPING=ascii", "CHANMODES=beI,k,l,CHMRimnst", "PREFIX=(qaohv)~&@%+"} <= set(
        tokens
    )
    assert {"UTF8ONLY", "WHOX", "BOT=B", "ELIST=CMNTU", "STATUSMSG=~&@%+"} <= set(tokens)


def test_a_network_name_with_a_space_is_escaped():
    network = CoreNetwork(ServerConfig(network_name="Our Lab"))
    said = network.connect().ask("NICK alice", "USER user 0 * :Real Name")
    assert any("NETWORK=Our\\x20Lab" in message.params for message in said)


def test_without_a_motd_422_says_so():
    network = CoreNetwork(ServerConfig(motd=()))
    said = network.connect().ask("NICK alice", "USER user 0 * :Real Name")
    assert commands(said)[-1] == "422"


@pytest.mark.parametrize("line", ["NICK", "NICK :"])
def test_nick_without_a_nick_is_431(network: CoreNetwork, line: str):
    assert head(network.connect().ask(line)) == ("431", "*")


@pytest.mark.parametrize("nick", ["1up", "a!b", "a@b", "#a", "a,b", "*", "x" * 33, "a.b", "-a"])
def test_an_invalid_nick_is_432(network: CoreNetwork, nick: str):
    assert head(network.connect().ask(f"NICK {nick}")) == ("432", "*", nick)


def test_a_nick_of_two_words_is_432_with_an_asterisk_in_its_place(network: CoreNetwork):
    assert head(network.connect().ask("NICK :two words")) == ("432", "*", "*")


def test_a_nick_in_use_is_433_in_any_case(network: CoreNetwork, alice: CoreClient):
    assert head(network.connect().ask("NICK ALICE")) == ("433", "*", "ALICE")


def test_a_nick_that_reads_like_one_in_use_is_433(network: CoreNetwork):
    network.register("Ärger")
    assert head(network.connect().ask("NICK ärger")) == ("433", "*", "ärger")


def test_a_nick_taken_while_registering_is_433_and_another_can_be_chosen(network: CoreNetwork):
    slow = network.connect()
    slow.send("NICK alice")
    network.register("alice")
    assert head(slow.ask("USER user 0 * :Real Name")) == ("433", "*", "alice")
    assert not slow.session.registered
    assert "001" in commands(slow.ask("NICK other"))


def test_a_nick_is_free_again_when_its_user_left(network: CoreNetwork, alice: CoreClient):
    alice.drop()
    network.register("alice")


def test_user_with_too_few_parameters_is_461(network: CoreNetwork):
    assert head(network.connect().ask("USER user 0 *")) == ("461", "*", "USER")


def test_user_with_an_empty_realname_is_461(network: CoreNetwork):
    assert head(network.connect().ask("USER user 0 * :")) == ("461", "*", "USER")


def test_user_after_registration_is_462(alice: CoreClient):
    assert head(alice.ask("USER user 0 * :Real Name")) == ("462", "alice")


def test_username_and_realname_are_cut_to_their_lengths(network: CoreNetwork):
    client = network.connect()
    client.send("NICK alice", f"USER {'u' * 40} 0 * :{'r' * 200}")
    assert client.user.username == "u" * 20
    assert client.user.realname == "r" * 128


@pytest.mark.parametrize(("given", "kept"), [("a!b@c", "abc"), ("@!", "user"), ("ü", "ü")])
def test_what_cannot_stand_in_a_source_is_left_out_of_the_username(
    network: CoreNetwork, given: str, kept: str
):
    client = network.connect()
    client.send("NICK alice", f"USER {given} 0 * :Real Name")
    assert client.user.username == kept


def test_an_address_that_begins_with_a_colon_gets_a_zero(network: CoreNetwork):
    client = network.connect("::1").register("alice")
    assert client.user.source == "alice!user@0::1"


def test_a_command_before_registration_is_451(network: CoreNetwork):
    assert head(network.connect().ask("JOIN #lobby")) == ("451", "*")


def test_an_unknown_command_is_421_before_and_after_registration(network: CoreNetwork):
    client = network.connect()
    assert head(client.ask("Dance now")) == ("421", "*", "Dance")
    client.register("alice")
    assert head(client.ask("Dance now")) == ("421", "alice", "Dance")


def test_the_right_password_lets_in():
    network = CoreNetwork(ServerConfig(password="open sesame"))
    client = network.connect()
    client.send("PASS wrong", "PASS :open sesame")
    client.register("alice")


@pytest.mark.parametrize("first", ["PING x", "PASS guess"])
def test_a_wrong_or_missing_password_is_464_and_the_end(first: str):
    network = CoreNetwork(ServerConfig(password="open sesame"))
    client = network.connect()
    client.ask(first)
    said = client.ask("NICK alice", "USER user 0 * :Real Name")
    assert commands(said) == ["464", "ERROR"]
    assert client.sink.closed
    assert client.ask("NICK bob") == []


def test_a_password_that_is_not_asked_for_is_ignored(network: CoreNetwork):
    client = network.connect()
    client.send("PASS anything")
    client.register("alice")


def test_pass_without_a_password_is_461(network: CoreNetwork):
    assert head(network.connect().ask("PASS")) == ("461", "*", "PASS")


def test_pass_after_registration_is_462(alice: CoreClient):
    assert head(alice.ask("PASS x")) == ("462", "alice")


def test_a_changed_nick_is_told_to_all_who_share_a_channel_once(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, carol: CoreClient
):
    alice.join("#a", "#b")
    bob.join("#a", "#b")
    for client in (alice, bob, carol):
        client.read()
    alice.send("NICK Alicia")
    for client in (alice, bob):
        (message,) = client.read()
        assert message.source == "alice!user@192.0.2.1"
        assert (message.command, *message.params) == ("NICK", "Alicia")
    assert carol.read() == []
    assert network.core.context.state.find_user("alicia") is alice.user


def test_a_nick_is_changed_also_without_a_channel(alice: CoreClient):
    assert only(alice.ask("NICK alicia")) == ("NICK", "alicia")


def test_the_case_of_ones_own_nick_can_be_changed(alice: CoreClient):
    assert only(alice.ask("NICK ALICE")) == ("NICK", "ALICE")


def test_the_same_nick_again_is_silent(alice: CoreClient):
    assert alice.ask("NICK alice") == []


def test_a_change_to_a_bad_nick_leaves_the_old_one(alice: CoreClient, bob: CoreClient):
    assert lines(alice.ask("NICK", "NICK 1up", "NICK bob"))[0][:2] == ("431", "alice")
    assert alice.user.nick == "alice"


def test_what_a_browser_sends_closes_the_connection(network: CoreNetwork):
    client = network.connect()
    said = client.ask("POST / HTTP/1.1", "NICK alice", "USER user 0 * :Real Name")
    assert commands(said) == ["ERROR"]
    assert client.sink.closed


def test_modes_that_one_comes_with_are_told_before_the_motd(network: CoreNetwork):
    """Modern IRC, "Connection Registration": LUSERS, RPL_UMODEIS, MOTD."""
    network.add_account("alice", always_on=True)
    alice = network.connect().log_in("alice")
    told = commands(alice.ask("NICK alice", "USER alice 0 * :Alice", "CAP END"))
    assert told[-4:] == ["221", "375", "372", "376"]
