"""A wire in memory between a Client and a server, cut after so many lines.

Lines travel one at a time, in an order that `choose` decides, so that at each cut some of what
was sent may have arrived and its answer not, or none of it. A line that was cut in two counts as
not arrived: both sides drop what has no end.
"""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable
from typing import Protocol

from chat.model.arrivals import Arrival
from chat.model.connection import Endpoint
from tests.fakes.fake_transport import FakeTransport


class Server(Protocol):
    """What the wire leads to."""

    def connect(self, write: Callable[[str], None]) -> None: ...

    def drop(self) -> None: ...

    def receive(self, line: str) -> None: ...


class CutWire:
    """Makes transports (it is a Dialler); the connection of now breaks when `cuts` says so."""

    def __init__(self, server: Server, cuts: list[int], choose: Callable[[], bool]) -> None:
        self._server = server
        self._cuts = deque(cuts)  # lines that each connection carries; after the last, no end
        self._choose = choose
        self._down: deque[str] = deque()
        self._left: int | None = None
        self._transport: FakeTransport | None = None
        self._written = 0

    def __call__(
        self, generation: int, endpoint: Endpoint, arrivals: queue.Queue[Arrival]
    ) -> FakeTransport:
        self._transport = FakeTransport(generation, endpoint, arrivals)
        self._down.clear()
        self._left = self._cuts.popleft() if self._cuts else None
        self._written = 0
        self._server.connect(self._down.append)
        self._transport.report_opened()
        return self._transport

    @property
    def unused(self) -> bool:
        """Whether the last cut never came: less was said than it takes."""
        return not self._cuts and self._left is not None

    def step(self) -> bool:
        """Carry one line, or cut; False if there is nothing to do."""
        transport = self._transport
        if transport is None or not (transport.sent or self._down):
            return False
        if self._left == 0:
            self._cut(transport)
            return True
        if self._left is not None:
            self._left -= 1
        if transport.sent and (not self._down or self._choose()):
            self._server.receive(transport.sent.pop(0))
            self._written += 1
            transport.report_written(self._written)
        else:
            transport.report_lines(self._down.popleft())
        return True

    def _cut(self, transport: FakeTransport) -> None:
        transport.report_ended("cut")
        transport.sent.clear()
        self._down.clear()
        self._transport = self._left = None
        self._server.drop()
