"""The connections of the networks: opened, let go of, and known by their generations.

What a connection reports carries its generation; what one reports that is no longer ours belongs
to no network.
"""

from __future__ import annotations

import itertools
import queue
import time
from collections.abc import Callable

from chat.model.arrivals import Arrival
from chat.model.connection import Endpoint
from chat.model.endpoints import Endpoints
from chat.model.entities import ConnectionRequest
from chat.model.ports import Transport
from chat.model.upkeep import Network

Dialler = Callable[[int, Endpoint, "queue.Queue[Arrival]"], Transport]


class Connections:
    """At most one for each network; `dialler` makes them."""

    def __init__(
        self, dialler: Dialler, endpoints: Endpoints, arrivals: queue.Queue[Arrival]
    ) -> None:
        self._dialler = dialler
        self._endpoints = endpoints
        self._arrivals = arrivals
        self._generations = itertools.count(1)
        self._by_generation: dict[int, Network] = {}
        self._closing: list[Transport] = []

    def network(self, generation: int) -> Network | None:
        """Whose connection it is; None if it is no longer ours."""
        return self._by_generation.get(generation)

    def make(self, network: Network, request: ConnectionRequest, upgrade: int) -> Transport:
        """Give the network a connection, which is still to be opened; `upgrade`: the port (sts)."""
        network.generation = next(self._generations)
        endpoint = network.endpoint = self._endpoints.choose(request, upgrade)
        connection = self._dialler(network.generation, endpoint, self._arrivals)
        network.connection = connection
        self._by_generation[network.generation] = network
        return connection

    def let_go(self, network: Network, *, abort: bool = False) -> None:
        """Close a network's connection; what it still reports is dropped."""
        self._by_generation.pop(network.generation, None)
        network.deadline = None
        connection, network.connection = network.connection, None
        if connection is not None:
            if abort:
                connection.abort()
            else:
                connection.close()
            self._closing.append(connection)

    def forget_closed(self) -> None:
        """Forget connections that are closed."""
        self._closing = [connection for connection in self._closing if not connection.join(0)]

    def join(self, patience: float) -> None:
        """Wait for the threads of those that were let go of, so many seconds at most."""
        deadline = time.monotonic() + patience
        for connection in self._closing:
            connection.join(max(0.0, deadline - time.monotonic()))
        self._closing.clear()
