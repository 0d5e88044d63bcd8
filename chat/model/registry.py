"""Which networks there are, for good: each a session, made with what all sessions share."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

from chat.model.entities import ConnectionRequest
from chat.model.events import Event
from chat.model.reconnecting import Backoff
from chat.model.session.keywords import Keywords
from chat.model.session.session import Session
from chat.model.session.state import Phase
from chat.model.upkeep import Network
from chat.model.world import World


class Registry:
    """Networks by their keys, in the order they were added.

    `emit` takes their events; `equip` is called with each new one.
    """

    def __init__(
        self, world: World, emit: Callable[[Event], None], equip: Callable[[Network], None]
    ) -> None:
        self._world = world
        self._emit = emit
        self._equip = equip
        self._networks: dict[str, Network] = {}
        first = time.time_ns() if world.first_id is None else world.first_id
        self._message_ids = itertools.count(first)
        self._origin = f"{first:x}"
        self.keywords = Keywords()

    def __iter__(self) -> Iterator[Network]:
        return iter(list(self._networks.values()))

    def __getitem__(self, key: str) -> Network:
        return self._networks[key]

    def get(self, key: str) -> Network | None:
        """The network of this key, if it is known."""
        return self._networks.get(key)

    def adopt(self, key: str, request: ConnectionRequest) -> Network:
        """The network of this key, added if it is not known."""
        return self._networks.get(key) or self._add(key, request)

    def network_for(self, request: ConnectionRequest) -> Network:
        """The network that a request continues: of the same server, and idle or under this nick."""
        for network in self:
            if _continues(network.session, request):
                return network
        key = where = f"{request.host}:{request.port}"
        numbers = itertools.count(2)
        while key in self._networks:
            key = f"{where} ({next(numbers)})"
        return self._add(key, request)

    def remove(self, key: str) -> None:
        """Know a network no more."""
        del self._networks[key]

    def _add(self, key: str, request: ConnectionRequest) -> Network:
        ids, clock = self._message_ids.__next__, self._world.clock
        session = Session(key, request, self._emit, clock, ids, self._origin)
        session.keywords = self.keywords
        network = self._networks[key] = Network(session, Backoff(self._world.chance))
        self._equip(network)
        return network


def _continues(session: Session, request: ConnectionRequest) -> bool:
    known = session.request
    if (known.host.casefold(), known.port) != (request.host.casefold(), request.port):
        return False
    return session.phase is not Phase.REGISTERED or session.is_me(request.nick)
