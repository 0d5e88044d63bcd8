"""What others see of an account: tags, JOIN, WHO, WHOIS; what it opens: nicks, modes R and M."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines, only


@pytest.fixture
def network() -> CoreNetwork:
    network = CoreNetwork()
    network.add_account("alice")
    return network


def test_account_tag_is_for_those_who_asked(network: CoreNetwork):
    alice = network.member("alice", "#a")
    tagged = network.register("bob", caps="account-tag").join("#a")
    plain = network.register("carol", caps="message-tags").join("#a")
    for client in (alice, tagged, plain):
        client.read()
    alice.send("PRIVMSG #a :hi", "TOPIC #a :x")
    assert [message.tags.get("account") for message in tagged.read()] == ["alice", "alice"]
    assert all("account" not in message.tags for message in plain.read())
    tagged.send("PRIVMSG #a :hi")
    assert alice.read()[-1].tags == {}


def test_the_account_tag_follows_the_login(network: CoreNetwork):
    bob = network.register("bob", caps="account-tag account-notify").join("#a")
    guest = network.register("guest", caps="sasl").join("#a")
    bob.read()
    guest.log_in("alice")
    guest.send("PRIVMSG #a :now")
    account, said = bob.read()
    assert (account.command, account.tags) == ("ACCOUNT", {})
    assert said.tags == {"account": "alice"}


def test_extended_join_names_the_account(network: CoreNetwork):
    bob = network.register("bob", caps="extended-join").join("#a")
    network.member("alice", "#a")
    assert only(bob.read()) == ("JOIN", "#a", "alice", "Real Name")


def test_who_and_whois_tell_the_account(network: CoreNetwork):
    network.member("alice")
    bob = network.register("bob")
    assert lines(bob.ask("WHO alice %na"))[0] == ("354", "bob", "alice", "alice")
    assert lines(bob.ask("WHO bob %na"))[0] == ("354", "bob", "bob", "0")
    assert ("330", "bob", "alice", "alice") in heads(bob.ask("WHOIS alice"))
    assert "330" not in commands(bob.ask("WHOIS bob"))


def test_a_certificate_is_shown_to_its_owner_alone(network: CoreNetwork):
    alice = network.member("alice")
    alice.session.certfp = "ab" * 32
    assert "276" in commands(alice.ask("WHOIS alice"))
    assert "276" not in commands(network.register("bob").ask("WHOIS alice"))


@pytest.mark.parametrize("nick", ["alice", "ALICE"])
def test_a_nick_is_kept_for_its_account(network: CoreNetwork, nick: str):
    client = network.connect()
    said = client.ask(f"NICK {nick}", "USER user 0 * :Real Name")
    assert head(said) == ("433", "*", nick)
    client.register("bob")
    assert head(client.ask(f"NICK {nick}")) == ("433", "bob", nick)
    client.log_in("alice")
    assert only(client.ask(f"NICK {nick}")) == ("NICK", nick)


def test_who_negotiates_may_log_in_before_the_nick_is_refused(network: CoreNetwork):
    client = network.connect()
    assert set(commands(client.ask("CAP LS 302", "NICK alice", "USER u 0 * :R"))) == {"CAP"}
    client.log_in("alice")
    assert "001" in commands(client.ask("CAP END"))


def test_who_negotiates_and_does_not_log_in_reads_it_at_the_end(network: CoreNetwork):
    client = network.connect()
    client.ask("CAP LS 302", "NICK alice", "USER u 0 * :R")
    assert head(client.ask("CAP END")) == ("433", "*", "alice")
    assert "001" in commands(client.ask("NICK bob"))


def test_a_channel_for_those_with_accounts(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    bob.ask("MODE #a +R")
    guest = network.register("guest")
    assert head(guest.ask("JOIN #a")) == ("477", "guest", "#a")
    bob.send("INVITE guest #a")
    assert "JOIN" in commands(guest.ask("JOIN #a"))
    assert "JOIN" in commands(network.member("alice").ask("JOIN #a"))


def test_a_channel_where_those_with_accounts_speak(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    bob.ask("MODE #a +M")
    guest, alice = network.register("guest").join("#a"), network.member("alice", "#a")
    bob.read()
    assert head(guest.ask("PRIVMSG #a :hi")) == ("404", "guest", "#a")
    assert alice.ask("PRIVMSG #a :hi") == []
    bob.send("MODE #a +v guest")
    assert guest.ask("PRIVMSG #a :hi") == []


def test_a_user_who_hears_those_with_accounts_alone(network: CoreNetwork):
    bob, guest = network.register("bob"), network.register("guest")
    bob.ask("MODE bob +R")
    assert head(guest.ask("PRIVMSG bob :hi")) == ("477", "guest", "bob")
    assert guest.ask("NOTICE bob :hi") == []
    assert bob.read() == []
    assert network.member("alice").ask("PRIVMSG bob :hi") == []
    assert commands(bob.read()) == ["PRIVMSG"]
    assert commands(bob.ask("PRIVMSG bob :note")) == ["PRIVMSG"]


def modes(client: CoreClient, *changes: str) -> None:
    client.ask(*(f"MODE #a {change}" for change in changes))


def test_an_account_is_banned_under_whatever_nick(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    assert only(bob.ask("MODE #a +b ~account:ALICE")) == ("MODE", "#a", "+b", "~a:ALICE")
    alice = network.member("alice", nick="other")
    assert head(alice.ask("JOIN #a")) == ("474", "other", "#a")
    assert "JOIN" in commands(network.register("guest").ask("JOIN #a"))
    modes(bob, "+e ~a:alice")
    assert "JOIN" in commands(alice.ask("JOIN #a"))


def test_those_with_accounts_are_let_in(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    modes(bob, "+i", "+I ~a:*")
    assert head(network.register("guest").ask("JOIN #a")) == ("473", "guest", "#a")
    assert "JOIN" in commands(network.member("alice").ask("JOIN #a"))


@pytest.mark.parametrize("mask", ["~m:guest!*@*", "~mute:guest", "~m:*!*@192.0.2.9"])
def test_a_mute_lets_in_but_not_speak(network: CoreNetwork, mask: str):
    bob = network.register("bob").join("#a")
    modes(bob, f"+b {mask}")
    guest = network.register("guest", address="192.0.2.9").join("#a")
    assert head(guest.ask("PRIVMSG #a :hi")) == ("404", "guest", "#a")
    modes(bob, "+e guest")
    assert guest.ask("PRIVMSG #a :hi") == []


def test_an_account_is_muted(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    modes(bob, "+b ~m:~a:alice")
    alice = network.member("alice", "#a")
    assert head(alice.ask("PRIVMSG #a :hi")) == ("404", "alice", "#a")


def test_other_masks_with_the_prefix_are_ordinary(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    assert only(bob.ask("MODE #a +b ~x"))[2] == "+b"
    assert "JOIN" in commands(network.member("alice").ask("JOIN #a"))
