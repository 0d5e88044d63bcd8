"""A send that never waits, on a socket whose reader waits as long as it likes. Nothing else here.

The client's thread blocks in `recv`; the broadcaster must never block in `send`. The blocking
mode belongs to the socket, not to a direction, so the one send has to be asked for by itself.
"""

from __future__ import annotations

import select
import socket
import struct
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


def wait_at_most(client_socket: socket.socket, seconds: float | None) -> None:
    """Have each read end after so many seconds of silence; None: never.

    It raises BlockingIOError or TimeoutError then. Not `settimeout`, where that can be helped: it
    would let the broadcaster's send wait as long for room.
    """
    if not DONT_WAIT:  # a send asks first whether there is room, and so waits for none
        client_socket.settimeout(seconds)
        return
    most = 0 if seconds is None else max(1, int(seconds * 1_000_000))  # microseconds; 0: no end
    timeval = struct.pack("@ll", *divmod(most, 1_000_000))
    client_socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, timeval)
