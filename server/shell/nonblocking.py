"""One send that never waits, on a socket whose reader does wait. Nothing else lives here.

The client's thread blocks in `recv`; the broadcaster must never block in `send`. The blocking
mode belongs to the socket, not to a direction, so the one send has to be asked for by itself.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from functools import partial

#: The flags of a send that does not wait; 0 where there are none.
DONT_WAIT: int = getattr(socket, "MSG_DONTWAIT", 0)
PIECE = 64 * 1024  # bytes; no more at once where only select tells that there is room


def sender_of(client_socket: socket.socket) -> Callable[[bytes | memoryview, int], int]:
    """What, called with bytes and DONT_WAIT, sends what fits now; the number of bytes taken.

    It raises BlockingIOError if nothing fits, OSError if the connection is gone. Most of the
    server's time goes by in it: so it is the socket's own, and no call stands between.
    """
    return client_socket.send if DONT_WAIT else partial(send_when_writable, client_socket)


def send_when_writable(
    client_socket: socket.socket, data: bytes | memoryview, _flags: int = 0
) -> int:
    """The same for a platform without MSG_DONTWAIT (Windows).

    Winsock takes a whole send into its buffer while less than SO_SNDBUF is in it, and select says
    exactly that: so a send after it does not wait.
    """
    if not select.select((), (client_socket,), (), 0)[1]:
        raise BlockingIOError
    return client_socket.send(memoryview(data)[:PIECE])
