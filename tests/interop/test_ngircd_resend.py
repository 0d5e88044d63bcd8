"""A connection that breaks where there is neither echo nor history (ngircd): one is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from chat.model.client import Client
from chat.model.entities import DeliveryState
from tests.interop.person import Person
from tests.interop.relay import Relay

pytestmark = pytest.mark.interop

PATIENCE = 20.0
LOBBY = "#lobby"


class Table:
    """Alice, whose connection can be cut, and bob, who hears what arrives."""

    def __init__(self, relay: Relay, port: int) -> None:
        self.relay = relay
        self.client = Client()
        self.alice, self.bob = Person(self.client), Person(Client())
        self.alice.connect("alice", relay.port, LOBBY)
        self.bob.connect("bob", port, LOBBY)
        both = {"alice", "bob"}
        self.until(lambda: self.bob.members(LOBBY) == both == self.alice.members(LOBBY))

    def until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, "waited in vain"
            self.relay.step()
            self.alice.pump()
            self.bob.pump()
            time.sleep(0.005)

    def heard(self) -> list[str]:
        key = self.bob.conversation(LOBBY)
        return [one.text for one in self.bob.model.messages(key) if one.sender] if key else []

    def states(self) -> list[DeliveryState]:
        key = self.alice.conversation(LOBBY)
        return [one.state for one in self.alice.model.messages(key) if one.own] if key else []

    def is_answered_for(self) -> bool:
        """Whether the server has told alice that it read all that she said."""
        return not self.client.unconfirmed(self.alice.network)

    def break_connection(self) -> None:
        self.relay.cut()
        self.until(lambda: not self.alice.model.is_connected(self.alice.network))

    def come_back(self) -> None:
        """By itself, once the server has forgotten the old connection."""
        self.until(lambda: "alice" in self.alice.members(LOBBY))


@pytest.fixture
def table(ngircd: int) -> Iterator[Table]:
    with Relay(ngircd) as relay:
        made = Table(relay, ngircd)
        yield made
        made.alice.model.close()
        made.bob.model.close()


def test_what_it_cannot_do_it_says_why(table: Table) -> None:
    table.alice.say(LOBBY, "hello")
    table.until(lambda: table.states() == [DeliveryState.SENT])
    key = table.alice.conversation(LOBBY)
    assert key is not None
    [said] = [one for one in table.client.messages(key) if one.own]
    words = "This server does not let messages be edited."
    assert table.client.editing.obstacle(key, said.id) == words
    assert table.client.editing.edit(key, said.id, "hello there") == words


def test_what_did_not_arrive_is_sent_when_the_person_says_so(table: Table) -> None:
    table.alice.say(LOBBY, "before")
    table.until(lambda: table.heard() == ["before"])
    table.until(lambda: table.states() == [DeliveryState.SENT])
    table.relay.holds_questions = True
    table.alice.say(LOBBY, "lost on the way")
    table.until(lambda: table.states()[-1] is DeliveryState.SENT)  # as far as the system knows
    table.break_connection()
    table.alice.say(LOBBY, "typed while away")
    assert table.states()[-1] is DeliveryState.WAITING
    table.come_back()
    table.until(lambda: table.states()[-1] is DeliveryState.SENT)
    table.until(lambda: table.heard()[-1] == "typed while away")
    assert "lost on the way" not in table.heard()  # nothing uncertain goes out unasked
    model, network = table.alice.model, table.alice.network
    assert model.uncertain(network) == table.states().count(DeliveryState.UNCERTAIN) >= 1
    model.resend_uncertain(network)
    table.until(lambda: "lost on the way" in table.heard())
    assert model.uncertain(network) == 0


def test_what_arrived_unseen_is_not_doubled_if_the_person_leaves_it(table: Table) -> None:
    table.relay.holds_answers = True
    table.alice.say(LOBBY, "arrived, but who knows")
    table.until(lambda: table.heard() == ["arrived, but who knows"])
    table.break_connection()
    table.come_back()
    model, network = table.alice.model, table.alice.network
    assert table.states() == [DeliveryState.UNCERTAIN]
    model.leave_uncertain(network)
    table.alice.say(LOBBY, "on we go")
    table.until(lambda: table.heard()[-1] == "on we go")
    assert table.heard() == ["arrived, but who knows", "on we go"]


def test_what_the_server_answered_for_is_not_in_doubt(table: Table) -> None:
    table.alice.say(LOBBY, "sure")
    table.until(lambda: table.heard() == ["sure"])
    table.until(table.is_answered_for)
    table.break_connection()
    table.come_back()
    assert table.states() == [DeliveryState.SENT]
    assert table.alice.model.uncertain(table.alice.network) == 0
