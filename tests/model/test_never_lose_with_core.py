"""The same against the server's own core: cut at every point, nothing lost, nothing doubled."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable

import pytest

from chat.model.entities import DeliveryState
from tests.fakes.core_wire import CoreWire
from tests.model.test_never_lose_a_message import ORDERS, Talk, expected_of_alice, order


class CoreTalk(Talk):
    """Alice's client at the end of a wire that breaks, and bob in the core."""

    def __init__(self, core: CoreWire, cuts: list[int], order: Callable[[], bool]) -> None:
        self.core = core
        self.connect(core, cuts, order)

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
    assert CoreWire().offers_history()
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
