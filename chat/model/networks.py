"""The networks of this run: each a session, for good, and its connection, while there is one.

Connections come and go here, and what their threads put on the queue finds its session. What it
means is decided in `chat.model.session`; sockets and threads are in `chat.model.connection`.
"""

from __future__ import annotations

import itertools
import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from chat.model.arrivals import (
    Arrival,
    DialFailed,
    Ended,
    LineSkipped,
    LinesWritten,
    MessageReceived,
    Opened,
)
from chat.model.connection import Endpoint
from chat.model.entities import ConnectionRequest, MessageKind
from chat.model.events import ConnectionFailed, ConnectionStarted, Event, FailureReason
from chat.model.ports import Transport
from chat.model.session import commands, dispatch, ending, registration
from chat.model.session.session import Phase, Session

QUEUE_LIMIT = 10_000  # arrivals that wait for the pump before the receive threads pause
REGISTRATION_TIME = timedelta(seconds=30)  # from the open socket to the server's welcome
CLOSE_TIME = 1.9  # seconds for `close`, whatever state the connections are in

Dialler = Callable[[int, Endpoint, "queue.Queue[Arrival]"], Transport]


@dataclass(slots=True)
class Network:
    """One network. `generation` is that of its connection."""

    session: Session
    connection: Transport | None = None
    generation: int = 0
    deadline: datetime | None = None  # for the welcome


class Networks:
    """All networks, by their keys in the order they were added."""

    def __init__(
        self, dialler: Dialler, clock: Callable[[], datetime], emit: Callable[[Event], None]
    ) -> None:
        self._dialler = dialler
        self._clock = clock
        self._emit = emit
        self._networks: dict[str, Network] = {}
        self._by_generation: dict[int, Network] = {}
        self._generations = itertools.count(1)
        self._message_ids = itertools.count(1)
        self._arrivals: queue.Queue[Arrival] = queue.Queue(QUEUE_LIMIT)
        self._closing: list[Transport] = []

    def __iter__(self) -> Iterator[Session]:
        return iter([network.session for network in self._networks.values()])

    def session(self, key: str) -> Session:
        """A network's session; KeyError if there is no such network."""
        return self._networks[key].session

    def connect(self, request: ConnectionRequest) -> Session:
        """Begin to connect; an attempt to the same server, or a connection as the same person,
        gives way.
        """
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
        self._emit(ConnectionStarted(session.network, request.host, request.port))
        network.connection.open()
        return session

    def disconnect(self, key: str, reason: str) -> None:
        """Say QUIT and close, or give up the attempt to connect."""
        network = self._networks[key]
        if network.session.phase is Phase.REGISTERED:
            ending.leave(network.session, reason)
            self._let_go(network)
        else:
            self.cancel(key)

    def cancel(self, key: str) -> None:
        """Give up an attempt to connect; without one, nothing."""
        network = self._networks[key]
        if network.connection is not None and network.session.phase is not Phase.REGISTERED:
            self._fail(network, FailureReason.CANCELLED, "cancelled")

    def close(self) -> None:
        """End every connection, and wait for their threads, within two seconds."""
        for network in self._networks.values():
            if network.session.phase is not Phase.OFFLINE:
                ending.leave(network.session)
            self._let_go(network)
        deadline = time.monotonic() + CLOSE_TIME
        for connection in self._closing:
            connection.join(max(0.0, deadline - time.monotonic()))
        self._closing.clear()

    def take_next(self) -> bool:
        """Take in one thing that a connection reported; False if there was none."""
        try:
            arrival = self._arrivals.get_nowait()
        except queue.Empty:
            return False
        network = self._by_generation.get(arrival.generation)
        if network is not None:  # else a connection that is no longer ours said it
            self._take_in(network, arrival)
        return True

    def has_more(self) -> bool:
        """Whether more waits to be taken in."""
        return not self._arrivals.empty()

    def check_time(self) -> None:
        """End what took too long; forget connections that are closed by now."""
        for network in self._networks.values():
            if network.deadline is not None and self._clock() > network.deadline:
                self._fail(network, FailureReason.TIMED_OUT, "the server sent no welcome")
        self._closing = [connection for connection in self._closing if not connection.join(0)]

    def _take_in(self, network: Network, arrival: Arrival) -> None:
        session = network.session
        match arrival:
            case Opened() if network.connection is not None:
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
                self._emit(ConnectionFailed(session.network, reason, detail))
            case Ended(detail=detail):
                ending.lose(session, detail)
        if session.phase is Phase.OFFLINE:
            self._let_go(network)
        elif session.phase is Phase.REGISTERED:
            network.deadline = None

    def _network_for(self, request: ConnectionRequest) -> Network:
        """The network that a request continues: of the same server, and idle or under this nick."""
        for network in self._networks.values():
            if _continues(network.session, request):
                return network
        key = f"{request.host}:{request.port}"
        if key in self._networks:
            key = f"{key} ({len(self._networks) + 1})"
        session = Session(key, request, self._emit, self._clock, self._message_ids.__next__)
        network = self._networks[key] = Network(session)
        return network

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


def _continues(session: Session, request: ConnectionRequest) -> bool:
    known = session.request
    if (known.host.casefold(), known.port) != (request.host.casefold(), request.port):
        return False
    return session.phase is not Phase.REGISTERED or session.is_me(request.nick)
