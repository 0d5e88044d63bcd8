"""A sink that keeps what it gets; keeps to `server.core.ports.Sink`."""

from __future__ import annotations


class FakeSink:
    """What was sent to one session, and whether it was closed."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False
        self.waiting = 0  # what tests say

    def send(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True

    def take(self) -> bytes:
        """All bytes since the last call."""
        data = b"".join(self.sent)
        self.sent.clear()
        return data
