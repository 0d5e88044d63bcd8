"""The queue on which other threads put what arrived; it says so to whoever sleeps meanwhile."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from chat.model.arrivals import Answered, Arrival

NOBODY = 0  # the generation of no connection


class ArrivalQueue(queue.Queue[Arrival]):
    """Bounded. `wake` is called, by the thread that puts, whenever it is empty no more."""

    def __init__(self, limit: int, wake: Callable[[], None]) -> None:
        super().__init__(limit)
        self._wake = wake
        self._closed = threading.Event()

    def _put(self, item: Arrival) -> None:
        was_empty = not self.queue
        super()._put(item)
        if was_empty:
            self._wake()

    def post(self, deliver: Callable[[], None]) -> None:
        """From any thread: have `deliver` called when its turn comes.

        Waits while the queue is full, but never for good: once closed, nothing is delivered.
        """
        while not self._closed.is_set():
            try:
                self.put(Answered(NOBODY, deliver), timeout=0.05)
            except queue.Full:
                continue
            return

    def close(self) -> None:
        """Nobody takes anything any more: let go of those who wait to post."""
        self._closed.set()
