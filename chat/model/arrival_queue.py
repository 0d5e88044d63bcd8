"""The queue on which other threads put what arrived; it says so to whoever sleeps meanwhile."""

from __future__ import annotations

import queue
from collections.abc import Callable

from chat.model.arrivals import Arrival


class ArrivalQueue(queue.Queue[Arrival]):
    """Bounded. `wake` is called, by the thread that puts, whenever it is empty no more."""

    def __init__(self, limit: int, wake: Callable[[], None]) -> None:
        super().__init__(limit)
        self._wake = wake

    def _put(self, item: Arrival) -> None:
        was_empty = not self.queue
        super()._put(item)
        if was_empty:
            self._wake()
