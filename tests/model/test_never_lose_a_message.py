"""A conversation over a connection that is cut at every point: nothing lost, nothing doubled."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from chat.model.client import Client
from chat.model.entities import ConnectionRequest, ConversationKey, DeliveryState
from chat.model.reconnecting import LONGEST_DELAY
from chat.model.world import World
from tests.fakes.cut_wire import CutWire, Server
from tests.fakes.history_server import CAPS, START, HistoryServer

REQUEST = ConnectionRequest("alice", "chat.example", 6667, channels=("#lobby",))
NO_LABELS = CAPS.replace(" labeled-response", "")
ECHO_ONLY = "message-tags echo-message"
ORDERS = ("as it comes", "answers first", "questions first")


def order(name: str, seed: int) -> Callable[[], bool]:
    """In which order the lines of both directions travel."""
    chance = random.Random(seed)
    if name == "as it comes":
        return lambda: chance.random() < 0.5
    return lambda: name == "questions first"


class Talk:
    """Alice and bob talk, and the wire breaks now and then."""

    def __init__(self, server: HistoryServer, cuts: list[int], order: Callable[[], bool]) -> None:
        self.server = server
        self.connect(server, cuts, order)
        self.bob = ConversationKey(self.network, "bob")

    def connect(self, server: Server, cuts: list[int], order: Callable[[], bool]) -> None:
        """Begin, at the end of a wire that breaks at these places."""
        self.steady = 0.0
        self.wire = CutWire(server, cuts, order)
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

    def begin(self) -> None:
        """Be there, though the wire broke on the way."""
        self.run()
        if not self.client.is_connected(self.network):
            self.client.reconnect(self.network)
            self.run()

    def run(self, most: int = 10**6) -> None:
        """Let lines travel, until all is quiet or so many have."""
        for _ in range(most):
            self.client.pump()
            if not self.wire.step():
                return

    def wait(self) -> None:
        """Some minutes pass, in steps that are no sleep."""
        for _ in range(int(LONGEST_DELAY / 5) * 3):
            self.steady += 5
            self.run()

    def texts(self, key: ConversationKey) -> list[str]:
        return [one.text for one in self.client.messages(key) if one.sender]

    def own(self, key: ConversationKey) -> list[tuple[str, DeliveryState]]:
        return [(one.text, one.state) for one in self.client.messages(key) if one.own]


def talk(server: HistoryServer, cuts: list[int], order: Callable[[], bool]) -> Talk:
    """Both say things that could be mistaken for one another, sometimes with no connection."""
    it = Talk(server, cuts, order)
    it.begin()
    it.client.open_conversation(it.network, "bob")
    for number in range(4):
        it.client.send_message(it.lobby, f"alice {number}")
        it.client.send_message(it.lobby, "ok")
        it.run(2)
        server.say(f"bob {number}")
        it.client.send_message(it.bob, f"psst {number}")
        it.run(3)
        server.say("ok")
    it.wait()
    return it


def expected_of_alice() -> list[str]:
    return [text for number in range(4) for text in (f"alice {number}", "ok")]


def check(it: Talk) -> None:
    """All there, once, in order, on both sides."""
    server = it.server
    of_alice = [one.text for one in server.history if one.source.startswith("alice")]
    assert [text for text in of_alice if not text.startswith("psst")] == expected_of_alice()
    assert server.texts("bob") == [f"psst {number}" for number in range(4)]
    states = {state for _, state in it.own(it.lobby) + it.own(it.bob)}
    assert states == {DeliveryState.SENT}
    assert [text for text, _ in it.own(it.lobby)] == expected_of_alice()
    assert it.texts(it.bob) == server.texts("bob")
    assert Counter(it.texts(it.lobby)) == Counter(server.texts())


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize(
    ("caps", "keeps_tags", "page"),
    [(CAPS, True, 100), (CAPS, False, 100), (NO_LABELS, True, 3), (NO_LABELS, False, 3)],
    ids=["labels", "labels, no tags kept", "no labels", "neither, small pages"],
)
def test_cut_at_every_point_nothing_is_lost_or_doubled(
    name: str, caps: str, keeps_tags: bool, page: int
) -> None:
    for cut in itertools.count(1):
        server = HistoryServer(caps, keeps_tags=keeps_tags, page=page)
        it = talk(server, [cut], order(name, cut))
        check(it)
        if it.wire.unused:
            break
    assert cut > 50


@pytest.mark.parametrize("name", ORDERS)
def test_cut_again_while_catching_up(name: str) -> None:
    chance = random.Random(name)
    for seed in range(150):
        cuts = [chance.randrange(20, 60), *(chance.randrange(6, 40) for _ in range(4))]
        server = HistoryServer(page=4, keeps_tags=seed % 2 == 0)
        check(talk(server, cuts, order(name, seed)))


@pytest.mark.parametrize("caps", ["", ECHO_ONLY])
def test_with_no_history_nothing_is_doubled_and_what_is_uncertain_is_asked(caps: str) -> None:
    asked = 0
    for cut in range(8, 60):
        server = HistoryServer(caps)
        it = talk(server, [cut], order("as it comes", cut))
        of_alice = [one.text for one in server.history if one.source.startswith("alice")]
        assert max(Counter(text for text in of_alice if text != "ok").values()) == 1
        shown = it.own(it.lobby) + it.own(it.bob)
        assert all(state in (DeliveryState.SENT, DeliveryState.UNCERTAIN) for _, state in shown)
        for text, state in shown:
            assert text in of_alice or state is DeliveryState.UNCERTAIN
        uncertain = sum(state is DeliveryState.UNCERTAIN for _, state in shown)
        assert it.client.uncertain(it.network) == uncertain
        asked += bool(uncertain)
        it.client.resend_uncertain(it.network)
        it.run()
        assert it.client.uncertain(it.network) == 0
        everything = {one.text for one in server.history if one.source.startswith("alice")}
        assert everything == {*expected_of_alice(), *server.texts("bob")}
        assert {state for _, state in it.own(it.lobby)} == {DeliveryState.SENT}
    assert asked > 5
