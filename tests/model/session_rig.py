"""A Session with a fake transport: lines in, lines and events out."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from chat.model.entities import ChatMessage, ConnectionRequest, DeliveryState, MessageKind
from chat.model.events import Event
from chat.model.security import Security
from chat.model.session import dispatch, registration
from chat.model.session.conversation import Conversation
from chat.model.session.session import Session
from chat.protocol.message import parse_message
from tests.fakes.fake_transport import FakeTransport

E = TypeVar("E", bound=Event)

REQUEST = ConnectionRequest("alice", "chat.example", 6667)
START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
ALL_CAPS = "message-tags server-time echo-message labeled-response batch multi-prefix"


class Rig:
    """Alice's session."""

    def __init__(self, request: ConnectionRequest = REQUEST) -> None:
        self.now = START
        self.events: list[Event] = []
        ids = itertools.count(1)
        self.session = Session("net", request, self.events.append, lambda: self.now, ids.__next__)
        self.transport = FakeTransport()
        self.request = request

    def start(self, security: Security | None = None) -> Rig:
        """The socket is open."""
        self.transport = FakeTransport()
        registration.register(self.session, self.transport, self.request, security)
        return self

    def register(self, caps: str = "", *isupport: str) -> Rig:
        """Through to the welcome, with these capabilities granted."""
        self.start()
        if caps:
            self.feed(f":s.example CAP * LS :{caps}", f":s.example CAP * ACK :{caps}")
        else:
            self.feed(":s.example CAP * LS :")
        self.feed(":s.example 001 alice :Welcome")
        if isupport:
            self.feed(f":s.example 005 alice {' '.join(isupport)} :are supported")
        self.transport.take_sent()
        self.events.clear()
        return self

    def join(self, channel: str = "#lobby", names: str = "alice @bob") -> Conversation:
        """Into a channel with these people."""
        self.feed(
            f":alice!ali@home JOIN {channel}",
            f":s.example 353 alice = {channel} :{names}",
            f":s.example 366 alice {channel} :End",
        )
        self.transport.take_sent()
        self.events.clear()
        return self.conversation(channel)

    def feed(self, *lines: str) -> None:
        for line in lines:
            dispatch.receive(self.session, parse_message(line))

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def sent(self) -> list[str]:
        """The lines sent since the last look."""
        return self.transport.take_sent()

    def take(self, kind: type[E]) -> list[E]:
        """The events of a kind since the last look; others are dropped."""
        found = [event for event in self.events if isinstance(event, kind)]
        self.events.clear()
        return found

    def conversation(self, target: str) -> Conversation:
        conversation = self.session.find(target)
        assert conversation is not None, f"no conversation with {target}"
        return conversation

    def messages(self, target: str) -> list[ChatMessage]:
        return list(self.conversation(target).messages)

    def last(self, target: str = "") -> ChatMessage:
        return self.conversation(target).messages[-1]

    def texts(self, target: str = "") -> list[str]:
        return [message.text for message in self.messages(target)]

    def lines(self, target: str) -> list[tuple[MessageKind, str]]:
        return [(message.kind, message.text) for message in self.messages(target)]

    def states(self, target: str) -> list[DeliveryState]:
        return [message.state for message in self.messages(target) if message.own]

    def members(self, channel: str) -> list[str]:
        conversation = self.conversation(channel)
        members = conversation.sorted_members(self.session.ranks)
        return [member.prefixes + member.nick for member in members]
