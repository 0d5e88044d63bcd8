"""CHGHOST (IRCv3 chghost)."""

from __future__ import annotations

import pytest

from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only


@pytest.fixture
def operator(network: CoreNetwork) -> CoreClient:
    client = network.register("oper")
    client.user.modes.add("o")
    return client


def test_members_who_know_it_are_told(network: CoreNetwork, operator: CoreClient, bob: CoreClient):
    watcher = network.register("watcher", caps="chghost").join("#a", "#b")
    bob.join("#a", "#b")
    watcher.read()
    operator.send("CHGHOST bob robert example.org")
    message = watcher.read()[0]
    assert message.source == "bob!user@192.0.2.1"
    assert (message.command, *message.params) == ("CHGHOST", "robert", "example.org")
    assert watcher.read() == []
    bob.send("PRIVMSG #a :hi")
    assert watcher.read_one("PRIVMSG").source == "bob!robert@example.org"


def test_others_see_a_reconnection_with_its_ranks(
    operator: CoreClient, alice: CoreClient, bob: CoreClient
):
    bob.join("#a", "#b")
    alice.join("#a", "#b")
    bob.send("MODE #a +v bob", "AWAY :lunch")
    alice.read()
    operator.send("CHGHOST bob bob example.org")
    told = alice.read()
    assert told[0].source == "bob!user@192.0.2.1"
    assert lines(told)[0] == ("QUIT", "Changing hostname")
    assert {(m.source, *line) for m, line in zip(told[1:], lines(told[1:]), strict=True)} == {
        ("bob!bob@example.org", "JOIN", "#a"),
        ("chat.local", "MODE", "#a", "+ov", "bob", "bob"),
        ("bob!bob@example.org", "JOIN", "#b"),
        ("chat.local", "MODE", "#b", "+o", "bob"),
    }


def test_the_user_itself_is_told_and_sees_no_reconnection(
    network: CoreNetwork, operator: CoreClient
):
    bob = network.register("bob", caps="chghost").join("#a")
    old = network.connect().attach_to(bob)
    operator.send("CHGHOST bob robert example.org")
    assert lines(bob.read()) == [
        ("CHGHOST", "robert", "example.org"),
        ("396", "bob", "example.org", "is now your displayed host"),
    ]
    assert commands(old.read()) == ["396"]
    operator.send("JOIN #a", "PRIVMSG #a :hello")
    assert commands(bob.read()) == ["JOIN", "PRIVMSG"]


def test_an_operator_may_change_its_own_host(operator: CoreClient):
    assert commands(operator.ask("CHGHOST oper me example.org")) == ["396"]
    assert operator.ask("CHGHOST oper me example.org") == []


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("CHGHOST bob x", ("461", "oper", "CHGHOST")),
        ("CHGHOST nobody x y", ("401", "oper", "nobody")),
        ("CHGHOST bob b!b y", ("FAIL", "CHGHOST", "INVALID_USERNAME", "b!b")),
        ("CHGHOST bob x :two words", ("FAIL", "CHGHOST", "INVALID_HOST", "*")),
        (f"CHGHOST bob x {'y' * 64}", ("FAIL", "CHGHOST", "INVALID_HOST", "y" * 64)),
    ],
)
def test_chghost_errors(operator: CoreClient, bob: CoreClient, line: str, answer: tuple[str, ...]):
    assert head(operator.ask(line)) == answer


def test_only_server_operators_may(alice: CoreClient, bob: CoreClient):
    assert only(alice.ask("CHGHOST bob x y"))[0] == "481"


def test_it_is_in_the_audit_log(network: CoreNetwork, operator: CoreClient, bob: CoreClient):
    operator.ask("CHGHOST bob robert example.org")
    (action,) = network.core.context.store.moderation.actions(1)
    assert (action.action, action.target, action.detail) == (
        *("CHGHOST", "bob!user@192.0.2.1", "robert@example.org"),
    )
