"""What the passing of time does to the connections: asked for life, given up, tried again.

Called at every turn of the pump; the policy is in `reconnecting`, the doing in `networks`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from chat.model.connection import Endpoint
from chat.model.events import FailureReason
from chat.model.ports import Transport
from chat.model.reconnecting import Backoff, Life, Liveness, Surroundings
from chat.model.session import (
    history,
    metadata,
    people,
    reading,
    regaining,
    registration,
    searching,
    sending,
    typing_notice,
)
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.world import World
from chat.translation import N_, _

WELCOME_TIME = timedelta(seconds=30)  # from the open socket to the server's welcome
LOOK_AROUND = 5.0  # seconds between two looks at this machine's own address
DEAD = N_("the server does not answer any more")
NO_WELCOME = N_("the server sent no welcome")

#: What the same attempt, made again, may well get over.
PASSING = frozenset(
    {
        FailureReason.NAME_NOT_FOUND,
        FailureReason.REFUSED,
        FailureReason.TIMED_OUT,
        FailureReason.UNREACHABLE,
        FailureReason.TLS,
        FailureReason.ONLY_ENCRYPTED,
        FailureReason.LOGIN_UNAVAILABLE,  # the part of a network that knows accounts may be away
        FailureReason.NICK_IN_USE,  # most likely our own lost connection, for a while yet
        FailureReason.CLOSED,
    }
)


@dataclass(slots=True)
class Network:
    """One network: a session for good, and its connection, while there is one."""

    session: Session
    backoff: Backoff
    connection: Transport | None = None
    endpoint: Endpoint | None = None  # where it leads
    generation: int = 0  # of the connection
    deadline: datetime | None = None  # for the welcome
    liveness: Liveness = field(default_factory=lambda: Liveness(0.0))
    wanted: bool = False  # we were in, and nobody asked to be out


class Doing(Protocol):
    """What is done about a connection (`Networks`)."""

    def reconnect(self, key: str) -> None:
        """Connect again."""

    def lose(self, network: Network, detail: str) -> None:
        """Take the connection for lost."""

    def fail(self, network: Network, reason: FailureReason, detail: str) -> None:
        """Give up the attempt."""


class Upkeep:
    """Looks after the networks as time passes."""

    def __init__(self, world: World, doing: Doing) -> None:
        self._world = world
        self._doing = doing
        self._surroundings = Surroundings()
        self._looked = float("-inf")
        self._address = ""

    def check(self, networks: list[Network]) -> None:
        """Do what is due."""
        steady, wall = self._world.steady(), self._world.clock()
        if steady - self._looked >= LOOK_AROUND:
            self._looked, self._address = steady, self._world.address()
        changed = self._surroundings.changed(steady, wall, self._address)
        for network in networks:
            if changed:
                network.backoff.hurry(steady)
            if network.backoff.is_due(steady):
                self._doing.reconnect(network.session.network)
            elif network.deadline is not None and wall > network.deadline:
                self._doing.fail(network, FailureReason.TIMED_OUT, _(NO_WELCOME))
            elif network.session.phase is Phase.REGISTERING:
                registration.introduce_late(network.session)
            elif network.session.phase is Phase.REGISTERED:
                self._check_connection(network, steady, changed)

    def _check_connection(self, network: Network, steady: float, changed: bool) -> None:
        sending.go_on(network.session)
        history.check_time(network.session)
        people.check(network.session)
        regaining.check_time(network.session)
        metadata.check_time(network.session)
        typing_notice.check_time(network.session)
        reading.check_time(network.session)
        searching.check_time(network.session)
        life = network.liveness
        verdict = life.doubt(steady) if changed else life.check(steady, network.session.words_sent)
        if verdict is Life.ASK:
            network.session.send("PING", "alive")
        elif verdict is Life.DEAD:
            self._doing.lose(network, _(DEAD))


def plan_retry(network: Network, steady: float, emit: Callable[[float], None]) -> None:
    """After a connection has ended: plan the next attempt, if one makes sense."""
    reason = network.session.failure
    network.wanted = network.wanted and reason in PASSING
    if network.wanted:
        emit(network.backoff.schedule(steady))
