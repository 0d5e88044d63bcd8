"""A Client whose pump is turned until what a test waits for is there."""

from __future__ import annotations

import time
from collections.abc import Callable

from chat.model.client import Client
from chat.model.events import Event

PATIENCE = 10.0  # seconds; only a test that fails waits so long


class TurnedClient:
    """The client with its sockets and threads, and all that it told."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def pump_until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, self.events
            self.client.pump()
            time.sleep(0.002)

    def has(self, kind: type[Event]) -> bool:
        return any(isinstance(event, kind) for event in self.events)
