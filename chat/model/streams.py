"""A connected socket as a stream of bytes for one reader and one writer thread; here without TLS.

With it: `tls_stream`. Nothing of IRC may live here.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
from typing import Protocol

CHUNK = 64 * 1024  # bytes read at once
_NO_LINGERING = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Stream(Protocol):
    """Bytes in and out; `receive` and `send` block, each for a thread of its own."""

    def receive(self) -> bytes:
        """What came, at least one byte; b"" at the end. Raises OSError."""

    def send(self, data: bytes) -> None:
        """Write all of it. Raises OSError."""

    def finish_sending(self) -> None:
        """Tell the peer that nothing more comes; reading goes on. Never raises."""

    def shut_down(self) -> None:
        """Wake both threads: reading ends, writing fails. Never raises."""

    def discard(self) -> None:
        """What was written and is not yet taken by the peer shall not arrive. Never raises."""

    def close(self) -> None:
        """Give the socket back. Never raises."""


class PlainStream:
    """TCP as it is."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def receive(self) -> bytes:
        """See Stream."""
        return self._socket.recv(CHUNK)

    def send(self, data: bytes) -> None:
        """See Stream."""
        self._socket.sendall(data)

    def finish_sending(self) -> None:
        """See Stream."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def shut_down(self) -> None:
        """See Stream."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def discard(self) -> None:
        """See Stream. Closing without lingering drops what the system still has to send."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGERING)

    def close(self) -> None:
        """See Stream."""
        with contextlib.suppress(OSError):
            self._socket.close()
