"""Which address this machine has on its network, asked without sending anything."""

from __future__ import annotations

import socket

_ANYWHERE = (
    (socket.AF_INET, ("192.0.2.1", 9)),  # RFC 5737: documentation; nothing is ever sent there
    (socket.AF_INET6, ("2001:db8::1", 9)),  # RFC 3849
)


def own_address() -> str:
    """The source addresses that a connection to somewhere else would have; "" without a network.

    Connecting a UDP socket sends nothing: the system only looks up its routes.
    """
    return " ".join(filter(None, (_source(family, there) for family, there in _ANYWHERE)))


def _source(family: socket.AddressFamily, there: tuple[str, int]) -> str:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect(there)
            return str(sock.getsockname()[0])
    except OSError:
        return ""
