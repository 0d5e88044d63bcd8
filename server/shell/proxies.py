"""Who is behind a proxy that hands people on to the ports for browsers: X-Forwarded-For.

Anybody can write that header; it is believed of proxies that the operator named, and only as far
back as the first address that is none of theirs. No sockets here.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from server.core.addresses import parse_range

HEADER = "X-Forwarded-For"


class Proxies:
    """The proxies that are believed."""

    def __init__(self, ranges: tuple[str, ...]) -> None:
        """`ranges`: addresses or ranges (CIDR). Raises ValueError for anything else."""
        self._ranges = [parse_range(each) for each in ranges]

    def trust(self, address: str) -> bool:
        """Whether this is one of them."""
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False  # a Unix socket, or a pair in a test
        return any(parsed in each for each in self._ranges)

    def client_of(self, peer: str, forwarded: Iterable[str]) -> str:
        """The address of who is served: the peer's own, or what the proxies say of it.

        `forwarded`: the values of the header, in their order; each hop has added to the end.
        """
        hops = [hop for value in forwarded for hop in value.split(",")]
        client = peer
        while hops and self.trust(client):
            before = _address(hops.pop())
            if before is None:
                break
            client = before
        return client


def _address(hop: str) -> str | None:
    """What a hop names: an address, perhaps with a port; None if it is something else."""
    host = hop.strip().strip('"')
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
