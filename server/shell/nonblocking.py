"""One send that never waits, on a socket whose reader does wait. Nothing else lives here.

The client's thread blocks in `recv`; the broadcaster must never block in `send`. The blocking
mode belongs to the socket, not to a direction, so the one send has to be asked for by itself.
"""

from __future__ import annotations

import select
import socket

PIECE = 64 * 1024  # bytes; no more at once where only select tells that there is room


def send_dontwait(client_socket: socket.socket, data: bytes | memoryview) -> int:
    """Send what fits now; the number of bytes taken.

    Raises BlockingIOError if nothing fits, OSError if the connection is gone.
    """
    return client_socket.send(data, _MSG_DONTWAIT)


def send_when_writable(client_socket: socket.socket, data: bytes | memoryview) -> int:
    """The same for a platform without MSG_DONTWAIT (Windows).

    Winsock takes a whole send into its buffer while less than SO_SNDBUF is in it, and select says
    exactly that: so a send after it does not wait.
    """
    if not select.select((), (client_socket,), (), 0)[1]:
        raise BlockingIOError
    return client_socket.send(memoryview(data)[:PIECE])


_MSG_DONTWAIT: int = getattr(socket, "MSG_DONTWAIT", 0)
send_now = send_dontwait if _MSG_DONTWAIT else send_when_writable
