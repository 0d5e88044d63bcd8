"""A clock that stands until it is told to go on; keeps to `server.core.ports.Clock`."""

from __future__ import annotations


class FakeClock:
    """Seconds since the epoch, as the test sets them."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
