"""A listening socket, also on a machine with nothing left, and the options of accepted sockets.

No loop and no thread here: `server.shell.server` waits, and decides who serves whom.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import time

log = logging.getLogger(__name__)

ACCEPT_PAUSE = 0.1  # seconds without accepting after the machine had nothing left to accept with
#: Where the platform has them: a peer that vanished without a word is noticed in three minutes.
_KEEPALIVE = {"TCP_KEEPIDLE": 120, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}  # s, s, probes


class CannotListen(Exception):  # noqa: N818 - named for what it is
    """An address cannot be had; the cause, an OSError, says why (socket.gaierror: no such name)."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"cannot listen on {host}, port {port}")


class Listener:
    """A TCP socket that is bound and listens (row S3)."""

    def __init__(self, host: str, port: int, backlog: int) -> None:
        """Port 0: any free one. IPv4 where a host's name has both. Raises CannotListen."""
        try:
            self._socket = _bound(host, port, backlog)
        except OSError as error:
            raise CannotListen(host, port) from error
        self._exhausted = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, as they really are."""
        host, port, *_ = self._socket.getsockname()
        return host, port

    def fileno(self) -> int:
        """For selectors; -1 once closed."""
        return self._socket.fileno()

    def accept(self) -> tuple[socket.socket, object] | None:
        """The next client and its address; None if it is gone again, or cannot be had for now.

        Without descriptors or memory this pauses, so that the loop around it does not spin: who
        waits stays in the backlog until somebody leaves.
        """
        try:
            client_socket, client_address = self._socket.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return None
        except OSError as error:
            if not self._exhausted:
                log.warning("cannot accept clients for now", extra={"reason": error.strerror})
            self._exhausted = True
            time.sleep(ACCEPT_PAUSE)
            return None
        self._exhausted = False
        prepare(client_socket)
        return client_socket, client_address

    def close(self) -> None:
        """Close; clients that wait in the backlog are refused."""
        self._socket.close()


def _bound(host: str, port: int, backlog: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    found.sort(key=lambda info: info[0] != socket.AF_INET)
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name != "nt":  # there it would let two servers share a port; here it lets one restart
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(backlog)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def prepare(client_socket: socket.socket) -> None:
    """Set an accepted socket's options: reads block, small lines leave at once, the dead are found.

    Sockets of another family (a pair in a test, a Unix socket) go without.
    """
    client_socket.setblocking(True)
    with contextlib.suppress(OSError):
        client_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client_socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVE.items():
            if hasattr(socket, name):
                client_socket.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def refuse(client_socket: socket.socket, reason: str) -> None:
    """Tell a client that was accepted why it cannot stay, if it takes it at once, and close."""
    with contextlib.suppress(OSError), client_socket:
        client_socket.setblocking(False)
        client_socket.send(f"ERROR :Closing link: {reason}\r\n".encode())
        client_socket.shutdown(socket.SHUT_WR)


def address_text(address: object) -> str:
    """A peer's host as text; IPv4 in IPv6's clothes as IPv4."""
    host = str(address[0]) if isinstance(address, tuple) and address else "localhost"
    return host.removeprefix("::ffff:")


def our_address(client_socket: socket.socket) -> str:
    """This machine's address as the peer reached it; empty if it is gone."""
    with contextlib.suppress(OSError):
        return address_text(client_socket.getsockname())
    return ""
