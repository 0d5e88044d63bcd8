"""What the core needs of the world, as Protocols: a clock, and a way out for each connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Clock = Callable[[], float]  # seconds since the epoch, UTC
VerifyPassword = Callable[[str, str], bool]  # a hash and a password; slow


class Sink(Protocol):
    """Where one session's bytes go. Called by the broadcaster only, never by a handler."""

    def send(self, data: bytes) -> None:
        """Take bytes on their way; never blocks and never raises."""

    def close(self) -> None:
        """Close once all that was sent is out, or cannot be."""
