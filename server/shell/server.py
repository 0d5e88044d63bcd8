"""The broadcast server: accepts in the main thread, one thread for each client, one broadcaster.

Threads and what they may touch:

| thread | does | touches |
| --- | --- | --- |
| main (`serve_forever`) | accepts, starts clients' threads, ends the server | the registry |
| one a client (`handle_client`) | reads, frames, hands lines to the core | its socket (reading) |
| broadcaster | brings out what the core said, sweeps, closes | all sockets (writing, closing) |

The state lock is held around every call of the core, and nothing that can block is called under
it: what a command puts off (`Deferred`) is run in its client's thread without the lock. What
commands mean is decided in `server.core`; command lines and signals are `__main__`'s.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from chat.protocol.line_buffer import LineBuffer
from server.cloak import Cloak, load_secret
from server.config import ServerConfig
from server.core.account_ports import AccountServices
from server.core.core import Core
from server.core.entities import Session
from server.core.plain import GuestNumbers, PlainGuest, TextBuffer
from server.core.ports import Clock
from server.operators import hashed_operators
from server.shell import supervision
from server.shell.account_watch import AccountWatch
from server.shell.arrivals import Arrivals, ClientHandler
from server.shell.ban_watch import BanWatch
from server.shell.broadcaster import Broadcaster
from server.shell.config_file import ConfigError
from server.shell.connection import LINES, Connection, Framing
from server.shell.doors import Door, Doors
from server.shell.intake import Intake, Lines
from server.shell.listener import CannotListen, address_text, refuse
from server.shell.mail import code_sender
from server.shell.passwords import Argon2Passwords
from server.shell.reading import received, received_or_silent
from server.shell.reloading import Reloading
from server.shell.stream import PlainStream, Stream
from server.shell.upload_admission import ChatAdmission
from server.shell.visit import Visit
from server.shell.wakeup import Wakeup
from server.store.store import open_store

if TYPE_CHECKING:
    from websockets.server import ServerProtocol

log = logging.getLogger(__name__)

LAST_WORDS = 0.3  # seconds that clients have to take the last lines when the server ends
JOIN_TIMEOUT = 0.4  # seconds that all clients' threads together have to end after that


class ChatServer:
    """One server: `bind`, then `serve_forever` until `stop`."""

    def __init__(self, config: ServerConfig, clock: Clock = time.time) -> None:
        """Opens the store. Raises StoreFailure if it cannot be used."""
        self.lock = threading.Lock()  # the state lock
        self.clients: dict[socket.socket, threading.Thread] = {}  # the registry (row S4)
        self._bell = Wakeup()  # for the main thread
        wakeup = Wakeup()
        self._broadcaster_wakeup = wakeup
        self._store = open_store(config, clock)
        self.core = Core(config, clock, store=self._store, wake=wakeup.ring)
        self._passwords = Argon2Passwords()
        self._take_account_services(config)
        self._set_up_moderation(config)
        self.broadcaster = Broadcaster(self.core, self.lock, wakeup, self._store)
        self.broadcaster.chores.append(BanWatch(self.core, self.lock, self._store.moderation).look)
        accounts = AccountWatch(self.core, self.lock, self._store.accounts)
        self.broadcaster.chores.append(accounts.look)
        self._intake = Intake(self.core, self.lock, self.broadcaster)
        self.reloading = Reloading(self.core, self.lock, self._bell.ring)
        self.reloading.hooks += [
            self._take_operators,
            self._take_account_services,
            self._store.reconfigure,
            lambda _: self.reload_certificates(),
        ]
        self.core.context.rehash = self.reloading.ask
        self._guests = GuestNumbers()
        admission = ChatAdmission(self.core, self.lock)
        self.doors = Doors(lambda: self.config, self, Arrivals(), admission)
        self.stopping = False

    def _set_up_moderation(self, config: ServerConfig) -> None:
        """Ports of the core that need files or slow arithmetic."""
        self._take_operators(config)
        context = self.core.context
        context.verify_password = self._passwords.verify
        if config.cloak_addresses:
            context.cloak = Cloak(load_secret(config.data_dir))

    def _take_account_services(self, config: ServerConfig) -> None:
        services = AccountServices(self._passwords, self._store.accounts, code_sender(config))
        with self.lock:
            self.core.context.services = services

    def _take_operators(self, config: ServerConfig) -> None:
        operators = hashed_operators(
            config.oper, self._passwords.hash
        )  # slow, so not under the lock
        with self.lock:
            self.core.take_operators(operators)

    def bind(self) -> None:
        """Bind and listen (row S3).

        Raises CannotListen if an address cannot be had, ConfigError if a certificate cannot be
        used; nothing stays open then.
        """
        try:
            self.doors.bind()
        except (CannotListen, ConfigError):
            self._close_all()
            raise
        self.core.context.doors = self.doors.open_doors
        for door in self.doors:
            host, port = door.address
            log.info("listening", extra={"host": host, "port": port, "door": door.scheme})

    @property
    def config(self) -> ServerConfig:
        """The configuration as it is in force."""
        return self.core.config

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Host and port of each listening socket: IRC first, then the others (`Doors.bind`)."""
        return [door.address for door in self.doors]

    @property
    def signal_fd(self) -> int:
        """What `signal.set_wakeup_fd` takes, so that a signal ends the wait in `serve_forever`."""
        return self._bell.signal_fd

    def serve_forever(self) -> None:
        """Accept clients until `stop` (rows S5, S7); then say goodbye to all, and return."""
        self.broadcaster.start()
        self.doors.start()
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._bell, selectors.EVENT_READ)
                for door in self.doors:
                    selector.register(door.listener, selectors.EVENT_READ, door)
                while not self.stopping:
                    for key, _ in selector.select():
                        if isinstance(key.data, Door):
                            self._accept(key.data)
                        else:
                            self._bell.clear()
                    self.reloading.answer()
        finally:
            self._end()

    def stop(self) -> None:
        """Make `serve_forever` end. From any thread or signal handler, any number of times."""
        self.stopping = True
        self._bell.ring()

    def reload_certificates(self) -> None:
        """Read certificate and key again, for those who connect from now on; nobody is dropped.

        Raises ConfigError, with the old ones still in use, if the files cannot be used.
        """
        self.doors.reload()

    def start_client(
        self, client_socket: socket.socket, client_address: object, handler: ClientHandler
    ) -> None:
        """Enter a client into the registry and start its thread (rows S4, S5)."""
        thread = threading.Thread(
            target=self._serve_client,
            args=(handler, client_socket, client_address),
            name=f"client {address_text(client_address)}",
            daemon=True,  # joined when the server ends; a stuck one cannot hold up the exit
        )
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

    def _accept(self, door: Door) -> None:
        accepted = door.listener.accept()
        if accepted is None:
            return
        client_socket, client_address = accepted
        address = address_text(client_address)
        with self.lock:
            refusal = self.core.admit(address, relays=self.doors.relays(door, address))
        if refusal is None:
            self.start_client(client_socket, client_address, door.handler)
        else:
            log.info("client refused", extra={"address": address, "reason": refusal})
            refuse(client_socket, refusal)

    def _connection(self, stream: Stream, framing: Framing = LINES) -> Connection:
        limit = self.config.limits.send_queue
        return Connection(stream, limit, self.broadcaster.attend, framing)

    def _answer(self, session: Session, line: bytes) -> None:
        """A guest's sink answers by itself (PING). Runs in the broadcaster: it must not wait."""
        with self.lock:
            self.core.receive(session, line)

    def _end(self) -> None:
        """Say goodbye, flush, join: bounded by LAST_WORDS and JOIN_TIMEOUT."""
        self.stopping = True
        supervision.notify(supervision.STOPPING)
        self.doors.stop_listening()
        with self.lock:
            self.core.shutdown("Server shutting down")
            self.broadcaster.hasten(LAST_WORDS)
            threads = list(self.clients.values())
        log.info("server ends", extra={"clients": len(threads)})
        deadline = time.monotonic() + LAST_WORDS + JOIN_TIMEOUT
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self.broadcaster.stop()
        self._close_all()

    def _close_all(self) -> None:
        self.doors.close()
        self._store.close()
        self._bell.close()
        self._broadcaster_wakeup.close()
