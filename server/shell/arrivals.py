"""Clients on their way in: TLS and WebSocket shake hands before there is a session.

Each in a thread of its own, so a slow or silent peer holds up nobody; and that thread ends before
the client's begins: what OpenSSL and a deep stack took for the handshake goes with it, which is a
third of what an idle TLS client would otherwise hold.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Callable

from server.shell.listener import address_text

log = logging.getLogger(__name__)

ClientHandler = Callable[[socket.socket, object], None]
#: Shakes hands, and returns who serves the client from then on. Raises OSError if it stays out.
Greeting = Callable[[socket.socket], ClientHandler]


class Arrivals:
    """Those who are shaking hands now."""

    def __init__(
        self,
        start: Callable[[socket.socket, object, ClientHandler], None],
        forget: Callable[[socket.socket], None],
    ) -> None:
        """`start` starts a client's thread, `forget` takes it out of the registry."""
        self._start = start
        self._forget = forget
        self._sockets: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._over = False

    def through(self, greet: Greeting) -> ClientHandler:
        """A handler that greets first."""

        def handle(client_socket: socket.socket, client_address: object) -> None:
            handler = self._greeted(greet, client_socket, client_address)
            if handler is not None:
                self._start(client_socket, client_address, handler)

        return handle

    def end(self) -> None:
        """Let nobody else in."""
        with self._lock:
            self._over = True
            for client_socket in self._sockets:
                with contextlib.suppress(OSError):
                    client_socket.shutdown(socket.SHUT_RDWR)

    def _greeted(
        self, greet: Greeting, client_socket: socket.socket, client_address: object
    ) -> ClientHandler | None:
        with self._lock:
            self._sockets.add(client_socket)
            if self._over:
                client_socket.shutdown(socket.SHUT_RDWR)
        handler = None
        try:
            handler = greet(client_socket)
        except OSError as error:
            reason = error.strerror or str(error)
            address = address_text(client_address)
            log.info("client did not come in", extra={"address": address, "reason": reason})
        except Exception:
            log.exception("client cannot come in")
        finally:
            with self._lock:
                self._sockets.discard(client_socket)
            if handler is None:
                self._forget(client_socket)
                client_socket.close()
        return handler
