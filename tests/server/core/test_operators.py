"""OPER, KILL, WALLOPS, REHASH, STATS, LINKS, and where operators show (modern IRC)."""

from __future__ import annotations

import pytest

from server.core.entities import Session
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.operators import has_operators, operator
from tests.server.core.said import commands, head, heads, lines, only


def actions(network: CoreNetwork) -> list[tuple[str, str, str, str]]:
    """Operator, action, target and detail of what was audited."""
    return [
        (each.operator, each.action, each.target, each.detail)
        for each in network.store.moderation.actions(100)
    ]


def test_oper_with_name_and_password(network: CoreNetwork, alice: CoreClient):
    has_operators(network)
    assert lines(alice.ask("OPER root sesame")) == [
        ("381", "alice", "You are now an IRC operator"),
        ("MODE", "alice", "+o"),
    ]
    assert only(alice.ask("MODE alice")) == ("221", "alice", "+o")
    assert actions(network) == [("root", "OPER", "root", "")]


@pytest.mark.parametrize("words", ["root wrong", "nobody sesame", "nobody hash"])
def test_oper_with_the_wrong_name_or_password(network: CoreNetwork, alice: CoreClient, words: str):
    has_operators(network)
    assert head(alice.ask(f"OPER {words}")) == ("464", "alice")
    assert only(alice.ask("MODE alice")) == ("221", "alice", "+")
    assert actions(network)[0][3] == "refused"


def test_oper_needs_both_parameters_and_registration(network: CoreNetwork, alice: CoreClient):
    assert head(alice.ask("OPER root")) == ("461", "alice", "OPER")
    assert head(network.connect().ask("OPER root sesame")) == ("451", "*")


def test_without_operators_nobody_becomes_one(alice: CoreClient):
    assert head(alice.ask("OPER root sesame")) == ("464", "alice")


def test_wrong_passwords_are_limited_and_the_limit_is_told(network: CoreNetwork, alice: CoreClient):
    has_operators(network)
    for _ in range(5):
        assert head(alice.ask("OPER root wrong")) == ("464", "alice")
    refused = only(alice.ask("OPER root sesame"))
    assert refused[:3] == ("263", "alice", "OPER")
    assert "5 wrong passwords in 300 s" in refused[3]
    other = network.register("other", address="192.0.2.99")
    assert commands(other.ask("OPER root sesame")) == ["381", "MODE"]
    network.clock.advance(300)
    assert commands(alice.ask("OPER root sesame")) == ["381", "MODE"]


def test_only_oper_makes_an_operator_and_mode_ends_it(network: CoreNetwork, alice: CoreClient):
    assert alice.ask("MODE alice +o") == []
    assert only(alice.ask("MODE alice")) == ("221", "alice", "+")
    has_operators(network)
    alice.ask("OPER root sesame")
    assert only(alice.ask("MODE alice -o")) == ("MODE", "alice", "-o")
    assert head(alice.ask("KILL alice :why")) == ("481", "alice")
    assert alice.user.operator is None


@pytest.mark.parametrize(
    "line",
    [
        "KILL alice :why",
        "KILL",
        "WALLOPS :hello",
        "REHASH",
        "KLINE x!*@*",
        "DLINE 192.0.2.1",
        "UNKLINE x!*@*",
        "UNDLINE 192.0.2.1",
    ],
)
def test_commands_of_operators_are_for_operators(alice: CoreClient, line: str):
    assert head(alice.ask(line)) == ("481", "alice")


def test_kill_closes_and_all_who_are_to_know_are_told(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, root: CoreClient
):
    for client in (alice, bob):
        client.join("#a")
    alice.read()
    root.send("KILL bob :flooding")
    assert lines(bob.read()) == [
        ("KILL", "bob", "flooding"),
        ("QUIT", "Killed (oona (flooding))"),
        ("ERROR", "Closing link: chat.local (Killed (oona (flooding)))"),
    ]
    assert bob.sink.closed
    assert lines(alice.read()) == [("QUIT", "Killed (oona (flooding))")]
    assert actions(network)[-1] == (
        "root",
        "KILL",
        "bob!user@192.0.2.1 (192.0.2.1)",
        "flooding",
    )


def test_kill_comes_from_the_operator_and_ends_every_connection(
    network: CoreNetwork, bob: CoreClient, root: CoreClient
):
    second = network.connect().attach_to(bob)
    root.send("KILL bob :enough")
    for client in (bob, second):
        kill, quit_notice, error = client.read()
        assert kill.source == "oona!user@198.51.100.1"
        assert (quit_notice.command, quit_notice.source) == ("QUIT", "bob!user@192.0.2.1")
        assert error.command == "ERROR"
        assert client.sink.closed


def test_an_operator_may_kill_itself(root: CoreClient):
    assert commands(root.ask("KILL oona :bye")) == ["KILL", "QUIT", "ERROR"]


def test_there_is_no_server_to_connect_to_or_to_part_from(alice: CoreClient, root: CoreClient):
    """Modern IRC, CONNECT and SQUIT: 481 for others, 461 without parameters, 402."""
    for line in ("CONNECT irc.example", "SQUIT irc.example :why"):
        assert head(alice.ask(line)) == ("481", "alice")
        assert head(root.ask(line)) == ("402", "oona", "irc.example")
        verb = line.split()[0]
        assert head(root.ask(verb)) == ("461", "oona", verb)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("KILL nobody :why", ("401", "oona", "nobody")),
        ("KILL bob", ("461", "oona", "KILL")),
        ("KILL bob :", ("461", "oona", "KILL")),
        ("KILL chat.local :why", ("483", "oona")),
        ("WALLOPS", ("461", "oona", "WALLOPS")),
        ("WALLOPS :", ("461", "oona", "WALLOPS")),
    ],
)
def test_what_operators_get_wrong(
    bob: CoreClient, root: CoreClient, line: str, answer: tuple[str, ...]
):
    assert head(root.ask(line)) == answer
    assert not bob.sink.closed


def test_wallops_reaches_those_who_want_it_and_its_sender(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, root: CoreClient
):
    assert only(alice.ask("MODE alice +w")) == ("MODE", "alice", "+w")
    bob.read()
    assert only(root.ask("WALLOPS :maintenance at noon")) == ("WALLOPS", "maintenance at noon")
    (heard,) = alice.read()
    assert (heard.source, heard.params) == ("oona!user@198.51.100.1", ("maintenance at noon",))
    assert bob.read() == []
    assert actions(network)[-1] == ("root", "WALLOPS", "", "")  # who and when, not what


def test_rehash_asks_the_shell(network: CoreNetwork, root: CoreClient):
    asked: list[Session] = []
    network.core.context.rehash = asked.append
    assert head(root.ask("REHASH")) == ("382", "oona", "configuration")
    assert asked == [root.session]
    assert actions(network)[-1][1] == "REHASH"


def test_operators_are_known_as_such(alice: CoreClient, root: CoreClient):
    for client in (alice, root):
        client.join("#a")
    alice.read()
    assert ("313", "alice", "oona", "is an IRC operator") in lines(alice.ask("WHOIS oona"))
    assert commands(root.ask("WHOIS alice")).count("313") == 0
    flags = {line[6]: line[7] for line in lines(alice.ask("WHO #a")) if line[0] == "352"}
    assert flags == {"alice": "H@", "oona": "H*"}
    assert [line[6] for line in lines(alice.ask("WHO #a o")) if line[0] == "352"] == ["oona"]
    assert ("252", "alice", "1", "operator(s) online") in lines(alice.ask("LUSERS"))
    (answer,) = lines(alice.ask("USERHOST oona alice"))
    assert answer[2].split() == ["oona*=+user@198.51.100.1", "alice=+user@192.0.2.1"]


def test_who_is_not_an_operator_is_not_counted_as_one(alice: CoreClient):
    assert "252" not in commands(alice.ask("LUSERS"))
    assert commands(alice.ask("WHO * o")) == ["315"]


def cloaked(network: CoreNetwork) -> None:
    network.core.context.cloak = lambda address: f"cloak-of-{address.replace('.', '-')}.ip"


def test_addresses_are_seen_by_their_owner_and_by_operators_alone(network: CoreNetwork):
    cloaked(network)
    alice, bob = network.register("alice"), network.register("bob", address="192.0.2.2")
    root = operator(network, "oona")
    assert alice.user.host == "cloak-of-192-0-2-1.ip"
    for client in (alice, root):
        said = lines(client.ask("WHOIS alice"))
        assert ("338", client.user.nick, "alice", "192.0.2.1", "is actually using host") in said
    assert not any("192.0.2.1" in word for line in lines(bob.ask("WHOIS alice")) for word in line)
    assert only(bob.ask("WHO alice %i")[:1])[2] == "255.255.255.255"
    assert only(root.ask("WHO alice %i")[:1])[2] == "192.0.2.1"
    assert only(alice.ask("WHO alice %i")[:1])[2] == "192.0.2.1"


def test_whowas_tells_operators_the_address(network: CoreNetwork, bob: CoreClient):
    cloaked(network)
    network.register("gone", address="192.0.2.7").send("QUIT")
    root = operator(network, "oona")
    assert ("338", "oona", "gone", "192.0.2.7", "was actually using host") in lines(
        root.ask("WHOWAS gone")
    )
    assert "338" not in commands(bob.ask("WHOWAS gone"))


def test_an_address_that_begins_with_a_colon_stays_one_word(network: CoreNetwork):
    alice = network.register("alice", address="::1")
    assert ("338", "alice", "alice", "0::1", "is actually using host") in lines(
        alice.ask("WHOIS alice")
    )


def test_stats_u_and_m_and_p_are_for_all(network: CoreNetwork, alice: CoreClient, root: CoreClient):
    network.clock.advance(90061)
    assert lines(alice.ask("STATS u")) == [
        ("242", "alice", "Server Up 1 days 1:01:01"),
        ("219", "alice", "u", "End of /STATS report"),
    ]
    assert ("212", "alice", "OPER", "1") in lines(alice.ask("STATS m"))
    assert lines(alice.ask("STATS p"))[:2] == [
        ("249", "alice", "p", "oona (user@198.51.100.1) Idle: 90061"),
        ("249", "alice", "p", "1 operators are here"),
    ]


def test_stats_for_operators_alone(alice: CoreClient, root: CoreClient):
    for letter in "kdlo":
        assert heads(alice.ask(f"STATS {letter}")) == [("481", "alice"), ("219", "alice", letter)]
    assert lines(root.ask("STATS o"))[:2] == [
        ("243", "oona", "O", "*@*", "*", "deputy"),
        ("243", "oona", "O", "*@*", "*", "root"),
    ]
    links = [line[2] for line in lines(root.ask("STATS l")) if line[0] == "211"]
    assert "alice[user@192.0.2.1]" in links


def test_stats_l_shows_those_who_have_not_registered(network: CoreNetwork, root: CoreClient):
    network.connect("192.0.2.50")
    network.clock.advance(5)
    found = [line for line in lines(root.ask("STATS l")) if "192.0.2.50" in line[2]]
    assert found == [("211", "oona", "[@192.0.2.50]", "0", "0", "0", "0", "0", "5")]


def test_stats_of_what_there_is_not(alice: CoreClient):
    assert heads(alice.ask("STATS z")) == [("219", "alice", "z")]
    assert heads(alice.ask("STATS")) == [("461", "alice", "STATS")]
    assert heads(alice.ask("STATS :")) == [("219", "alice", "*")]
    assert heads(alice.ask("STATS u other.example")) == [("402", "alice", "other.example")]
    assert heads(alice.ask("STATS u chat.*"))[-1] == ("219", "alice", "u")


def test_links_shows_the_one_server(alice: CoreClient):
    assert lines(alice.ask("LINKS")) == [
        ("364", "alice", "*", "chat.local", "0 CHAT APP server"),
        ("365", "alice", "*", "End of /LINKS list"),
    ]


def test_an_operator_who_is_none_any_more_loses_it(network: CoreNetwork, root: CoreClient):
    other = operator(network, "dora", "deputy", "198.51.100.2")
    network.core.take_operators({"deputy": "hash of tahini"})
    assert only(root.read()) == ("MODE", "oona", "-o")
    assert other.read() == []
    assert head(root.ask("REHASH")) == ("481", "oona")


def test_chghost_is_audited(network: CoreNetwork, bob: CoreClient, root: CoreClient):
    root.send("CHGHOST bob staff chat.example")
    root.read()
    assert actions(network)[-1] == ("root", "CHGHOST", "bob!user@192.0.2.1", "staff@chat.example")


def test_who_stays_without_a_client_is_no_operator(network: CoreNetwork, root: CoreClient):
    user = root.user
    user.account = "oona"
    network.core.context.state.standing["oona"] = user  # always-on
    second = network.connect("198.51.100.9").attach_to(root)
    root.drop()
    assert "o" in user.modes
    second.drop()
    assert network.core.context.state.find_user("oona") is user
    assert "o" not in user.modes
    assert user.operator is None
    other = operator(network, "dora", "deputy", "198.51.100.2")
    assert head(other.ask("KILL oona :bye")) == ("FAIL", "KILL", "NOT_CONNECTED", "oona")


def test_a_password_with_spaces_needs_no_colon(network: CoreNetwork, alice: CoreClient):
    has_operators(network)
    network.core.context.operators = {"root": "hash of open sesame"}
    assert commands(alice.ask("OPER root open sesame")) == ["381", "MODE"]


def test_oper_once_more_changes_nothing(root: CoreClient):
    assert commands(root.ask("OPER root sesame")) == ["381"]


def test_who_runs_the_server_may_take_charge_of_a_channel_they_are_in(
    network: CoreNetwork, alice: CoreClient, bob: CoreClient, root: CoreClient
):
    alice.ask("JOIN #lobby")
    bob.ask("JOIN #lobby")
    assert head(root.ask("MODE #lobby +o oona")) == ("482", "oona", "#lobby")  # is not there
    root.ask("JOIN #lobby")
    alice.read()
    assert head(root.ask("MODE #lobby +o bob")) == ("482", "oona", "#lobby")
    assert head(bob.ask("MODE #lobby +o bob")) == ("482", "bob", "#lobby")
    assert only(root.ask("MODE #lobby +o oona")) == ("MODE", "#lobby", "+o", "oona")
    assert only(alice.read()) == ("MODE", "#lobby", "+o", "oona")
    assert actions(network)[-1] == ("root", "MODE", "#lobby", "+o of themselves")
