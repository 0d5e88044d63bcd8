"""The way out to one client's socket: the core's `Sink`, with a bounded backlog behind it.

Called by the broadcaster's thread alone; the client's own thread only reads `finished`. It never
blocks, and never raises for what a peer does. What a connection needs beyond one send (a wait for
room, an end) it says to `attend`. No lock and no thread lives here.
"""

from __future__ import annotations

import contextlib
import socket
from collections import deque
from collections.abc import Callable

from server.core.entities import Session
from server.shell.nonblocking import send_now

SENDQ_EXCEEDED = "SendQ exceeded"


class Connection:
    """One client's socket, written to.

    `failure`: why it can take no more, once it cannot. `closing`: nothing more is taken, what
    waits is still sent. `finished`: over, the client's thread need not read on. `unread`: no
    thread reads it any more.
    """

    __slots__ = (
        "_attend",
        "_backlog",
        "_ended",
        "_limit",
        "closing",
        "failure",
        "finished",
        "patience",
        "session",
        "socket",
        "unread",
        "waiting",
    )

    def __init__(
        self, client_socket: socket.socket, limit: int, attend: Callable[[Connection], None]
    ) -> None:
        """`limit`: bytes that may wait for this client (Limits.send_queue)."""
        self.socket = client_socket
        self.session: Session | None = None
        self.waiting = 0  # bytes in the backlog
        self.failure: str | None = None
        self.closing = False
        self.finished = False
        self.unread = False
        self.patience: float | None = None  # seconds that its thread waits for bytes; None: ever
        self._limit = limit
        self._attend = attend
        self._backlog: deque[bytes | memoryview] = deque()
        self._ended = False

    def send(self, data: bytes) -> None:
        """Send now what the socket takes, keep the rest for later; over the bound, cut."""
        if self.closing:
            return
        if self.waiting:
            self._keep(data)
            return
        try:
            sent = send_now(self.socket, data)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self._fail(error)
            return
        if sent != len(data):
            self._keep(memoryview(data)[sent:])

    def close(self) -> None:
        """Take nothing more; end the stream once all that waits is out."""
        if not self.closing:
            self.closing = True
            self._attend(self)

    def drain(self) -> None:
        """Send of what waits as much as the socket takes. Called when it is writable."""
        try:
            while self._backlog:
                piece = self._backlog[0]
                sent = send_now(self.socket, piece)
                self.waiting -= sent
                if sent != len(piece):
                    self._backlog[0] = memoryview(piece)[sent:]
                    return
                self._backlog.popleft()
        except BlockingIOError:
            return
        except OSError as error:
            self._fail(error)

    def end_stream(self) -> None:
        """Tell the peer that nothing more comes, and leave it the time to read what did.

        A close with unread input would reset the connection, and could take the last words along.
        """
        if not self._ended:
            self._ended = True
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)

    def abort(self) -> None:
        """Give up what waits, and wake the client's thread out of its read."""
        self.closing = self.finished = True
        self._drop_backlog()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def _keep(self, data: bytes | memoryview) -> None:
        if self.waiting + len(data) > self._limit:
            self._cut()
            return
        # Neither joined nor copied: a thousand stalled readers of a channel share its bytes.
        self._backlog.append(data)
        self.waiting += len(data)
        if self.waiting == len(data):
            self._attend(self)

    def _cut(self) -> None:
        """Over the bound: nothing but the rest of the line in progress and the reason remain."""
        rest = bytes(self._backlog[0]) if self._backlog else b""
        last_words = rest[: rest.find(b"\n") + 1] + f"ERROR :{SENDQ_EXCEEDED}\r\n".encode()
        self._drop_backlog()
        self._backlog.append(last_words)
        self.waiting = len(last_words)
        self.failure = SENDQ_EXCEEDED
        self.close()

    def _fail(self, error: OSError) -> None:
        self.failure = error.strerror or "Write error"
        self.abort()
        self._attend(self)

    def _drop_backlog(self) -> None:
        self._backlog.clear()
        self.waiting = 0
