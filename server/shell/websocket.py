"""IRC over WebSocket (IRCv3 extensions/websocket.md): one message is one line, without CR LF.

The `websockets` library's protocol without I/O does the frames, between the core and the same
`Connection` that every client has: so a slow browser is bounded, cut and drained as all others
are, by the one thread that writes. The library's own threading server would write in the caller's
thread, and the broadcaster may not wait for anybody.
"""

from __future__ import annotations

import http
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from websockets.datastructures import Headers
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import OPEN
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from server.shell.connection import Connection
from server.shell.nonblocking import DONT_WAIT
from server.shell.origins import Origins
from server.shell.stream import Stream

BINARY = Subprotocol("binary.ircv3.net")
TEXT = Subprotocol("text.ircv3.net")
SUBPROTOCOLS = (TEXT, BINARY)

LONGEST_MESSAGE = 64 * 1024  # bytes; what is longer than a line may be, but less, gets an answer
READ_SIZE = 4 * 1024
PARTING_TIME = 1.0  # seconds for a refused client to read why

#: The library's log would tell what people say; what it can tell us of use is a defect of its own.
_frames_log = logging.getLogger(f"{__name__}.frames")
_frames_log.setLevel(logging.ERROR)


class HandshakeRefused(OSError):  # noqa: N818 - named for what it is
    """The request was no WebSocket's, or not from where it may come."""


def shake_hands(stream: Stream, origins: Origins, timeout: float) -> tuple[ServerProtocol, Headers]:
    """Wait for the request of a WebSocket and answer it, in `timeout` seconds at most.

    The protocol from then on, and what the request's headers were.

    Raises HandshakeRefused, after the client was told, or another OSError.
    """
    deadline = monotonic() + timeout
    protocol = _Protocol(subprotocols=SUBPROTOCOLS, max_size=LONGEST_MESSAGE, logger=_frames_log)
    request = _request(stream, protocol, deadline)
    if origins.allow(request.headers):
        protocol.send_response(protocol.accept(request))
    else:
        text = "Web pages of this origin may not connect to this chat.\n"
        protocol.send_response(protocol.reject(http.HTTPStatus.FORBIDDEN, text))
    stream.send_now(b"".join(protocol.data_to_send()), DONT_WAIT)
    if protocol.state is not OPEN:
        _part(stream)
        raise HandshakeRefused(str(protocol.handshake_exc or "its origin is not allowed"))
    stream.socket.settimeout(None)
    return protocol, request.headers


def turn_away(stream: Stream, protocol: ServerProtocol, reason: str) -> None:
    """Say why somebody cannot stay, and close. Raises OSError."""
    line = f"ERROR :Closing link: {reason}".encode()
    (protocol.send_binary if protocol.subprotocol == BINARY else protocol.send_text)(line)
    protocol.send_close(CloseCode.POLICY_VIOLATION)
    stream.send_now(b"".join(protocol.data_to_send()), DONT_WAIT)
    _part(stream)


class _Protocol(ServerProtocol):
    """The library's, but with the client's preference among subprotocols, as IRCv3 has it."""

    def select_subprotocol(self, subprotocols: list[Subprotocol]) -> Subprotocol | None:  # type: ignore[override]
        return next((offered for offered in subprotocols if offered in SUBPROTOCOLS), None)


def _request(stream: Stream, protocol: ServerProtocol, deadline: float) -> Request:
    while True:
        left = deadline - monotonic()
        if left <= 0:
            raise HandshakeRefused("the handshake took too long")
        stream.socket.settimeout(left)
        data = stream.receive(READ_SIZE)
        if not data:
            raise HandshakeRefused("closed during the handshake")
        protocol.receive_data(data)
        for event in protocol.events_received():
            if isinstance(event, Request):
                return event
        if protocol.handshake_exc is not None:
            stream.send_now(b"".join(protocol.data_to_send()), DONT_WAIT)
            _part(stream)
            raise HandshakeRefused(str(protocol.handshake_exc))


def _part(stream: Stream) -> None:
    """Let the answer arrive: a close with unread input would take it along."""
    stream.end()
    deadline = monotonic() + PARTING_TIME
    while (left := deadline - monotonic()) > 0:
        stream.socket.settimeout(left)
        if not stream.receive(READ_SIZE):
            return


class WebSocketFraming:
    """How a connection is cut that speaks frames (server.shell.connection.Framing)."""

    def __init__(self, opcode: Opcode) -> None:
        self._opcode = opcode

    def unit_end(self, data: bytes, sent: int) -> int:
        """As Framing says: frames of a server have no mask (RFC 6455, 5.2)."""
        at = 0
        while at <= sent:
            length = data[at + 1]
            if length == 126:
                at, length = at + 2, int.from_bytes(data[at + 2 : at + 4])
            elif length == 127:
                at, length = at + 8, int.from_bytes(data[at + 2 : at + 10])
            at += 2 + length
        return at

    def last_words(self, reason: str) -> bytes:
        """As Framing says."""
        closing = CloseCode.POLICY_VIOLATION.to_bytes(2) + reason.encode()
        frames = (
            Frame(self._opcode, f"ERROR :{reason}".encode()),
            Frame(Opcode.CLOSE, closing),
        )
        return b"".join(frame.serialize(mask=False) for frame in frames)


class WebSocketPeer:
    """One client: the core's Sink, and what makes lines of what it sends.

    `send` and `close` run in the broadcaster's thread, `receive` in the client's: the protocol
    between them is under a lock of its own, held for no I/O.
    """

    def __init__(self, protocol: ServerProtocol) -> None:
        self._protocol = protocol
        self._lock = threading.Lock()
        self._opcode = Opcode.BINARY if protocol.subprotocol == BINARY else Opcode.TEXT
        self._fragments: list[bytes] = []
        self._fragments_opcode = Opcode.TEXT
        self._connection: Connection
        self._send_soon: Callable[[bytes], None]
        self.framing = WebSocketFraming(self._opcode)
        self._over = False  # closed by either side: nothing that comes counts any more

    def attach(self, connection: Connection, send_soon: Callable[[bytes], None]) -> None:
        """Say where frames go: `send_soon` hands bytes to the broadcaster's thread to be sent."""
        self._connection = connection
        self._send_soon = send_soon

    @property
    def waiting(self) -> int:
        """Sink: as of the connection."""
        return self._connection.waiting

    def send(self, data: bytes) -> None:
        """Sink: each line as a message."""
        if self._opcode is Opcode.TEXT:
            data = _as_utf8(data)
        write = (
            self._protocol.send_text if self._opcode is Opcode.TEXT else self._protocol.send_binary
        )
        with self._lock:
            if self._protocol.state is not OPEN:
                return
            for line in data.split(b"\r\n"):
                if line:
                    write(line)
            framed = b"".join(self._protocol.data_to_send())
        self._connection.send(framed)

    def close(self) -> None:
        """Sink: say goodbye in the protocol's words, and close."""
        with self._lock:
            if self._protocol.state is OPEN:
                self._protocol.send_close(CloseCode.NORMAL_CLOSURE)
            framed = b"".join(self._protocol.data_to_send())
        if framed:
            self._connection.send(framed)
        self._connection.close()

    def received(self, stream: Iterable[bytes]) -> Iterator[bytes]:
        """The lines in what the client sends, with CR LF, until either side closes.

        Nothing where nothing came, as `server.shell.reading.received` has it.
        """
        for data in stream:
            yield self._lines(data) if data else b""
            if self._over:
                return

    def _lines(self, data: bytes) -> bytes:
        """What the protocol itself has to answer (pong, close) is handed to `send_soon`."""
        with self._lock:
            self._protocol.receive_data(data)
            events = self._protocol.events_received()
        messages = [message for event in events for message in self._complete(event)]
        with self._lock:
            self._over = self._over or self._protocol.state is not OPEN
            answer = b"".join(self._protocol.data_to_send())
        if answer:
            self._send_soon(answer)
        return b"".join([message.rstrip(b"\r\n") + b"\r\n" for message in messages])

    def _complete(self, event: object) -> Iterator[bytes]:
        """A message, if this frame ends one."""
        assert isinstance(event, Frame)
        if self._over or event.opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            return
        if event.opcode is not Opcode.CONT:
            self._fragments_opcode = event.opcode
        self._fragments.append(bytes(event.data))
        if event.fin:
            message = b"".join(self._fragments)
            self._fragments.clear()
            if self._fragments_opcode is Opcode.TEXT and not _is_utf8(message):
                self._fail(CloseCode.INVALID_DATA)  # RFC 6455, 8.1
            elif message.strip(b"\r\n"):
                yield message

    def _fail(self, code: CloseCode) -> None:
        self._over = True
        with self._lock:
            if self._protocol.state is OPEN:
                self._protocol.fail(code, "a text message has to be UTF-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(data: bytes) -> bytes:
    """A browser closes the connection at the first text that is not UTF-8."""
    return data if _is_utf8(data) else data.decode("utf-8", "replace").encode()
