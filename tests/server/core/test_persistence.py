"""PERSISTENCE (IRCv3 draft/persistence): staying while no client is connected, by its own words."""

from __future__ import annotations

import pytest

from server.config import AccountOptions, ServerConfig
from server.core.account_changes import apply_changes
from server.core.account_ports import AccountChange
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import commands, head, lines, only

CAP = "draft/persistence"


@pytest.fixture
def alice(network: CoreNetwork) -> CoreClient:
    network.add_account("alice")
    return network.member("alice", "#a", caps=CAP)


def status(chosen: str, effective: str) -> tuple[str, ...]:
    return ("PERSISTENCE", "STATUS", chosen, effective)


def test_it_is_set_and_got(alice: CoreClient):
    assert only(alice.ask("PERSISTENCE GET")) == status("DEFAULT", "OFF")
    said = lines(alice.ask("persistence set on"))
    assert said == [("MODE", "alice", "+A"), status("ON", "ON")]
    assert only(alice.ask("PERSISTENCE SET ON")) == status("ON", "ON")
    assert lines(alice.ask("PERSISTENCE SET DEFAULT"))[-1] == status("DEFAULT", "OFF")
    assert only(alice.ask("PERSISTENCE SET OFF")) == status("OFF", "OFF")


def test_one_stays_by_it_also_after_a_restart(network: CoreNetwork, alice: CoreClient):
    alice.ask("PERSISTENCE SET ON")
    alice.send("QUIT")
    network.restart()
    back = network.connect().log_in("alice")
    said = back.ask(f"CAP REQ {CAP}", "NICK alice", "USER u 0 * :R", "CAP END")
    assert commands(said)[commands(said).index("376") :].count("JOIN") == 1


def test_it_is_told_while_one_registers(network: CoreNetwork):
    network.add_account("alice", always_on=True)
    client = network.connect().log_in("alice")
    said = client.ask(f"CAP REQ {CAP}", "NICK alice", "USER u 0 * :R", "CAP END")
    place = lines(said).index(status("ON", "ON"))
    assert commands(said).index("005") < place < commands(said).index("376")
    assert "005" not in commands(said)[place:]
    guest = network.connect().ask(f"CAP REQ {CAP}", "NICK bob", "USER u 0 * :R", "CAP END")
    assert "PERSISTENCE" not in commands(guest)


def test_the_servers_default_counts_until_one_chooses():
    network = CoreNetwork(ServerConfig(accounts=AccountOptions(always_on=True)))
    network.add_account("alice")
    alice = network.member("alice", caps=CAP)
    assert only(alice.ask("PERSISTENCE GET")) == status("DEFAULT", "ON")
    assert lines(alice.ask("PERSISTENCE SET OFF"))[-1] == status("OFF", "OFF")


def test_ones_other_clients_are_told_whoever_changes_it(network: CoreNetwork, alice: CoreClient):
    phone = network.member("alice", caps=CAP)
    plain = network.member("alice")
    alice.ask("PERSISTENCE SET ON")
    assert lines(phone.read()) == [status("ON", "ON"), ("MODE", "alice", "+A")]
    assert commands(plain.read()) == ["MODE"]
    plain.ask("MODE alice -A")
    assert status("OFF", "OFF") in lines(phone.read())
    assert status("OFF", "OFF") in lines(alice.read())
    account = network.add_account("alice", always_on=True)
    apply_changes(network.core.context, [AccountChange(1, "alice", account)])
    assert only(alice.read()) == status("ON", "ON")


def test_it_takes_an_account(network: CoreNetwork):
    bob = network.register("bob", caps=CAP)
    for request in ("GET", "SET ON"):
        assert head(bob.ask(f"PERSISTENCE {request}")) == (
            *("FAIL", "PERSISTENCE", "ACCOUNT_REQUIRED"),
        )


@pytest.mark.parametrize("params", ["", "GET x", "SET", "SET MAYBE", "SET ON OFF"])
def test_invalid_parameters(alice: CoreClient, params: str):
    assert head(alice.ask(f"PERSISTENCE {params}")) == (
        *("FAIL", "PERSISTENCE", "INVALID_PARAMETERS"),
    )


def test_an_unknown_subcommand_is_passed_over(alice: CoreClient):
    assert alice.ask("PERSISTENCE SNOOZE 5") == []
