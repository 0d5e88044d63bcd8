"""What a handler puts off: done without the lock, answered under the label of its command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from chat.protocol.message import Message
from server.core import dispatch
from server.core.context import Context
from server.core.dispatch import Command
from server.core.entities import Session
from tests.fakes.core_client import CoreClient, CoreNetwork
from tests.fakes.memory_store import MemoryStore
from tests.server.core.said import lines


@dataclass(frozen=True)
class Noted:
    text: str


def committed(network: CoreNetwork) -> list[object]:
    assert isinstance(network.store, MemoryStore)
    return network.store.committed


Handler = Callable[[Context, Session, Message], None]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Makes a handler the one of SLOW, also before registration."""

    def enter(handler: Handler) -> None:
        command = Command(handler, before_registration=True)
        monkeypatch.setitem(dispatch.COMMANDS, "SLOW", command)

    return enter


def defer(work: Callable[[], str], failed: Callable[[], None] | None = None) -> Handler:
    def handle(context: Context, session: Session, request: Message) -> None:
        def done(result: str) -> None:
            context.say(session, "NOTE", result)

        context.defer(session, work, done, failed)

    return handle


def test_what_was_recorded_is_committed_before_the_work(network: CoreNetwork, slow) -> None:
    def handle(context: Context, session: Session, request: Message) -> None:
        context.record(Noted("first"))
        context.defer(
            session, lambda: len(committed(network)), lambda it: context.say(session, str(it))
        )

    slow(handle)
    alice = network.register("alice")
    assert lines(alice.ask("SLOW")) == [("1",)]
    assert committed(network) == [Noted("first")]


def test_it_works_before_registration(network: CoreNetwork, slow) -> None:
    slow(defer(lambda: "done"))
    assert lines(network.connect().ask("SLOW")) == [("NOTE", "done")]


def test_the_answer_has_the_label_of_the_command(network: CoreNetwork, slow) -> None:
    slow(defer(lambda: "done"))
    alice = network.register("alice", caps="labeled-response batch")
    (answer,) = alice.ask("@label=7 SLOW")
    assert answer.tags["label"] == "7"
    assert answer.params == ("done",)


def test_what_was_said_before_it_is_under_the_label_too(network: CoreNetwork, slow) -> None:
    def handle(context: Context, session: Session, request: Message) -> None:
        context.say(session, "NOTE", "one")
        context.defer(session, lambda: "two", lambda it: context.say(session, "NOTE", it))

    slow(handle)
    alice = network.register("alice", caps="labeled-response batch")
    opening, one, two, _ = alice.ask("@label=7 SLOW")
    assert (opening.command, opening.tags) == ("BATCH", {"label": "7"})
    assert (one.params, two.params) == (("one",), ("two",))
    assert one.tags == two.tags == {"batch": opening.params[0][1:]}


def test_others_are_served_meanwhile(network: CoreNetwork, slow) -> None:
    bob = network.register("bob")
    slow(defer(lambda: bob.ask("PING x")[0].params[-1]))
    assert lines(network.register("alice").ask("SLOW")) == [("NOTE", "x")]


def test_done_may_put_off_again(network: CoreNetwork, slow) -> None:
    def handle(context: Context, session: Session, request: Message) -> None:
        def once_more(result: str) -> None:
            context.defer(session, lambda: result + "b", lambda it: context.say(session, it))

        context.defer(session, lambda: "a", once_more)

    slow(handle)
    alice = network.register("alice", caps="labeled-response batch")
    (answer,) = alice.ask("@label=7 SLOW")
    assert (answer.command, answer.tags["label"]) == ("ab", "7")


def test_work_that_fails_is_answered(network: CoreNetwork, slow, caplog) -> None:
    def fail() -> str:
        raise RuntimeError("out of luck")

    slow(defer(fail))
    alice = network.register("alice", caps="labeled-response batch")
    (answer,) = alice.ask("@label=7 SLOW")
    assert (answer.command, answer.params[1], answer.tags["label"]) == ("400", "SLOW", "7")
    assert "out of luck" in caplog.text


def test_who_puts_off_may_answer_failed_work_itself(network: CoreNetwork, slow, caplog) -> None:
    def fail() -> str:
        raise RuntimeError("out of luck")

    def handle(context: Context, session: Session, request: Message) -> None:
        def failed() -> None:
            context.fail(session, "SLOW", "MESSAGE_ERROR", "Sorry")

        context.defer(session, fail, lambda _: None, failed)

    slow(handle)
    answers = lines(network.register("alice").ask("SLOW"))
    assert answers == [("FAIL", "SLOW", "MESSAGE_ERROR", "Sorry")]


def test_done_that_fails_is_answered(network: CoreNetwork, slow, caplog) -> None:
    def handle(context: Context, session: Session, request: Message) -> None:
        context.defer(session, lambda: 0, lambda it: context.say(session, str(1 // it)))

    slow(handle)
    assert network.register("alice").ask("SLOW")[0].command == "400"


def test_only_one_thing_at_a_time_is_put_off(network: CoreNetwork, slow, caplog) -> None:
    def handle(context: Context, session: Session, request: Message) -> None:
        for _ in range(2):
            context.defer(session, lambda: "", lambda it: context.say(session, "NOTE", it))

    slow(handle)
    assert [each.command for each in network.register("alice").ask("SLOW")] == ["400"]


def test_nothing_is_done_for_one_who_left_meanwhile(network: CoreNetwork, slow) -> None:
    done: list[None] = []
    alice = network.register("alice")

    def handle(context: Context, session: Session, request: Message) -> None:
        context.defer(session, alice.drop, done.append)

    slow(handle)
    alice.send("SLOW")
    assert not done


def test_other_commands_go_on_as_before(alice: CoreClient, slow) -> None:
    slow(defer(lambda: "done"))
    assert lines(alice.ask("SLOW", "PING x"))[1][0] == "PONG"
