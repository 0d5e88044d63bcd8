"""How a client's thread reads its socket: blocking, in pieces, until the peer or the server ends.

What the bytes mean is decided elsewhere; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.shell.connection import Connection
from server.shell.nonblocking import wait_at_most

#: Bytes; what a thread that waits holds for its next read. With its header it is one of Python's
#: small objects, which lie close together; most lines fit.
FIRST_READ = 448
FULL_READ = 8 * 1024  # bytes; for one who sends more than fits
CHUNK_WAIT = 0.2  # seconds of silence after which text without a line end is a message (C13)


def received(connection: Connection) -> Iterator[bytes]:
    """What the peer sends, until it closes (an empty read) or the connection is over.

    An empty piece for each silence of `connection.patience`, if there is such.

    After the server closed it, what still comes is read and thrown away. Raises OSError.
    """
    size = FIRST_READ
    patience: float | None = None
    while not connection.finished:
        if connection.patience != patience:
            patience = connection.patience
            wait_at_most(connection.socket, patience)
        try:
            data = connection.stream.receive(size)
        except (BlockingIOError, TimeoutError):
            yield b""
            continue
        if not data:
            return
        size = FULL_READ if len(data) == size else FIRST_READ
        if not connection.closing:
            yield data


def received_or_silent(connection: Connection) -> Iterator[bytes]:
    """The same, with an empty piece for each silence of CHUNK_WAIT after something came."""
    while not connection.finished:
        try:
            data = connection.socket.recv(FIRST_READ)
        except (BlockingIOError, TimeoutError):
            wait_at_most(connection.socket, None)
            yield b""
            continue
        if not data:
            return
        wait_at_most(connection.socket, CHUNK_WAIT)
        if not connection.closing:
            yield data
