"""Metadata of accounts and founded channels outlives connections and restarts."""

from __future__ import annotations

import pytest

from server.core.account_changes import apply_changes
from server.core.account_ports import AccountChange
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import commands, lines

CAPS = "batch draft/metadata-3"


@pytest.fixture(autouse=True)
def _accounts(network: CoreNetwork):
    network.add_account("ann")


def memory(network: CoreNetwork) -> MemoryStore:
    """What is stored, to look at."""
    assert isinstance(network.store, MemoryStore)
    return network.store


def value(client: CoreClient, target: str, key: str = "url") -> str | None:
    """What the target has under this key; None: nothing."""
    for _, *params in lines(client.ask(f"METADATA {target} GET {key}")):
        if params[2:3] == [key] and len(params) == 5:
            return params[4]
    return None


def test_an_account_keeps_what_it_said_of_itself(network: CoreNetwork):
    network.member("ann", caps=CAPS).ask("METADATA * SET url x", "METADATA * SET status :far away")
    network.restart()
    again = network.member("ann", nick="other", caps=CAPS)
    assert value(again, "*") == "x"
    again.ask("METADATA * SET url y", "METADATA * SET status")
    network.restart()
    last = network.member("ann", caps=CAPS)
    assert value(last, "ann") == "y"
    assert value(last, "ann", "status") is None


def test_a_founded_channel_keeps_it_too_also_under_another_name(network: CoreNetwork):
    ann = network.member("ann", "#a", caps=CAPS)
    ann.ask("METADATA #a SET url x", "RENAME #a #b")
    network.restart()
    assert value(network.register("bob", caps=CAPS), "#b") == "x"


def test_what_is_nobodys_ends_with_the_connection(network: CoreNetwork):
    bob = network.register("bob", caps=CAPS).join("#a")
    bob.ask("METADATA * SET url x", "METADATA #a SET url x")
    bob.drop()
    again = network.register("bob", caps=CAPS).join("#a")
    assert value(again, "*") is None
    assert value(again, "#a") is None
    assert memory(network).metadata.owners == {}


def test_what_was_said_before_the_login_is_kept_with_what_comes_later(network: CoreNetwork):
    ann = network.register("ann2", caps=f"sasl {CAPS}")
    ann.ask("METADATA * SET url x")
    ann.log_in("ann")
    assert value(ann, "*") == "x"
    ann.ask("METADATA * SET status y")
    network.restart()
    again = network.member("ann", caps=CAPS)
    assert (value(again, "*"), value(again, "*", "status")) == ("x", "y")


def test_a_lost_account_takes_it_along(network: CoreNetwork):
    ann = network.member("ann", "#a", caps=CAPS)
    ann.ask("METADATA * SET url x", "METADATA #a SET url x")
    assert set(memory(network).metadata.owners) == {"ann", "#a"}
    memory(network).accounts.accounts.clear()
    apply_changes(network.core.context, [AccountChange(1, "ann", None)])
    ann.read()
    assert memory(network).metadata.owners == {}


def test_what_lost_its_owner_while_the_server_was_down_is_forgotten(network: CoreNetwork):
    memory(network).metadata.owners["gone"] = {"url": "x"}
    memory(network).metadata.owners["#gone"] = {"url": "x"}
    network.restart()
    network.register("bob").read()
    assert memory(network).metadata.owners == {}


def test_only_the_founder_renames_a_founded_channel(network: CoreNetwork):
    ann = network.member("ann", "#a", caps=CAPS)
    bob = network.register("bob").join("#a")
    ann.ask("MODE #a +o bob")
    assert commands(bob.ask("RENAME #a #b"))[-1] == "482"
    assert commands(ann.ask("RENAME #a #b"))[:2] == ["PART", "JOIN"]
