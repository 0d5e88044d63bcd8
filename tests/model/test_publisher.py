"""Who is told of what, and how often."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

import chat.model
from chat.model.entities import ChatMessage, ConversationKey, MessageKind
from chat.model.events import (
    Event,
    MessagesAdded,
    NetworkEvent,
    NetworkNamed,
    TurnEnded,
    UnreadChanged,
)
from chat.model.publisher import Publisher

LOBBY = ConversationKey("net", "#lobby")
OTHER = ConversationKey("net", "#other")
MODEL = Path(chat.model.__file__).parent


def test_a_subscriber_of_some_kinds_is_told_of_no_other() -> None:
    publisher, everything, networks = Publisher(), list[Event](), list[Event]()
    publisher.subscribe(everything.append)
    publisher.subscribe(networks.append, NetworkEvent)
    for event in (TurnEnded(), NetworkNamed("net", "Example")):
        publisher.emit(event)
    publisher.publish()
    assert everything == [TurnEnded(), NetworkNamed("net", "Example")]
    assert networks == [NetworkNamed("net", "Example")]


def test_what_is_told_between_two_turns_wants_a_turn() -> None:
    woken: list[int] = []
    publisher = Publisher(lambda: woken.append(1))
    publisher.publish()
    assert woken == []
    publisher.emit(NetworkNamed("net", "Example"))
    publisher.publish()
    assert woken == [1]
    with publisher.turn():
        publisher.emit(TurnEnded())
        publisher.publish()
    assert woken == [1]


def test_who_subscribes_late_is_told_of_what_comes_then() -> None:
    publisher, events = Publisher(), list[Event]()
    publisher.emit(TurnEnded())
    publisher.publish()
    publisher.subscribe(events.append)
    publisher.emit(TurnEnded())
    publisher.publish()
    assert events == [TurnEnded()]


def test_counts_that_changed_twice_are_told_once_unless_they_change_again() -> None:
    publisher, events = Publisher(), list[Event]()
    publisher.subscribe(events.append)
    for key in (LOBBY, LOBBY, OTHER):
        publisher.emit(UnreadChanged(key))
    publisher.publish()
    assert len(events) == 2
    publisher.emit(UnreadChanged(LOBBY))
    publisher.publish()
    assert len(events) == 3


def said(number: int) -> ChatMessage:
    return ChatMessage(number, datetime(2026, 3, 1, tzinfo=UTC), MessageKind.MESSAGE, "bob", "hi")


def test_what_is_said_without_a_break_is_told_in_one_go() -> None:
    publisher, events = Publisher(), list[Event]()
    publisher.subscribe(events.append)
    one, two, three = said(1), said(2), said(3)
    publisher.emit(MessagesAdded(LOBBY, (one,)))
    publisher.emit(MessagesAdded(LOBBY, (two, three)))
    publisher.publish()
    assert events == [MessagesAdded(LOBBY, (one, two, three))]


def test_what_happens_in_between_or_elsewhere_is_told_in_its_place() -> None:
    publisher, events = Publisher(), list[Event]()
    publisher.subscribe(events.append)
    happened = [
        MessagesAdded(LOBBY, (said(1),)),
        MessagesAdded(OTHER, (said(2),)),
        MessagesAdded(LOBBY, (said(3),)),
        NetworkNamed("net", "Example"),
        MessagesAdded(LOBBY, (said(4),)),
        TurnEnded(),
    ]
    for event in happened:
        publisher.emit(event)
    publisher.publish()
    assert events == happened


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(MODEL.glob("*.py"))
        if "publisher.subscribe(" in path.read_text("utf-8")
    ],
    ids=lambda path: path.stem,
)
def test_whoever_subscribes_asks_for_all_that_it_looks_at(path: Path) -> None:
    """An event that a part looks at, and did not ask for, would never come."""
    text = path.read_text("utf-8")
    looked_at = {
        node.cls.id
        for listener in ast.walk(ast.parse(text))
        if isinstance(listener, ast.FunctionDef) and listener.name == "_on_event"
        for node in ast.walk(listener)
        if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name)
    }
    asked_for = text[text.index("publisher.subscribe(") :]
    if "*HEARD" in asked_for:
        asked_for = text[text.index("HEARD = (") :]
    asked_for = asked_for[: asked_for.index(")")]
    assert {name for name in looked_at if name not in asked_for} == set()
