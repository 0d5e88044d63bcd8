"""The chat as the controllers see it: networks, each a session and its connection, and the pump.

All of it runs on the Tk thread. Events are published in order, after what caused them is whole:
a subscriber that calls back into the model finds it in one piece. What a message means is decided
in `chat.model.session`; sockets and threads are in `chat.model.connection`.
"""

from __future__ import annotations

import itertools
import queue
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chat.model.arrivals import (
    Arrival,
    DialFailed,
    Ended,
    LineSkipped,
    LinesWritten,
    MessageReceived,
    Opened,
)
from chat.model.connection import Connection, Endpoint
from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationSummary,
    Member,
    MessageKind,
)
from chat.model.events import (
    ConnectionStarted,
    Event,
    FailureReason,
    TurnEnded,
)
from chat.model.ports import Subscriber, Transport
from chat.model.session import commands, dispatch, ending, registration
from chat.model.session.conversation import Conversation
from chat.model.session.session import Phase, Session

QUEUE_LIMIT = 10_000  # arrivals that wait for the pump before the receive threads pause
REGISTRATION_TIME = timedelta(seconds=30)  # from the open socket to the server's welcome
CLOSE_TIME = 1.9  # seconds for `close`, whatever state the connections are in

Dialler = Callable[[int, Endpoint, "queue.Queue[Arrival]"], Transport]


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Network:
    """One network: its session, for good, and its connection, while there is one."""

    session: Session
    connection: Transport | None = None
    generation: int = 0
    deadline: datetime | None = None  # for the welcome


class Client:
    """A ChatModel over real connections."""

    def __init__(
        self, *, dialler: Dialler = Connection, clock: Callable[[], datetime] = now
    ) -> None:
        self._dialler = dialler
        self._clock = clock
        self._networks: dict[str, Network] = {}
        self._by_generation: dict[int, Network] = {}
        self._generations = itertools.count(1)
        self._message_ids = itertools.count(1)
        self._arrivals: queue.Queue[Arrival] = queue.Queue(QUEUE_LIMIT)
        self._closing: list[Transport] = []
        self._subscribers: list[Subscriber] = []
        self._events: deque[Event] = deque()
        self._publishing = False

    # Events

    def subscribe(self, subscriber: Subscriber) -> None:
        """See ChatModel."""
        self._subscribers.append(subscriber)

    def pump(self, limit: int = 500) -> bool:
        """See ChatModel."""
        for _ in range(limit):
            try:
                arrival = self._arrivals.get_nowait()
            except queue.Empty:
                break
            self._take_in(arrival)
            self._publish()
        self._check_deadlines()
        self._closing = [connection for connection in self._closing if not connection.join(0)]
        self._events.append(TurnEnded())
        self._publish()
        return not self._arrivals.empty()

    def _publish(self) -> None:
        """Tell the subscribers; one that calls the model meanwhile adds to the end."""
        if self._publishing:
            return
        self._publishing = True
        try:
            while self._events:
                event = self._events.popleft()
                for subscriber in list(self._subscribers):
                    subscriber(event)
        finally:
            self._publishing = False

    # Connections

    def connect(self, request: ConnectionRequest) -> str:
        """See ChatModel."""
        network = self._network_for(request)
        session = network.session
        if session.phase is Phase.REGISTERED:
            ending.leave(session)
        self._let_go(network)
        session.prepare(request)
        network.generation = next(self._generations)
        endpoint = Endpoint(request.host, request.port, request.tls)
        network.connection = self._dialler(network.generation, endpoint, self._arrivals)
        self._by_generation[network.generation] = network
        self._events.append(ConnectionStarted(session.network, request.host, request.port))
        network.connection.open()
        self._publish()
        return session.network

    def cancel_connect(self, network: str) -> None:
        """See ChatModel."""
        entry = self._networks[network]
        if entry.connection is None or entry.session.phase is Phase.REGISTERED:
            return
        self._fail(entry, FailureReason.CANCELLED, "cancelled")
        self._publish()

    def disconnect(self, network: str, reason: str = "") -> None:
        """See ChatModel."""
        entry = self._networks[network]
        if entry.session.phase is not Phase.REGISTERED:
            self.cancel_connect(network)
            return
        ending.leave(entry.session, reason)
        self._let_go(entry)
        self._publish()

    def close(self) -> None:
        """See ChatModel."""
        for network in self._networks.values():
            if network.session.phase is not Phase.OFFLINE:
                ending.leave(network.session)
            self._let_go(network)
        deadline = time.monotonic() + CLOSE_TIME
        for connection in self._closing:
            connection.join(max(0.0, deadline - time.monotonic()))
        self._closing.clear()
        self._publish()

    def _network_for(self, request: ConnectionRequest) -> Network:
        """The network that a request continues: of the same server, and idle or under this nick."""
        for network in self._networks.values():
            known = network.session.request
            if (known.host.casefold(), known.port) == (request.host.casefold(), request.port) and (
                network.session.phase is not Phase.REGISTERED or network.session.is_me(request.nick)
            ):
                return network
        key = f"{request.host}:{request.port}"
        if key in self._networks:
            key = f"{key} ({len(self._networks) + 1})"
        session = Session(
            key, request, self._events.append, self._clock, self._message_ids.__next__
        )
        self._networks[key] = Network(session)
        return self._networks[key]

    def _let_go(self, network: Network) -> None:
        """Close a network's connection; what it still reports is dropped."""
        self._by_generation.pop(network.generation, None)
        network.deadline = None
        if network.connection is not None:
            network.connection.close()
            self._closing.append(network.connection)
            network.connection = None

    def _fail(self, network: Network, reason: FailureReason, detail: str) -> None:
        registration.fail(network.session, reason, detail)
        self._let_go(network)

    def _check_deadlines(self) -> None:
        for network in self._networks.values():
            if network.deadline is not None and self._clock() > network.deadline:
                self._fail(network, FailureReason.TIMED_OUT, "the server sent no welcome")

    def _take_in(self, arrival: Arrival) -> None:
        """One thing that a connection reported, unless that connection is no longer ours."""
        network = self._by_generation.get(arrival.generation)
        if network is None or network.connection is None:
            return
        session = network.session
        match arrival:
            case Opened():
                network.deadline = self._clock() + REGISTRATION_TIME
                registration.register(session, network.connection, session.request)
            case MessageReceived(message=message):
                dispatch.receive(session, message)
            case LineSkipped(length=length):
                words = f"A line of {length} bytes was left out: it is too long"
                session.add(session.home, MessageKind.SERVER, words)
            case LinesWritten(count=count):
                commands.confirm_written(session, count)
            case DialFailed(reason=reason, detail=detail):
                self._fail(network, reason, detail)
            case Ended(detail=detail):
                ending.lose(session, detail)
        if session.phase is Phase.OFFLINE:
            self._let_go(network)
        elif session.phase is Phase.REGISTERED:
            network.deadline = None

    # What there is

    def networks(self) -> Sequence[str]:
        """See ChatModel."""
        return list(self._networks)

    def network_name(self, network: str) -> str:
        """See ChatModel."""
        session = self._networks[network].session
        return session.name or session.request.host

    def nick(self, network: str) -> str:
        """See ChatModel."""
        return self._networks[network].session.nick

    def is_connected(self, network: str) -> bool:
        """See ChatModel."""
        return self._networks[network].session.phase is Phase.REGISTERED

    def is_away(self, network: str) -> bool:
        """See ChatModel."""
        return self._networks[network].session.away

    def conversations(self) -> Sequence[ConversationSummary]:
        """See ChatModel."""
        return [
            conversation.summary()
            for network in self._networks.values()
            for conversation in network.session.conversations.values()
        ]

    def messages(self, key: ConversationKey) -> Sequence[ChatMessage]:
        """See ChatModel."""
        _, conversation = self._find(key)
        return tuple(conversation.messages) if conversation else ()

    def members(self, key: ConversationKey) -> Sequence[Member]:
        """See ChatModel."""
        session, conversation = self._find(key)
        return conversation.sorted_members(session.ranks) if conversation else ()

    def topic(self, key: ConversationKey) -> str:
        """See ChatModel."""
        _, conversation = self._find(key)
        return conversation.topic if conversation else ""

    def is_channel(self, network: str, target: str) -> bool:
        """See ChatModel."""
        return self._networks[network].session.is_channel(target)

    def _find(self, key: ConversationKey) -> tuple[Session, Conversation | None]:
        session = self._networks[key.network].session
        return session, session.find(key.target)

    # What the person does

    def mark_read(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.mark_read)

    def send_message(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(
            key, lambda session, conversation: commands.send_text(session, conversation, text)
        )

    def send_action(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(
            key,
            lambda session, conversation: commands.send_text(
                session, conversation, text, MessageKind.ACTION
            ),
        )

    def retry_message(self, key: ConversationKey, message_id: int) -> None:
        """See ChatModel."""
        self._in_conversation(
            key, lambda session, conversation: commands.retry(session, conversation, message_id)
        )

    def open_conversation(self, network: str, target: str) -> ConversationKey:
        """See ChatModel."""
        key = self._networks[network].session.open(target).key
        self._publish()
        return key

    def close_conversation(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.close_conversation)

    def join_channel(self, network: str, channel: str, key: str = "") -> None:
        """See ChatModel."""
        commands.join_channel(self._networks[network].session, channel, key)
        self._publish()

    def part_channel(self, key: ConversationKey, reason: str = "") -> None:
        """See ChatModel."""
        self._in_conversation(
            key,
            lambda session, conversation: commands.part_channel(session, conversation, reason),
        )

    def change_nick(self, network: str, nick: str) -> None:
        """See ChatModel."""
        commands.change_nick(self._networks[network].session, nick)
        self._publish()

    def set_topic(self, key: ConversationKey, topic: str) -> None:
        """See ChatModel."""
        self._in_conversation(
            key, lambda session, conversation: commands.set_topic(session, conversation, topic)
        )

    def set_away(self, network: str, reason: str) -> None:
        """See ChatModel."""
        commands.set_away(self._networks[network].session, reason)
        self._publish()

    def add_notice(self, key: ConversationKey, text: str, *, error: bool = False) -> None:
        """See ChatModel."""
        kind = MessageKind.ERROR if error else MessageKind.EVENT
        self._in_conversation(
            key, lambda session, conversation: session.add(conversation, kind, text)
        )

    def _in_conversation(
        self, key: ConversationKey, do: Callable[[Session, Conversation], object]
    ) -> None:
        """Do something in a conversation, unless it has just gone."""
        session, conversation = self._find(key)
        if conversation is not None:
            do(session, conversation)
        self._publish()
