"""LIST LUSERS MOTD VERSION TIME INFO ADMIN HELP: the server."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError

import pytest

from server.config import ServerConfig, installed_version
from server.core.dispatch import COMMANDS
from server.core.handlers.help_texts import TEXTS
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, heads, lines


def listed(client: CoreClient, arguments: str = "") -> list[str]:
    said = lines(client.ask(f"LIST {arguments}"))
    assert said[0][0] == "321"
    assert said[-1][0] == "323"
    return [line[2] for line in said[1:-1] if line[0] == "322"]


def test_list_shows_name_members_and_topic(alice: CoreClient, bob: CoreClient):
    alice.join("#a", "#b")
    bob.join("#a")
    alice.send("TOPIC #a :tea")
    assert lines(bob.ask("LIST"))[-3:-1] == [
        ("322", "bob", "#a", "2", "tea"),
        ("322", "bob", "#b", "1", ""),
    ]


def test_list_hides_secret_channels_from_those_outside(alice: CoreClient, bob: CoreClient):
    alice.join("#a", "#b")
    alice.ask("MODE #b +s")
    assert listed(bob) == ["#a"]
    assert listed(bob, "#b") == []
    assert listed(alice) == ["#a", "#b"]


def test_list_of_names_and_masks(alice: CoreClient):
    alice.join("#tea", "#teapot", "#coffee")
    assert listed(alice, "#TEA,#none") == ["#tea"]
    assert listed(alice, "*tea*") == ["#tea", "#teapot"]
    assert listed(alice, "!*tea*") == ["#coffee"]
    assert listed(alice, "*tea*,!*pot") == ["#tea"]


def test_list_by_members(alice: CoreClient, bob: CoreClient, carol: CoreClient):
    alice.join("#one", "#two", "#three")
    bob.join("#two", "#three")
    carol.join("#three")
    assert listed(alice, ">1") == ["#two", "#three"]
    assert listed(alice, "<3") == ["#one", "#two"]
    assert listed(alice, ">1,<3") == ["#two"]
    assert listed(alice, "#three,#one >2") == ["#three"]


def test_list_by_age_of_channel_and_topic(network: CoreNetwork, alice: CoreClient):
    alice.join("#old")
    network.clock.advance(60 * 60)
    alice.join("#new")
    alice.ask("TOPIC #old :fresh")
    network.clock.advance(60)
    assert listed(alice, "C>30") == ["#old"]
    assert listed(alice, "C<30") == listed(alice, "c<30") == ["#new"]
    assert listed(alice, "T<30") == ["#old"]
    assert listed(alice, "T>30") == []  # nor was the topic of #new set at any time


@pytest.mark.parametrize("condition", ["<", ">x", "C<", "T>-1", "<" + "9" * 30])
def test_list_ignores_a_condition_without_a_number(alice: CoreClient, condition: str):
    alice.join("#a")
    assert listed(alice, condition) == ["#a"]


def test_lusers_counts(network: CoreNetwork, alice: CoreClient, bob: CoreClient):
    alice.join("#a")
    alice.ask("MODE alice +i")
    network.connect()
    network.register("gone").drop()
    assert lines(alice.ask("LUSERS")) == [
        ("251", "alice", "There are 1 users and 1 invisible on 1 servers"),
        ("253", "alice", "1", "unknown connection(s)"),
        ("254", "alice", "1", "channels formed"),
        ("255", "alice", "I have 2 clients and 0 servers"),
        ("265", "alice", "2", "3", "Current local users 2, max 3"),
        ("266", "alice", "2", "3", "Current global users 2, max 3"),
    ]


def test_who_quit_is_no_unknown_connection_until_it_is_closed(alice: CoreClient, bob: CoreClient):
    bob.send("QUIT")
    assert "253" not in commands(alice.ask("LUSERS"))


def test_motd_of_this_server(alice: CoreClient, bob: CoreClient):
    for line in ("MOTD", "MOTD chat.local", "MOTD chat.*", "MOTD bob"):
        assert commands(alice.ask(line)) == ["375", "372", "376"], line


@pytest.mark.parametrize("verb", ["MOTD", "VERSION", "TIME", "INFO", "ADMIN"])
def test_another_server_is_402(alice: CoreClient, verb: str):
    assert head(alice.ask(f"{verb} other.example")) == ("402", "alice", "other.example")


def test_motd_without_one_is_422():
    alice = CoreNetwork(ServerConfig(motd=())).register("alice")
    assert head(alice.ask("MOTD")) == ("422", "alice")


def test_version_tells_also_what_is_supported(network: CoreNetwork, alice: CoreClient):
    said = alice.ask("VERSION")
    version = f"chat-app-{network.core.config.version}"
    assert lines(said)[0] == ("351", "alice", version, "chat.local", "CHAT APP server")
    assert set(commands(said)[1:]) == {"005"}


@pytest.fixture
def unasked() -> Iterator[None]:
    """Nobody asked for the version yet, and nobody will have."""
    installed_version.cache_clear()
    yield
    installed_version.cache_clear()


@pytest.mark.usefixtures("unasked")
def test_the_version_is_the_installed_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.metadata.version", lambda name: f"{name} 1.2")
    assert ServerConfig().version == "chat-app 1.2"


@pytest.mark.usefixtures("unasked")
def test_the_version_is_unknown_where_nothing_is_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.metadata.version", _not_installed)
    assert installed_version() == "unknown"


def _not_installed(name: str) -> str:
    raise PackageNotFoundError(name)


def test_time(alice: CoreClient):
    assert lines(alice.ask("TIME")) == [
        ("391", "alice", "chat.local", "1700000000", "0", "Tuesday 14 November 2023 22:13:20 UTC")
    ]


def test_info(alice: CoreClient):
    assert commands(alice.ask("INFO")) == ["371", "371", "371", "374"]


def test_admin_tells_who_runs_it_or_that_nobody_said():
    config = ServerConfig(admin_name="The computing club", admin_email="admin@chat.example")
    alice = CoreNetwork(config).register("alice")
    assert lines(alice.ask("ADMIN")) == [
        ("256", "alice", "chat.local", "Administrative info"),
        ("257", "alice", "CHAT APP server"),
        ("258", "alice", "The computing club"),
        ("259", "alice", "admin@chat.example"),
    ]
    silent = CoreNetwork().register("alice")
    assert lines(silent.ask("ADMIN"))[2:] == [
        ("258", "alice", "It was not said who runs this server"),
        ("259", "alice", "No e-mail address is given"),
    ]


def test_help_knows_every_command(alice: CoreClient):
    assert set(TEXTS) == set(COMMANDS)
    for verb in COMMANDS:
        said = heads(alice.ask(f"HELP {verb.lower()}"))
        assert said[0] == ("704", "alice", verb.lower())
        assert {line[0] for line in said[1:-1]} == {"705"}
        assert said[-1] == ("706", "alice", verb.lower())
    title, blank, *_ = lines(alice.ask("HELP JOIN"))
    assert title[-1].startswith("JOIN <channel>")
    assert blank[-1] == ""


def test_help_without_a_topic_lists_every_command(alice: CoreClient):
    said = lines(alice.ask("HELP"))
    assert (said[0][0], said[-1][0]) == ("704", "706")
    named = {word for line in said[1:-1] for word in line[-1].split()}
    assert named == set(COMMANDS)


@pytest.mark.parametrize(("topic", "shown"), [("dancing", "dancing"), (":two words", "*")])
def test_help_on_something_else_is_524(alice: CoreClient, topic: str, shown: str):
    assert head(alice.ask(f"HELP {topic}")) == ("524", "alice", shown)
