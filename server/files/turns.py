"""Whose turn it is at the files' port: nobody takes all of its workers for one address.

Who is on this computer, which a proxy may be, is not counted. No HTTP and no threads here.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from typing import Generic, TypeVar

from server.core.addresses import block_of, is_loopback

T = TypeVar("T")


class Turns(Generic[T]):
    """Who is served now, by address, and who waits for one of the same address to end."""

    def __init__(self, at_once: int, waiting: int) -> None:
        """For each address: so many at once, and so many that may wait."""
        self._at_once = at_once
        self._waiting = waiting
        self._lock = threading.Lock()
        self._served: Counter[str] = Counter()
        self._queues: dict[str, deque[T]] = {}

    def begin(self, address: str, guest: T) -> bool | None:
        """Whether the guest is to be served now; if not, it waits. None: it is to be sent away."""
        block = block_of(address)
        with self._lock:
            if self._served[block] < self._at_once or is_loopback(address):
                self._served[block] += 1
                return True
            queue = self._queues.setdefault(block, deque())
            if len(queue) >= self._waiting:
                return None
            queue.append(guest)
            return False

    def end(self, address: str) -> T | None:
        """One who was served is done; who of the same address is to be served in its place."""
        block = block_of(address)
        with self._lock:
            queue = self._queues.get(block)
            if queue:
                guest = queue.popleft()
                if not queue:
                    del self._queues[block]
                return guest
            self._served[block] -= 1
            if not self._served[block]:
                del self._served[block]
            return None

    def give_up(self) -> list[T]:
        """Who waits, and is to be sent away because the server ends."""
        with self._lock:
            guests = [guest for queue in self._queues.values() for guest in queue]
            self._queues.clear()
        return guests
