"""Several clients of one account under one nick, and those who stay without any (always-on)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.config import AccountOptions, ServerConfig
from server.core.account_changes import apply_changes
from server.core.account_ports import AccountChange
from server.core.capabilities import Cap
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import commands, head, lines, only


@pytest.fixture
def network() -> CoreNetwork:
    network = CoreNetwork()
    network.add_account("alice")
    return network


@pytest.fixture
def desk(network: CoreNetwork) -> CoreClient:
    """Alice's first client."""
    return network.member("alice", "#a")


def come(network: CoreNetwork, nick: str = "alice", caps: str = "") -> list[tuple[str, ...]]:
    """What one more client of alice's reads when it registers."""
    client = network.connect().log_in("alice")
    return lines(client.ask(f"CAP REQ :sasl {caps}", f"NICK {nick}", "USER u 0 * :R", "CAP END"))


def phone(network: CoreNetwork, caps: str = "") -> CoreClient:
    return network.member("alice", caps=caps)


def test_a_second_client_takes_part_in_the_first_ones_channels(
    network: CoreNetwork, desk: CoreClient
):
    desk.ask("TOPIC #a :tea")
    bob = network.register("bob").join("#a")
    desk.read()
    said = come(network, caps="extended-join")
    start = said.index(("JOIN", "#a", "alice", "Real Name"))
    assert [line[0] for line in said[start:]] == ["JOIN", "332", "333", "353", "366"]
    assert said[0][:1] + said[1][:1] == ("CAP", "001")
    assert desk.read() == []
    assert bob.read() == []
    assert len(desk.user.sessions) == 2


def test_what_one_says_the_other_hears_and_only_who_asked_its_own_echo(
    network: CoreNetwork, desk: CoreClient
):
    bob = network.register("bob")
    other = phone(network, "echo-message")
    assert lines(other.ask("PRIVMSG #a :1", "PRIVMSG bob :2")) == [
        ("PRIVMSG", "#a", "1"),
        ("PRIVMSG", "bob", "2"),
    ]
    assert lines(desk.read()) == [("PRIVMSG", "#a", "1"), ("PRIVMSG", "bob", "2")]
    desk.send("PRIVMSG #a :3")
    assert only(other.read()) == ("PRIVMSG", "#a", "3")
    bob.read()
    bob.send("PRIVMSG alice :4")
    assert only(desk.read()) == only(other.read()) == ("PRIVMSG", "alice", "4")


def test_a_nick_is_changed_for_both_and_the_account_finds_the_user_by_it(
    network: CoreNetwork, desk: CoreClient
):
    other = phone(network)
    other.send("NICK ally")
    assert only(desk.read()) == only(other.read()) == ("NICK", "ally")
    assert "001" in [line[0] for line in come(network, "ally")]
    assert len(desk.user.sessions) == 3


def test_who_negotiates_may_ask_for_the_nick_before_the_login(
    network: CoreNetwork, desk: CoreClient
):
    desk.ask("NICK ally")
    client = network.connect()
    assert set(commands(client.ask("CAP LS 302", "NICK ally", "USER u 0 * :R"))) == {"CAP"}
    client.log_in("alice")
    assert "001" in commands(client.ask("CAP END"))
    assert client.user is desk.user


def test_a_client_that_goes_is_not_missed(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob").join("#a")
    other = phone(network)
    other.send("QUIT")
    assert bob.read() == []
    desk.drop("gone")
    assert only(bob.read()) == ("QUIT", "gone")


def test_another_account_does_not_get_in(network: CoreNetwork, desk: CoreClient):
    network.add_account("bob")
    client = network.connect().log_in("bob")
    said = client.ask("NICK alice", "USER u 0 * :R", "CAP END")
    assert head(said) == ("433", "*", "alice")


def test_away_when_all_are(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob", caps="away-notify").join("#a")
    other = phone(network)
    desk.ask("AWAY :lunch")
    assert bob.read() == []
    other.ask("AWAY :bed")
    assert only(bob.read()) == ("AWAY", "bed")
    phone(network)
    assert only(bob.read()) == ("AWAY",)


def test_a_newcomer_under_another_nick_is_somebody_else(network: CoreNetwork, desk: CoreClient):
    other = network.member("alice", nick="alice2")
    assert other.user is not desk.user
    assert other.user.account == "alice"


# Always-on.


def test_one_stays_while_no_client_is_connected(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob", caps="away-notify").join("#a")
    assert only(desk.ask("MODE alice +A")) == ("MODE", "alice", "+A")
    user = desk.user
    desk.send("QUIT")
    assert only(bob.read()) == ("AWAY", "No client is connected")
    assert head(bob.ask("PRIVMSG alice :hi")) == ("301", "bob", "alice")
    assert "671" not in commands(bob.ask("WHOIS alice"))
    back = phone(network)
    assert back.user is user
    assert only(bob.read()) == ("AWAY",)


def test_the_choice_needs_an_account(network: CoreNetwork):
    bob = network.register("bob")
    assert head(bob.ask("MODE bob +A")) == ("477", "bob", "bob")


def test_the_choice_is_taken_back(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob").join("#a")
    desk.ask("MODE alice +A")
    assert only(desk.ask("MODE alice -A")) == ("MODE", "alice", "-A")
    desk.drop("gone")
    assert bob.read_one("QUIT").params == ("gone",)


def test_the_servers_default_holds_until_one_chooses():
    network = CoreNetwork(ServerConfig(accounts=AccountOptions(always_on=True)))
    network.add_account("alice")
    network.add_account("carol", always_on=False)
    bob = network.register("bob").join("#a")
    alice, carol = network.member("alice", "#a"), network.member("carol", "#a")
    assert only(alice.ask("MODE alice")) == ("221", "alice", "+A")
    bob.read()
    for client in (alice, carol):
        client.drop("gone")
    assert bob.read_one("QUIT").source == "carol!user@192.0.2.1"
    alice = phone(network)
    alice.ask("MODE alice -A")
    alice.drop("gone")
    assert bob.read_one("QUIT").source == "alice!user@192.0.2.1"


def test_who_stays_is_there_after_a_restart(network: CoreNetwork, desk: CoreClient):
    desk.ask("MODE alice +Ai", "JOIN #b", "PART #a", "SETNAME :Alice", "NICK ally")
    network.restart()
    bob = network.register("bob").join("#b")
    assert bob.ask("NAMES #b")[0].params[-1] == "~ally bob"
    assert lines(bob.ask("WHOIS ally"))[0][-1] == "Alice"
    back = network.member("alice")  # by the account's name
    assert back.user.nick == "ally"
    assert back.user.modes == {"A", "i"}
    assert {channel.name for channel in back.user.channels} == {"#b"}


def test_who_was_kicked_meanwhile_is_out_after_a_restart(network: CoreNetwork):
    bob = network.register("bob").join("#a")
    alice = network.member("alice", "#a")
    alice.ask("MODE alice +A")
    alice.drop()
    bob.ask("KICK #a alice")
    network.restart()
    assert phone(network).user.channels == set()


def test_who_does_not_stay_any_more_is_not_restored(network: CoreNetwork, desk: CoreClient):
    desk.ask("MODE alice +A", "MODE alice -A")
    network.restart()
    assert network.core.context.state.users == {}


def test_who_stays_by_the_servers_default_is_gone_when_that_changes():
    config = ServerConfig(accounts=AccountOptions(always_on=True))
    store = MemoryStore()
    network = CoreNetwork(config, store)
    network.add_account("alice")
    network.member("alice", "#a").drop()
    network.register("bob")
    again = CoreNetwork(ServerConfig(), store)
    assert again.core.context.state.users == {}
    assert again.core.context.state.standing == {}


def test_a_login_after_registration_lets_one_stay(network: CoreNetwork):
    network.add_account("carol", always_on=True)
    bob = network.register("bob").join("#a")
    guest = network.register("guest", caps="sasl").join("#a").log_in("carol")
    bob.read()
    guest.drop()
    assert bob.read() == []
    network.restart()
    assert network.core.context.state.find_user("guest") is not None


def test_who_stays_keeps_its_rank_in_a_channel_that_nobody_founded(network: CoreNetwork):
    bob = network.register("bob").join("#b")
    alice = network.member("alice", "#b")
    alice.ask("MODE alice +A")
    bob.ask("MODE #b +o alice")
    network.restart()
    back = phone(network)
    assert back.ask("NAMES #b")[0].params[-1] == "@alice"


# What the command line changes.


def change(network: CoreNetwork, name: str, **changes: object) -> None:
    account = network.core.context.state.accounts.find(name)
    assert account is not None
    changed = replace(account, **changes)  # type: ignore[arg-type]
    apply_changes(network.core.context, [AccountChange(1, name, changed)])


def remove(network: CoreNetwork, name: str) -> None:
    apply_changes(network.core.context, [AccountChange(1, name, None)])


def test_suspending_cuts_all_clients_and_the_staying(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob").join("#a")
    early = network.connect().log_in("alice")
    desk.ask("MODE alice +A")
    change(network, "alice", suspended=True)
    assert commands(desk.read()) == ["ERROR"]
    assert commands(early.read()) == ["ERROR"]
    assert only(bob.read()) == ("QUIT", "Your account was suspended")
    network.restart()
    assert network.core.context.state.users == {}


def test_suspending_ends_who_is_absent(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob").join("#a")
    desk.ask("MODE alice +A")
    desk.drop()
    change(network, "alice", suspended=True)
    assert only(bob.read()) == ("QUIT", "Your account was suspended")


def test_removing_logs_out(network: CoreNetwork, desk: CoreClient):
    early = network.connect().log_in("alice")
    bob = network.register("bob", caps="account-notify").join("#a")
    remove(network, "alice")
    assert lines(desk.read())[-1] == (
        "901",
        "alice",
        "alice!user@192.0.2.1",
        "You are now logged out",
    )
    assert only(bob.read()) == ("ACCOUNT", "*")
    assert desk.user.account is None
    assert early.session.account is None
    assert head(early.ask("NICK alice", "USER u 0 * :R", "CAP END")) == ("433", "*", "alice")


def test_removing_ends_who_is_absent(network: CoreNetwork, desk: CoreClient):
    bob = network.register("bob").join("#a")
    desk.ask("MODE alice +A")
    desk.drop()
    remove(network, "alice")
    assert commands(bob.read()) == ["QUIT"]
    assert network.core.context.state.standing == {}


def test_a_choice_from_outside_counts_at_once(network: CoreNetwork, desk: CoreClient):
    change(network, "alice", always_on=True)
    desk.drop()
    assert network.core.context.state.find_user("alice") is not None


def test_monitors_are_told_of_accounts(network: CoreNetwork):
    bob = network.register("bob", caps="account-notify extended-monitor")
    bob.ask("MONITOR + guest")
    guest = network.register("guest", caps="sasl")
    bob.read()
    guest.log_in("alice")
    assert only(bob.read()) == ("ACCOUNT", "alice")
    assert bob.session.caps & Cap.EXTENDED_MONITOR
