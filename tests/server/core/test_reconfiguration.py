"""Another configuration while the server runs."""

from __future__ import annotations

from dataclasses import replace

from server.config import OPTIONS, Limits, ServerConfig
from server.options import configured
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.server.core.said import lines


def test_limits_hold_from_then_on(network: CoreNetwork, alice: CoreClient) -> None:
    changes = network.core.reconfigure(ServerConfig(limits=Limits(channels_per_user=1)))
    assert changes.taken == ("limits.channels-per-user",)
    assert lines(alice.read()) == [
        ("005", "alice", "CHANLIMIT=#:1", "are supported by this server")
    ]
    alice.join("#a")
    alice.read()
    alice.send("JOIN #b")
    assert lines(alice.read())[0][0] == "405"


def test_who_is_not_registered_is_told_later(network: CoreNetwork) -> None:
    early = network.connect()
    network.core.reconfigure(replace(network.core.config, network_name="New"))
    assert early.read() == []
    early.register("early")
    assert network.core.config.network_name == "New"


def test_secrets_are_named_but_not_told(network: CoreNetwork) -> None:
    changes = network.core.reconfigure(ServerConfig(password="sesame"))
    assert changes.sentences() == ["Changed from now on: password."]


def test_every_option_either_changes_or_is_told_to_wait(network: CoreNetwork) -> None:
    before = network.core.config
    for declared in OPTIONS:
        if declared.kind not in (int, float, bool):
            continue
        value = declared.default
        other = not value if isinstance(value, bool) else (value or 0) + 1
        changes = network.core.reconfigure(configured(before, {declared.path: other}))
        live = declared.option.reload
        assert (declared.name in changes.taken) is live
        assert (declared.name in changes.waiting) is not live
        assert declared.value(network.core.config) == (other if live else value)
        network.core.reconfigure(before)
