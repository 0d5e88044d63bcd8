"""The same against the server's own core: cut at every point, nothing lost, nothing doubled."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from chat.model.client import Client
from chat.model.entities import ConversationKey, DeliveryState
from chat.model.world import World
from tests.fakes.core_wire import CoreWire
from tests.fakes.cut_wire import CutWire
from tests.fakes.history_server import START
from tests.model.test_never_lose_a_message import ORDERS, REQUEST, Talk, expected_of_alice, order


class CoreTalk(Talk):
    """Alice's client at the end of a wire that breaks, and bob in the core."""

    def __init__(self, core: CoreWire, cuts: list[int], order: Callable[[], bool]) -> None:
        self.core = core
        self.steady = 0.0
        self.wire = CutWire(core, cuts, order)
        world = World(
            clock=lambda: START + timedelta(seconds=self.steady),
            steady=lambda: self.steady,
            chance=lambda: 0.5,
            address=lambda: "192.0.2.7",
            first_id=1000,
        )
        self.client = Client(dialler=self.wire, world=world)
        self.network = self.client.connect(REQUEST)
        self.lobby = ConversationKey(self.network, "#lobby")

    def talk(self) -> None:
        self.run()
        if not self.client.is_connected(self.network):
            self.client.reconnect(self.network)
            self.run()
        for number in range(4):
            self.client.send_message(self.lobby, f"alice {number}")
            self.client.send_message(self.lobby, "ok")
            self.run(2)
            self.core.say(f"bob {number}")
            self.run(3)
            self.core.say("ok")
        self.wait()


@pytest.mark.parametrize("name", ORDERS)
def test_cut_at_every_point_nothing_is_lost_or_doubled(name: str) -> None:
    if not CoreWire().offers_history():
        pytest.skip("this server keeps no history yet")
    for cut in itertools.count(1):
        core = CoreWire()
        it = CoreTalk(core, [cut], order(name, cut))
        it.talk()
        heard = [text for target, text in core.heard if target == "#lobby"]
        assert heard == expected_of_alice(), cut
        assert {state for _, state in it.own(it.lobby)} == {DeliveryState.SENT}, cut
        shown, said = Counter(it.texts(it.lobby)), Counter(core.said)
        assert shown == said, cut
        if it.wire.unused:
            break
    assert cut > 50
