"""What a session needs of a connection (`Transport`)."""

from __future__ import annotations

from typing import Protocol


class Transport(Protocol):
    """The way to one server: what a session sends goes out through it."""

    def open(self) -> None:
        """Begin to connect. Never blocks; what comes of it is reported on the arrivals queue."""

    def send(self, line: bytes) -> None:
        """Take a line, with its CR LF, to be written after those before it. Never blocks."""

    def close(self) -> None:
        """Write what was taken, and close. Returns at once; safe to call in any state."""

    def abort(self) -> None:
        """Close, so that what was taken and is not yet with the server never gets there."""

    def join(self, timeout: float) -> bool:
        """Wait for `close` to be through, at most `timeout` seconds; True if it is."""
