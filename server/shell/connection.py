"""The way out to one client's socket: the core's `Sink`, with a bounded backlog behind it.

Called by the broadcaster's thread alone; the client's own thread only reads `finished`. It never
blocks, and never raises for what a peer does. What a connection needs beyond one send (a wait for
room, an end) it says to `attend`. No lock and no thread lives here, and neither does TLS: that is
the stream's (`server.shell.stream`).
"""

from __future__ import annotations

import contextlib
import socket
from collections import deque
from collections.abc import Callable
from typing import Protocol

from server.core.entities import Session
from server.shell.nonblocking import DONT_WAIT
from server.shell.stream import PlainStream, Stream

SENDQ_EXCEEDED = "SendQ exceeded"


class Framing(Protocol):
    """How what is sent is cut into units, of which none may stop in its middle."""

    def unit_end(self, data: bytes, sent: int) -> int:
        """Where the unit ends that byte number `sent` of `data` belongs to."""

    def last_words(self, reason: str) -> bytes:
        """What tells the peer why it is cut."""


class LineFraming:
    """Lines of IRC."""

    def unit_end(self, data: bytes, sent: int) -> int:
        """As Framing says."""
        return data.find(b"\n", sent) + 1

    def last_words(self, reason: str) -> bytes:
        """As Framing says."""
        return f"ERROR :{reason}\r\n".encode()


LINES = LineFraming()


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
        "_queued",
        "_send_now",
        "closing",
        "failure",
        "finished",
        "framing",
        "patience",
        "session",
        "socket",
        "stream",
        "unread",
    )

    def __init__(
        self,
        client: socket.socket | Stream,
        limit: int,
        attend: Callable[[Connection], None],
        framing: Framing = LINES,
    ) -> None:
        """`limit`: bytes that may wait for this client (Limits.send_queue)."""
        self.stream: Stream = PlainStream(client) if isinstance(client, socket.socket) else client
        self.socket = self.stream.socket
        self._send_now = self.stream.send_now
        self.framing = framing
        self.session: Session | None = None
        self._queued = 0  # bytes in the backlog
        self.failure: str | None = None
        self.closing = False
        self.finished = False
        self.unread = False
        self.patience: float | None = None  # seconds that its thread waits for bytes; None: ever
        self._limit = limit
        self._attend = attend
        self._backlog: deque[bytes | memoryview] | None = None  # most never have one
        self._ended = False

    @property
    def waiting(self) -> int:
        """Bytes that wait until the socket takes them."""
        return 0 if self.finished else self._queued + self.stream.pending

    def send(self, data: bytes) -> None:
        """Send now what the socket takes, keep the rest for later; over the bound, cut."""
        if self.closing:
            return
        if self._queued:
            self._keep(data)
            return
        try:
            sent = self._send_now(data, DONT_WAIT)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self._fail(error)
            return
        if sent != len(data):
            self._keep(memoryview(data)[sent:] if sent else data)
        elif self.stream.pending:
            self._attend(self)

    def close(self) -> None:
        """Take nothing more; end the stream once all that waits is out."""
        if not self.closing:
            self.closing = True
            self._attend(self)

    def drain(self) -> None:
        """Send of what waits as much as the socket takes. Called when it is writable."""
        try:
            self.stream.flush()
            while backlog := self._backlog:
                piece = backlog[0]
                sent = self._send_now(piece, DONT_WAIT)
                self._queued -= sent
                if sent != len(piece):
                    backlog[0] = memoryview(piece)[sent:]
                    return
                backlog.popleft()
            self._backlog = None
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
            self.stream.end()

    def abort(self) -> None:
        """Give up what waits, and wake the client's thread out of its read."""
        self.closing = self.finished = True
        self._drop_backlog()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def _keep(self, data: bytes | memoryview) -> None:
        if self._queued + len(data) > self._limit:
            self._cut(data)
            return
        if self._backlog is None:
            self._backlog = deque()
        # Neither joined nor copied: a thousand stalled readers of a channel share its bytes.
        self._backlog.append(data)
        self._queued += len(data)
        if self._queued == len(data):
            self._attend(self)

    def _cut(self, refused: bytes | memoryview) -> None:
        """Over the bound: nothing but the rest of the unit in progress and the reason remain."""
        first = self._backlog[0] if self._backlog else refused
        last_words = self._rest_of_unit(first) + self.framing.last_words(SENDQ_EXCEEDED)
        self._backlog = deque((last_words,))
        self._queued = len(last_words)
        self.failure = SENDQ_EXCEEDED
        self.close()

    def _rest_of_unit(self, piece: bytes | memoryview) -> bytes:
        whole = piece if isinstance(piece, bytes) else piece.obj
        assert isinstance(whole, bytes)  # its views are made here, by slicing
        sent = len(whole) - len(piece)
        return whole[sent : self.framing.unit_end(whole, sent)]

    def _fail(self, error: OSError) -> None:
        self.failure = error.strerror or "Write error"
        self.abort()
        self._attend(self)

    def _drop_backlog(self) -> None:
        self._backlog = None
        self._queued = 0
