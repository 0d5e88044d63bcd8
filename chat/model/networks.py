"""The networks of this run: each a session, for good, and its connection, while there is one.

When connections come and go is decided here, and what their threads put on the queue finds its
session. Which networks there are is kept in `registry`, which connections in `connections`. What an
arrival means is decided in `chat.model.session`; sockets and threads are in `connection`.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from chat.model.arrival_queue import NOBODY, ArrivalQueue
from chat.model.arrivals import (
    Answered,
    Arrival,
    DialFailed,
    Ended,
    LineSkipped,
    LinesWritten,
    MessagesReceived,
    Opened,
)
from chat.model.connection import Endpoint
from chat.model.connections import Connections, Dialler
from chat.model.endpoints import Endpoints
from chat.model.entities import ConnectionRequest, ConversationKey, MessageKind
from chat.model.events import (
    ConnectionFailed,
    ConnectionStarted,
    Event,
    FailureReason,
    ReconnectScheduled,
)
from chat.model.registry import Registry
from chat.model.session import dispatch, ending, registration, sending
from chat.model.session.conversation import Conversation
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.upkeep import WELCOME_TIME, Network, Upkeep, plan_retry
from chat.model.world import World
from chat.protocol.message import Message
from chat.translation import _

QUEUE_LIMIT = 1_000  # arrivals that wait for the pump before the receive threads pause
T = TypeVar("T")
CLOSE_TIME = 1.9  # seconds for `close`, whatever state the connections are in

USUAL_LENGTH = 512  # characters; no line of plain IRC has more (RFC 1459 section 2.3)
TALK = "PRIVMSG"


class Networks:
    """All networks, by their keys in the order they were added."""

    def __init__(
        self,
        dialler: Dialler,
        world: World,
        emit: Callable[[Event], None],
        endpoints: Endpoints,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._endpoints = endpoints
        self._world = world
        self._emit = emit
        self._arrivals = ArrivalQueue(QUEUE_LIMIT, wake)
        self._together: deque[Message] = deque()  # taken from the queue, and to be read next
        self._from = NOBODY  # the generation that they are of
        self._connections = Connections(dialler, endpoints, self._arrivals)
        self._registry = Registry(world, emit, self._equip)
        self.keywords = self._registry.keywords
        self.post = self._arrivals.post  # from any thread
        self._upkeep = Upkeep(world, self)
        self.before_dialling: Callable[[Session, Callable[[], None]], None] = _at_once

    def __iter__(self) -> Iterator[Session]:
        return iter([network.session for network in self._registry])

    def session(self, key: str) -> Session:
        """A network's session; KeyError if there is no such network."""
        return self._registry[key].session

    def find(self, key: ConversationKey) -> Conversation | None:
        """A conversation that is open; None if it is gone, be it with its whole network."""
        network = self._registry.get(key.network)
        return None if network is None else network.session.find(key.target)

    def endpoint(self, key: str) -> Endpoint | None:
        """Where a network was last dialled."""
        return self._registry[key].endpoint

    def connect(self, request: ConnectionRequest) -> Session:
        """Begin to connect; an attempt to the same server, or a connection as the same person,
        gives way.
        """
        network = self._registry.network_for(request)
        network.wanted = network.session.returning = False
        self._dial(network, request)
        return network.session

    def reconnect(self, key: str) -> None:
        """Connect again as we were there last; channels that were closed stay closed.

        Until it succeeds: what is queued waits for it, and at a start the network may come later.
        """
        network = self._registry[key]
        session = network.session
        if session.phase is Phase.REGISTERED:
            return
        network.wanted = session.returning = True
        self._dial(network, session.description()[0])

    def retry_in(self, key: str) -> float | None:
        """Seconds until the network is tried again by itself; None if it is not."""
        return self._registry[key].backoff.remaining(self._world.steady())

    def disconnect(self, key: str, reason: str) -> None:
        """Say QUIT and close, or give up the attempt to connect, made or planned."""
        network = self._registry[key]
        if network.session.phase is Phase.REGISTERED:
            network.wanted = False
            ending.leave(network.session, reason)
            self._connections.let_go(network)
        else:
            self.cancel(key)

    def cancel(self, key: str) -> None:
        """Give up an attempt to connect, made or planned; without one, nothing."""
        network = self._registry[key]
        attempted = network.connection is not None and network.session.phase is not Phase.REGISTERED
        if attempted or network.backoff.due is not None:
            network.wanted = False
            network.backoff.cancel()
            self.fail(network, FailureReason.CANCELLED, "cancelled")

    def forget(self, key: str) -> None:
        """End what there is with a network, and know it no more."""
        network = self._registry[key]
        network.wanted = False
        network.backoff.cancel()
        if network.session.phase is not Phase.OFFLINE:
            ending.leave(network.session)
        self._connections.let_go(network)
        self._registry.remove(key)

    def close(self) -> None:
        """End every connection, and wait for their threads, within two seconds."""
        self._arrivals.close()
        for network in self._registry:
            network.wanted = False
            network.backoff.cancel()
            if network.session.phase is not Phase.OFFLINE:
                ending.leave(network.session)
            self._connections.let_go(network)
        self._connections.join(CLOSE_TIME)

    def take_next(self, room: int) -> int:
        """Take in one thing that a connection reported, or talk that came together.

        Nobody need be told of what somebody said before the next is read. Returns how much it
        weighs, about `room` at most: 0 if there was nothing, 1 for what is as long as most, more
        for long texts, which cost the window as much as so many short ones.
        """
        if self._together:
            return self._read_on(room)
        try:
            arrival = self._arrivals.get_nowait()
        except queue.Empty:
            return 0
        if isinstance(arrival, MessagesReceived):
            self._together.extend(arrival.messages)
            self._from = arrival.generation
            return self._read_on(room)
        if isinstance(arrival, Answered):
            arrival.deliver()
        network = self._connections.network(arrival.generation)
        if network is not None:  # else a connection that is no longer ours said it
            self._take_in(network, arrival)
        return 1

    def _read_on(self, room: int) -> int:
        """Read the next message; of talk, also what follows it."""
        together = self._together
        read = [together.popleft()]
        weight = _weight(read[0])
        while weight < room and together and read[-1].command == together[0].command == TALK:
            read.append(together.popleft())
            weight += _weight(read[-1])
        network = self._connections.network(self._from)
        if network is not None:
            self._take_in(network, read)
        return weight

    def adopt(self, key: str, request: ConnectionRequest) -> Session:
        """The session of a network of an earlier run."""
        return self._registry.adopt(key, request).session

    def steady(self) -> float:
        """Seconds on a clock that never jumps."""
        return self._world.steady()

    def has_more(self) -> bool:
        """Whether more waits to be taken in."""
        return bool(self._together) or not self._arrivals.empty()

    def check_time(self) -> None:
        """Do what is due by now; forget connections that are closed."""
        self._upkeep.check(list(self._registry))
        self._connections.forget_closed()

    def lose(self, network: Network, detail: str) -> None:
        """Take a connection for lost."""
        ending.lose(network.session, detail)
        self._end(network)

    def fail(self, network: Network, reason: FailureReason, detail: str) -> None:
        """Give up an attempt to connect."""
        ending.fail(network.session, reason, detail)
        self._end(network)

    def _dial(self, network: Network, request: ConnectionRequest, upgrade: int = 0) -> None:
        session = network.session
        network.backoff.cancel()
        if session.phase is Phase.REGISTERED:
            ending.leave(session)
        self._connections.let_go(network)
        session.prepare(request)
        connection = self._connections.make(network, request, upgrade)
        self._emit(ConnectionStarted(session.network, request.host, request.port))

        def open_it() -> None:
            if network.connection is connection:  # else it was given up meanwhile
                connection.open()

        self.before_dialling(session, open_it)

    def _take_in(self, network: Network, arrival: Arrival | list[Message]) -> None:
        session, steady = network.session, self._world.steady()
        if not isinstance(arrival, LinesWritten):  # that is only what our own system says
            network.liveness.hear(steady, session.words_sent)
        before = session.phase
        match arrival:
            case list():
                for message in arrival:
                    dispatch.receive(session, message)
            case Opened(security=security) if network.connection is not None:
                network.deadline = self._world.clock() + WELCOME_TIME
                registration.register(session, network.connection, session.request, security)
            case LineSkipped(length=length):
                words = _("A line of {length} bytes was left out: it is too long").format(
                    length=length
                )
                session.add(session.home, MessageKind.SERVER, words)
            case LinesWritten(count=count):
                sending.confirm_written(session, count)
            case DialFailed():
                self._fail_dialling(network, arrival)
            case Ended(detail=detail):
                ending.lose(session, detail)
        if session.phase is Phase.OFFLINE:
            self._end(network)
        elif session.upgrade_port:
            self._dial(network, session.request, session.upgrade_port)
        elif session.phase is Phase.REGISTERED and before is not Phase.REGISTERED:
            network.deadline, network.wanted = None, True
            network.backoff.succeed(steady)

    def _fail_dialling(self, network: Network, failed: DialFailed) -> None:
        session, endpoint = network.session, network.endpoint
        session.failure = failed.reason
        if endpoint is not None and endpoint.tls:
            session.failure = self._endpoints.reason(session.request, failed)
            if question := self._endpoints.question(session.network, endpoint, failed):
                self._emit(question)
        self._emit(ConnectionFailed(session.network, session.failure, failed.detail))

    def _equip(self, network: Network) -> None:
        network.session.work = partial(self._work, network)

    def _work(self, network: Network, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do what is slow on a thread of its own (a `state.Worker`)."""

        def deliver(result: T) -> None:
            done(result)
            if network.session.phase is Phase.OFFLINE and network.connection is not None:
                self._end(network)

        def run() -> None:
            result = work()
            self.post(lambda: deliver(result))

        threading.Thread(target=run, name=f"work for {network.session.network}").start()

    def _end(self, network: Network) -> None:
        """The connection is over, not by our wish: let go of it, and plan the next."""
        self._connections.let_go(network, abort=True)
        plan_retry(network, self._world.steady(), lambda delay: self._plan(network, delay))

    def _plan(self, network: Network, delay: float) -> None:
        self._emit(ReconnectScheduled(network.session.network, delay))


def _weight(message: Message) -> int:
    return 1 + len(message.params[-1]) // USUAL_LENGTH if message.params else 1


def _at_once(_session: Session, go_on: Callable[[], None]) -> None:
    go_on()
