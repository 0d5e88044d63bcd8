"""The Client with a local store: what was seen is there again; older ones; forgetting; restarts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chat.model.client import Client
from chat.model.entities import ConnectionRequest, ConversationKey, DeliveryState, MessageKind
from chat.model.events import (
    Event,
    HistoryAdded,
    HistoryEnded,
    HistoryForgotten,
    NetworkRestored,
    StoreFailed,
)
from chat.model.restoring import NEWEST
from chat.model.session.conversation import MAX_MESSAGES
from chat.model.world import World
from tests.fakes.cut_wire import CutWire
from tests.fakes.direct_store import DirectStore
from tests.fakes.history_server import CAPS, START, HistoryServer

REQUEST = ConnectionRequest("alice", "chat.example", 6667, channels=("#lobby",))
NETWORK = "chat.example:6667"
LOBBY = ConversationKey(NETWORK, "#lobby")


class Run:
    """One run of the program."""

    first_id = 1000

    def __init__(self, server: HistoryServer, store: DirectStore | None, *cuts: int) -> None:
        Run.first_id += 100_000
        self.wire = CutWire(server, list(cuts), lambda: True)
        world = World(
            clock=lambda: START + timedelta(hours=1),
            steady=lambda: 0.0,
            address=lambda: "",
            first_id=Run.first_id,
        )
        self.woken = 0  # times that a turn of the pump was wanted
        self.client = Client(dialler=self.wire, world=world, store=store, wake=self._wake)
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)
        self.settle()

    def connect(self) -> Run:
        self.client.connect(REQUEST)
        self.settle()
        return self

    def _wake(self) -> None:
        self.woken += 1

    def settle(self) -> None:
        self.client.pump()
        while self.wire.step():
            self.client.pump()
        self.client.pump()

    def older(self) -> None:
        self.client.load_older(LOBBY)
        self.settle()

    def said(self, key: ConversationKey = LOBBY) -> list[str]:
        return [one.text for one in self.client.messages(key) if one.sender]

    def took(self, kind: type[Event]) -> int:
        return sum(isinstance(event, kind) for event in self.events)


@pytest.fixture
def server() -> HistoryServer:
    return HistoryServer()


@pytest.fixture
def store() -> DirectStore:
    return DirectStore()


def next_run(server: HistoryServer, store: DirectStore, *cuts: int) -> Run:
    return Run(server, DirectStore(store.archive), *cuts)


def test_what_was_seen_is_there_before_the_connection(
    server: HistoryServer, store: DirectStore
) -> None:
    first = Run(server, store).connect()
    server.say("hello")
    first.settle()
    first.client.send_message(LOBBY, "hi bob")
    bob = first.client.open_conversation(NETWORK, "bob")
    first.client.send_message(bob, "psst")
    first.settle()
    first.client.close()
    assert store.closed
    again = next_run(server, store)
    assert again.took(NetworkRestored) == 1
    assert list(again.client.networks()) == [NETWORK]
    assert again.client.nick(NETWORK) == "alice"
    assert again.said() == ["hello", "hi bob"]
    assert again.said(bob) == ["psst"]
    assert not again.client.is_connected(NETWORK)
    assert again.client.messages(LOBBY)[0].kind is MessageKind.EVENT
    assert [one.unread for one in again.client.conversations() if one.key == LOBBY] == [1]


def test_what_was_missed_is_fetched_and_nothing_is_doubled(
    server: HistoryServer, store: DirectStore
) -> None:
    first = Run(server, store).connect()
    server.say("hello")
    first.settle()
    first.client.close()
    server.drop()
    for number in range(250):
        server.say(f"missed {number}")
    again = next_run(server, store)
    again.client.reconnect(NETWORK)
    again.settle()
    server.say("now")
    again.settle()
    assert again.said() == server.texts()
    assert next(one.unread for one in again.client.conversations() if one.key == LOBBY) == 252
    again.client.close()
    assert next_run(server, store).said() == server.texts()[-NEWEST + 3 :]


def test_what_was_under_way_when_the_program_ended_is_looked_for(
    server: HistoryServer, store: DirectStore
) -> None:
    for cut in range(20, 32):
        run = next_run(server, store, cut).connect()
        run.client.send_message(LOBBY, f"under way {cut}")
        run.settle()
        run.client.send_message(LOBBY, f"after {cut}")
        run.settle()
        run.client.close()
        server.drop()
        following = next_run(server, store).connect()
        own = [one for one in following.client.messages(LOBBY) if one.own]
        assert {one.state for one in own} == {DeliveryState.SENT}
        assert server.texts().count(f"under way {cut}") == 1
        assert server.texts().count(f"after {cut}") == 1
        following.client.close()
        server.drop()


def test_older_messages_come_from_the_store_and_then_from_the_server(
    server: HistoryServer, store: DirectStore
) -> None:
    for number in range(150):
        server.say(f"before {number}")
    run = Run(server, store).connect()
    for number in range(300):
        server.say(f"during {number}")
        run.settle()
    run.client.close()
    server.drop()
    again = next_run(server, store).connect()
    assert len(again.said()) < 210
    again.older()
    assert again.took(HistoryEnded) >= 1
    assert not any("BEFORE" in asked for asked in server.asked)
    for _ in range(5):
        again.older()
    assert again.said() == server.texts()
    asked = sum("BEFORE" in asked for asked in server.asked)
    again.older()
    assert sum("BEFORE" in asked for asked in server.asked) == asked  # it said that was all


@pytest.mark.parametrize("kept", [True, False])
def test_older_ones_on_their_way_are_not_asked_for_twice(
    server: HistoryServer, store: DirectStore, kept: bool
) -> None:
    for number in range(150):
        server.say(f"before {number}")
    run = Run(server, store if kept else None).connect()
    for _ in range(3):
        run.client.load_older(LOBBY)
    run.settle()
    assert sum("BEFORE" in line for line in server.asked) == 1
    assert run.took(HistoryEnded) == 1


def test_what_a_flood_pushed_out_is_older_and_comes_back(
    server: HistoryServer, store: DirectStore
) -> None:
    run = Run(server, store).connect()
    server.say("the first")
    run.settle()
    run.older()
    for number in range(MAX_MESSAGES):
        server.say(f"flood {number}")
    run.settle()
    assert "the first" not in run.said()
    run.older()
    assert "the first" in run.said()


def test_without_a_store_and_without_history_there_is_nothing_older() -> None:
    run = Run(HistoryServer(""), None).connect()
    run.older()
    assert run.took(HistoryEnded) == 1
    assert run.took(HistoryAdded) == 0


def test_a_conversation_that_was_closed_stays_closed_and_what_was_said_is_kept(
    server: HistoryServer, store: DirectStore
) -> None:
    run = Run(server, store).connect()
    bob = run.client.open_conversation(NETWORK, "bob")
    run.client.send_message(bob, "psst")
    run.settle()
    run.client.close_conversation(bob)
    run.settle()
    run.client.close()
    again = next_run(server, store)
    assert bob not in [one.key for one in again.client.conversations()]
    again.client.open_conversation(NETWORK, "bob")
    again.client.load_older(bob)
    again.settle()
    assert again.said(bob) == ["psst"]


def test_forgetting_a_conversation(server: HistoryServer, store: DirectStore) -> None:
    run = Run(server, store).connect()
    server.say("a secret")
    run.settle()
    run.client.forget_conversation(LOBBY)
    run.settle()
    assert run.took(HistoryForgotten) == 1
    assert run.said() == []
    run.client.close()
    again = next_run(server, store)
    assert again.said() == []
    assert LOBBY in [one.key for one in again.client.conversations()]


def test_forgetting_everything(server: HistoryServer, store: DirectStore) -> None:
    run = Run(server, store).connect()
    server.say("a secret")
    run.settle()
    run.client.forget_everything()
    run.settle()
    assert run.said() == []
    assert store.archive.load(1) == ()


def test_without_a_store_forgetting_is_of_this_run(server: HistoryServer) -> None:
    run = Run(server, None).connect()
    server.say("a secret")
    run.settle()
    run.client.forget_conversation(LOBBY)
    assert run.said() == []
    run.client.forget_everything()
    run.client.close()


def test_a_trouble_of_the_store_is_told(server: HistoryServer, store: DirectStore) -> None:
    run = Run(server, store)
    store.tell("The history was damaged.")
    run.settle()
    assert StoreFailed("The history was damaged.") in run.events


def test_a_server_that_refuses_history_holds_nothing_up(store: DirectStore) -> None:
    class Refusing(HistoryServer):
        def receive(self, line: str) -> None:
            if "CHATHISTORY" in line:
                self.asked.append(line)
                label = line.partition(" ")[0]
                words = "FAIL CHATHISTORY INVALID_TARGET AFTER #lobby :No history"
                self.write(f"{label} {words}")
            else:
                super().receive(line)

    server = Refusing(CAPS)
    run = Run(server, store, 22).connect()
    run.client.send_message(LOBBY, "one")
    run.settle()
    run.client.reconnect(NETWORK)
    run.settle()
    run.client.send_message(LOBBY, "two")
    run.settle()
    assert server.texts()[-1] == "two"
    for connection in (1, 2):  # a new connection may know more
        run.older()
        run.older()
        assert sum("BEFORE" in line for line in server.asked) == connection
        assert run.took(HistoryEnded) == 2 * connection
        run.client.disconnect(NETWORK)
        run.client.reconnect(NETWORK)
        run.settle()
