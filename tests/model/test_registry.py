"""Networks have keys of their own, for as long as they are known."""

from __future__ import annotations

from chat.model.entities import ConnectionRequest
from chat.model.registry import Registry
from chat.model.session.state import Phase
from chat.model.upkeep import Network
from chat.model.world import World


def test_several_people_on_one_server_are_several_networks_also_after_one_left() -> None:
    registry = Registry(World(), lambda _event: None, lambda _network: None)

    def come(nick: str) -> Network:
        network = registry.network_for(ConnectionRequest(nick, "chat.example", 6667))
        network.session.nick, network.session.phase = nick, Phase.REGISTERED
        return network

    come("ann")
    bob, cid = come("bob"), come("cid")
    registry.remove(bob.session.network)
    come("dan")
    keys = [network.session.network for network in registry]
    assert keys == ["chat.example:6667", "chat.example:6667 (3)", "chat.example:6667 (2)"]
    assert come("cid") is cid
