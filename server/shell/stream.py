"""What stands between a connection and its socket: nothing, or TLS (`server.shell.tls_stream`).

A stream is read by the client's own thread and written by the broadcaster, at the same time.
"""

from __future__ import annotations

import contextlib
import socket
from typing import Protocol

from server.shell.nonblocking import sender_of


class Stream(Protocol):
    """A socket's bytes as the server means them."""

    socket: socket.socket
    certfp: str | None  # SHA-256 of the peer's certificate, in hex, if it showed one

    @property
    def secure(self) -> bool:
        """Whether others on the way cannot read it."""

    @property
    def pending(self) -> int:
        """Bytes that were taken by `send_now` and are not out; writability sends them on."""

    def receive(self, size: int) -> bytes:
        """Wait for bytes of the peer: at most `size`, none once it closed. Raises OSError."""

    def send_now(self, data: bytes | memoryview, flags: int, /) -> int:
        """Take of `data` what goes without waiting; the number of bytes taken.

        `flags`: DONT_WAIT. Raises BlockingIOError if nothing goes, OSError if the connection is
        gone.
        """

    def flush(self) -> None:
        """Send on what is pending, without waiting. Raises as `send_now` does."""

    def end(self) -> None:
        """Tell the peer that nothing more comes. Never raises."""


class PlainStream:
    """The socket itself."""

    __slots__ = ("send_now", "socket")

    secure = False
    pending = 0
    certfp: str | None = None

    def __init__(self, client_socket: socket.socket) -> None:
        self.socket = client_socket
        self.send_now = sender_of(client_socket)  # as Stream says

    def receive(self, size: int) -> bytes:
        """As Stream says."""
        return self.socket.recv(size)

    def flush(self) -> None:
        """As Stream says: nothing is ever pending."""

    def end(self) -> None:
        """As Stream says."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
