"""What the clients' threads run: each reads one connection, and hands its lines to the core.

The state lock is held around every call of the core; nothing is written to a socket here (the
broadcaster does). Who is let in is decided in `server`, where the main thread accepts.
"""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from chat.protocol.line_buffer import LineBuffer
from server.config import ServerConfig
from server.core.core import Core
from server.core.entities import Session
from server.core.plain import GuestNumbers, PlainGuest, TextBuffer
from server.shell.arrivals import ClientHandler
from server.shell.broadcaster import Broadcaster
from server.shell.client_thread import ClientThread
from server.shell.connection import LINES, Connection, Framing
from server.shell.intake import Intake, Lines
from server.shell.listener import address_text
from server.shell.reading import received, received_or_silent
from server.shell.state_lock import StateLock
from server.shell.stream import PlainStream, Stream
from server.shell.visit import Visit

if TYPE_CHECKING:
    from websockets.server import ServerProtocol

log = logging.getLogger(__name__)


class ClientThreads:
    """The registry of the clients' threads, and the three ways to serve one.

    `lock` is the state lock.
    """

    def __init__(self, core: Core, lock: StateLock, broadcaster: Broadcaster) -> None:
        self.core = core
        self.lock = lock
        self.broadcaster = broadcaster
        self.clients: dict[socket.socket, ClientThread] = {}  # the registry (row S4)
        self.stopping = False
        self._intake = Intake(core, lock, broadcaster)
        self._guests = GuestNumbers()

    @property
    def config(self) -> ServerConfig:
        """The configuration as it is in force."""
        return self.core.config

    def start_client(
        self, client_socket: socket.socket, client_address: object, handler: ClientHandler
    ) -> None:
        """Enter a client into the registry and start its thread (rows S4, S5)."""
        thread = ClientThread(partial(self._serve_client, handler, client_socket, client_address))
        with self.lock:
            self.clients[client_socket] = thread
        try:
            thread.start()
        except RuntimeError:  # the system has no thread left
            log.warning("no thread for another client: it is sent away")
            with self.lock:
                del self.clients[client_socket]
                self.core.release(address_text(client_address))
            with contextlib.suppress(OSError), client_socket:
                client_socket.send(b"ERROR :The server is full, try again later\r\n")

    def _serve_client(
        self, handler: ClientHandler, client_socket: socket.socket, client_address: object
    ) -> None:
        following = None
        try:
            following = handler(client_socket, client_address)
        finally:
            if following is None:
                with self.lock:
                    self.clients.pop(client_socket, None)
                    self.core.release(address_text(client_address))
        if following is not None:
            self.start_client(client_socket, client_address, following)

    def handle_client(
        self, client_socket: socket.socket, client_address: object, stream: Stream | None = None
    ) -> None:
        """Serve one client in the calling thread until it ends (row S1).

        Each message is logged and handed to the core, whose handlers `broadcast` it (row S2). An
        empty read or an OSError ends the loop; the connection is closed, the client removed.
        """
        connection = self._connection(stream or PlainStream(client_socket))
        with Visit(self, connection, connection, client_address) as session:
            self._take_in(connection, session, received(connection))

    def handle_plain_client(self, client_socket: socket.socket, client_address: object) -> None:
        """Serve one client that sends bare text, as a guest in the lobby (row C13)."""
        connection = self._connection(PlainStream(client_socket))
        guest = PlainGuest(connection, self.config, self._answer)
        with Visit(self, connection, guest, client_address) as session:
            texts = TextBuffer()
            with self.lock:
                guest.enter(self.core, session, self._guests)
            try:
                for data in received_or_silent(connection):
                    for text in texts.feed(data) if data else texts.take_pending():
                        self._intake.say(connection, guest, session, text)
                for text in texts.take_pending():
                    self._intake.say(connection, guest, session, text)
            finally:
                with self.lock:
                    guest.leave(self._guests)

    def handle_web_client(
        self,
        _client_socket: socket.socket,
        client_address: object,
        stream: Stream,
        protocol: ServerProtocol,
        forwarded: str | None = None,
    ) -> None:
        """Serve one client that came by WebSocket: a line in each message, both ways.

        One whom a proxy handed on is let in, counted and shown as if it came from where it is.
        """
        if forwarded is None:
            self._serve_web_client(client_address, stream, protocol)
            return
        with self.lock:
            refusal = self.core.admit(forwarded)
        if refusal is not None:
            log.info("client refused", extra={"address": forwarded, "reason": refusal})
            self._turn_away(stream, protocol, refusal)
            return
        try:
            self._serve_web_client((forwarded, 0), stream, protocol)
        finally:
            with self.lock:
                self.core.release(forwarded)

    @staticmethod
    def _turn_away(stream: Stream, protocol: ServerProtocol, refusal: str) -> None:
        from server.shell.websocket import turn_away

        with contextlib.suppress(OSError), stream.socket:
            turn_away(stream, protocol, refusal)

    def _serve_web_client(
        self, client_address: object, stream: Stream, protocol: ServerProtocol
    ) -> None:
        from server.shell.websocket import WebSocketPeer

        peer = WebSocketPeer(protocol)
        connection = self._connection(stream, peer.framing)
        peer.attach(connection, partial(self.broadcaster.send_soon, connection))
        with Visit(self, connection, peer, client_address) as session:
            self._take_in(connection, session, peer.received(received(connection)))

    def _take_in(self, connection: Connection, session: Session, pieces: Iterable[bytes]) -> None:
        """Hand the lines in what a client sends to the core, until no more comes."""
        limits = self.config.limits
        lines = LineBuffer(limits.line_length, limits.client_tags_length + 2)
        waiting: Lines = []
        for data in pieces:
            waiting.extend(lines.feed(data))
            self._intake.receive(connection, session, waiting)
            if lines.skipped > self.core.receive_queue:
                with self.lock:
                    self.core.cut_endless_line(session)
        self._intake.finish(connection, session, waiting)

    def _connection(self, stream: Stream, framing: Framing = LINES) -> Connection:
        limit = self.config.limits.send_queue
        return Connection(stream, limit, self.broadcaster.attend, framing)

    def _answer(self, session: Session, line: bytes) -> None:
        """A guest's sink answers by itself (PING). Runs in the broadcaster: it must not wait."""
        with self.lock:
            self.core.receive(session, line)
