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

#: Serves a client; or brings it in, and returns who serves it, in a thread of its own.
ClientHandler = Callable[[socket.socket, object], "ClientHandler | None"]
#: Shakes hands, and returns who serves the client from then on. Raises OSError if it stays out.
Greeting = Callable[[socket.socket], ClientHandler]


class Arrivals:
    """Those who are shaking hands now."""

    def __init__(self) -> None:
        self._sockets: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._over = False

    def through(self, greet: Greeting) -> ClientHandler:
        """A handler that greets."""

        def handle(client_socket: socket.socket, client_address: object) -> ClientHandler | None:
            return self._greeted(greet, client_socket, client_address)

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
                client_socket.close()
        return handler
