"""The listening socket, and the options that every accepted one gets. No loop, no thread here."""

from __future__ import annotations

import contextlib
import os
import socket

#: Where the platform has them: a peer that vanished without a word is noticed in three minutes.
_KEEPALIVE = {"TCP_KEEPIDLE": 120, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}  # s, s, probes


class CannotListen(Exception):  # noqa: N818 - named for what it is
    """An address cannot be had; the cause, an OSError, says why (socket.gaierror: no such name)."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"cannot listen on {host}, port {port}")


def listen(host: str, port: int, backlog: int) -> socket.socket:
    """Bind a TCP socket and listen (row S3). Port 0: any free one. IPv4 where a name has both.

    Raises CannotListen.
    """
    try:
        return _bound(host, port, backlog)
    except OSError as error:
        raise CannotListen(host, port) from error


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


def address_text(address: object) -> str:
    """A peer's host as text; IPv4 in IPv6's clothes as IPv4."""
    host = str(address[0]) if isinstance(address, tuple) and address else "localhost"
    return host.removeprefix("::ffff:")
