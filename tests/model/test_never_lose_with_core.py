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
        self.begin()
        for number in range(4):
            self.client.send_message(self.lobby, f"alice {number}")
            self.client.send_message(self.lobby, "ok")
            self.run(2)
            self.core.say(f"bob {number}")
            self.run(3)
            self.core.say("ok")
        self.wait()


class LongTalk(CoreTalk):
    """The same, and alice says things of several lines, and of more than a line holds."""

    def talk(self) -> None:
        self.begin()
        for number in range(3):
            for text in (f"alice {number}\nsays more\n\nthan one line", "ok", long_text(number)):
                self.client.send_message(self.lobby, text)
            self.run(4)
            self.core.say(f"bob {number}")
            self.run(3)
        self.wait()


def long_text(number: int) -> str:
    return " ".join(f"word{number}{place}" for place in range(90))


def words_of(texts: list[str]) -> list[str]:
    """What was said word by word, whatever stood on one line."""
    return [word for text in texts for word in text.split()]


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_of_several_lines_is_not_lost_or_doubled_either(name: str) -> None:
    said = ["alice {} says more than one line", "ok", "{}"]
    expected = [
        word
        for number in range(3)
        for text in said
        for word in text.format(number if "alice" in text else long_text(number)).split()
    ]
    for cut in itertools.count(1):
        core = CoreWire()
        it = LongTalk(core, [cut], order(name, cut))
        it.talk()
        heard = words_of([text for target, text in core.heard if target == "#lobby"])
        assert heard == expected, cut
        assert {state for _, state in it.own(it.lobby)} == {DeliveryState.SENT}, cut
        assert Counter(words_of(it.texts(it.lobby))) == Counter(words_of(core.said)), cut
        if it.wire.unused:
            break
    assert cut > 50


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
