"""One connection to a server: a socket, a thread that receives and a thread that sends.

Threads: the dial thread looks the name up, connects and, when the socket is open, starts the
other two and ends. The receive thread reads, decodes, frames and parses, and puts on the queue;
the send thread only writes. `open`, `send` and `close` belong to the Tk thread and never block.
What the lines mean is no business of this file.
"""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chat.model.arrivals import (
    Arrival,
    DialFailed,
    Ended,
    LineSkipped,
    LinesWritten,
    MessagesReceived,
    Opened,
)
from chat.model.dialling import (
    DialError,
    DoubtfulCertificate,
    Patience,
    Resolver,
    dial,
    look_up,
    system_resolver,
)
from chat.model.events import FailureReason
from chat.model.security import OwnCertificate, Security
from chat.model.streams import PlainStream, Stream
from chat.protocol.line_buffer import LineBuffer, OverlongLine
from chat.protocol.message import MalformedMessage, Message, parse_message
from chat.translation import _

if TYPE_CHECKING:
    import ssl

DIAL_TIMEOUT = 10.0  # seconds for looking up, connecting and TLS together
LINE_LIMIT = 16 * 1024  # bytes without tags; some servers go far beyond 512
TOGETHER = 32  # messages handed over in one go, at most
GATHERING = 0.001  # seconds for each line that came, to let others come before the next read
MOST_GATHERING = 0.1  # seconds
PLENTY = 32 * 1024  # bytes that came at once: worth reading on
SEND_LIMIT = 1024 * 1024  # bytes waiting to be written before the server is taken for dead

_FLUSH_TIME = 0.5  # seconds for what is queued (QUIT) to be written when closing
_FAREWELL_TIME = 0.4  # seconds for the server's own end after that
_WAKE_TIME = 0.4  # seconds for a thread to notice that its socket was shut down

#: When silent for 60 s ask every 15 s, four times; or give up lines not acknowledged for 60,000 ms.
_LIVENESS = (
    ("TCP_KEEPIDLE", 60),
    ("TCP_KEEPINTVL", 15),
    ("TCP_KEEPCNT", 4),
    ("TCP_USER_TIMEOUT", 60_000),
)


class Endpoint(Struct, frozen=True):
    """Where to connect, and how."""

    host: str
    port: int
    tls: bool = False
    pin: str = ""  # SHA-256 of the certificate that the person trusts there, in hex
    own: OwnCertificate | None = None  # that we show there


class Connection:
    """A Transport over a real socket. Reports on `arrivals`, under its generation number."""

    def __init__(
        self,
        generation: int,
        endpoint: Endpoint,
        arrivals: queue.Queue[Arrival],
        *,
        timeout: float = DIAL_TIMEOUT,
        resolve: Resolver = system_resolver,
        tls_context: ssl.SSLContext | None = None,
    ) -> None:
        self.generation = generation
        self._endpoint = endpoint
        self._arrivals = arrivals
        self._timeout = timeout
        self._resolve = resolve
        self._tls_context = tls_context
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._waiting = 0  # bytes in the outbox, guarded by _lock
        self._lock = threading.Lock()  # between close() and the dial thread's handing over
        self._closing = threading.Event()
        self._aborted = threading.Event()
        self._stream: Stream | None = None
        self._failure = ""  # why the connection was given up from our side
        name = f"{endpoint.host}:{endpoint.port}"
        self._dialler = threading.Thread(target=self._dial, name=f"dial {name}", daemon=True)
        self._receiver = threading.Thread(
            target=self.receive_messages, name=f"receive {name}", daemon=True
        )
        self._sender = threading.Thread(target=self._send_lines, name=f"send {name}", daemon=True)
        self._closer = threading.Thread(target=self._wind_up, name=f"close {name}", daemon=True)

    # On the Tk thread

    def open(self) -> None:
        """Begin to connect. Opened or DialFailed follows."""
        self._dialler.start()

    def send(self, line: bytes) -> None:
        """Queue a line, with its CR LF, to be written. Never blocks."""
        with self._lock:
            self._waiting += len(line)
            full = self._waiting > SEND_LIMIT
        if full:
            self._give_up(_("the server takes nothing any more"))
        else:
            self._outbox.put(line)

    def close(self) -> None:
        """End it, from any state: write what is queued, wait a moment, close the socket.

        Returns at once; a thread does the waiting, for less than two seconds in all. Nothing
        that arrives from now on is reported.
        """
        with self._lock:
            if self._closing.is_set():
                return
            self._closing.set()
        self._outbox.put(None)
        self._closer.start()

    def abort(self) -> None:
        """End it at once: what is not yet with the server shall not arrive after all.

        So that what is sent again over a new connection does not come twice.
        """
        self._aborted.set()
        with self._lock:
            stream = self._stream
        if stream is not None:
            stream.discard()
            stream.shut_down()
        self.close()

    def join(self, timeout: float) -> bool:
        """Wait for `close` to be through, at most `timeout` seconds; True if it is."""
        self._closer.join(timeout)
        return not self._closer.is_alive()

    # In the dial thread

    def _dial(self) -> None:
        try:
            stream, security = self._connect()
        except DoubtfulCertificate as error:
            failed = DialFailed(self.generation, error.reason, error.detail)
            self._report(replace(failed, doubt=error.doubt, certificate=error.certificate))
            return
        except DialError as error:
            self._report(DialFailed(self.generation, error.reason, error.detail))
            return
        except OSError as error:  # of the socket that is there, or of the system's certificates
            detail = error.strerror or str(error)
            self._report(DialFailed(self.generation, FailureReason.UNREACHABLE, detail))
            return
        self._report(Opened(self.generation, security))
        with self._lock:
            if self._closing.is_set():
                stream.close()
                return
            self._stream = stream
            self._receiver.start()
            self._sender.start()

    def _connect(self) -> tuple[Stream, Security | None]:
        endpoint = self._endpoint
        patience = Patience(self._timeout, self._closing)
        addresses = look_up(endpoint.host, endpoint.port, patience, self._resolve)

        def dial_tuned() -> socket.socket:
            sock = dial(addresses, patience)
            try:
                _tune(sock)
            except BaseException:
                sock.close()
                raise
            return sock

        if not endpoint.tls:
            return PlainStream(dial_tuned()), None
        from chat.model.securing import Securing  # not above: OpenSSL's bindings take a while

        securing = Securing(endpoint.host, dial_tuned, patience, self._tls_context, endpoint.own)
        return securing.connect(endpoint.pin)

    # In the receive thread

    def receive_messages(self) -> None:
        """Read, decode, frame and parse until the connection ends (row C2)."""
        assert self._stream is not None
        lines = LineBuffer(LINE_LIMIT)
        detail = ""
        try:
            while data := self._stream.receive():
                came = lines.feed(data)
                self._digest(came)
                self._closing.wait(gathering_time(len(came), len(data)))
        except OSError as error:
            detail = error.strerror or str(error)
        self._outbox.put(None)
        self._report(Ended(self.generation, self._failure or detail))

    def _digest(self, lines: list[bytes | OverlongLine]) -> None:
        """Report lines, those that came together in one go."""
        parsed: list[Message] = []
        for line in lines:
            if isinstance(line, OverlongLine):
                self._report_messages(parsed)
                self._report(LineSkipped(self.generation, line.size))
                parsed = []
                continue
            with contextlib.suppress(MalformedMessage):  # an empty line says nothing to anybody
                parsed.append(parse_message(decode(line)))
            if len(parsed) >= TOGETHER:
                self._report_messages(parsed)
                parsed = []
        self._report_messages(parsed)

    def _report_messages(self, messages: list[Message]) -> None:
        if messages:
            self._report(MessagesReceived(self.generation, tuple(messages)))

    # In the send thread

    def _send_lines(self) -> None:
        assert self._stream is not None
        written = 0
        while (line := self._outbox.get()) is not None and not self._aborted.is_set():
            try:
                self._stream.send(line)
            except OSError as error:
                self._give_up(error.strerror or str(error))
                return
            written += 1
            with self._lock:
                self._waiting -= len(line)
            self._report(LinesWritten(self.generation, written))
        self._stream.finish_sending()

    # In any thread

    def _report(self, arrival: Arrival) -> None:
        """Put on the queue; a full one holds up this thread (and so the peer), never the window."""
        while not self._closing.is_set():
            try:
                self._arrivals.put(arrival, timeout=0.05)
            except queue.Full:
                continue
            return

    def _give_up(self, detail: str) -> None:
        self._failure = self._failure or detail
        if self._stream is not None:
            self._stream.shut_down()

    # In the close thread

    def _wind_up(self) -> None:
        if self._dialler.ident is not None:
            self._dialler.join()  # it looks every few hundredths of a second
        if self._stream is None:
            return
        self._sender.join(_FLUSH_TIME)
        self._receiver.join(_FAREWELL_TIME)
        self._stream.shut_down()
        self._receiver.join(_WAKE_TIME)
        self._sender.join(_WAKE_TIME)
        self._stream.close()


def gathering_time(lines: int, size: int) -> float:
    """Seconds until the next read, after one that brought so many lines and bytes.

    In a flood, waking up for each packet costs more than what is in it; so the faster lines come,
    the more of them come together. A line by itself was handed over at once, and so is the next.
    """
    return min(lines * GATHERING, MOST_GATHERING) if size < PLENTY else 0.0


def decode(line: bytes) -> str:
    """Text of a line: UTF-8, or else what old clients mostly mean; NUL is no text."""
    try:
        return line.decode("utf-8").replace("\0", "")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").replace("\0", "")


def _tune(sock: socket.socket) -> None:
    """Lines go out at once, and a peer that vanished is noticed within about two minutes."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _LIVENESS:
        if hasattr(socket, name):  # macOS and Windows lack some
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
