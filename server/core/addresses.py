"""Addresses of peers as what limits and bans count: one person's block, and ranges of them."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_IPV6_BLOCK = 64  # bits that one customer's addresses share (RFC 6177; RFC 4291 section 2.5.1)


@lru_cache(maxsize=4096)
def block_of(address: str) -> str:
    """What counts as one address: an IPv4 address, an IPv6 /64; other texts as they are."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed.packed, _IPV6_BLOCK), strict=False))


def host_of(address: str) -> str:
    """The address as a host: one that begins with a colon would read as a trailing parameter."""
    return f"0{address}" if address.startswith(":") else address


@lru_cache(maxsize=4096)
def is_loopback(address: str) -> bool:
    """Whether the peer is on this very computer."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True  # a Unix socket, or a pair in a test


def parse_range(text: str) -> Network:
    """An address or a range (192.0.2.0/24, 2001:db8::/32), its host bits ignored.

    Raises ValueError for anything else. An IPv4 range in IPv6's clothes is the IPv4 one.
    """
    network = ipaddress.ip_network(text.strip(), strict=False)
    if isinstance(network, ipaddress.IPv6Network):
        inner = network.network_address.ipv4_mapped
        if inner is not None and network.prefixlen >= 96:
            return ipaddress.ip_network((inner, network.prefixlen - 96), strict=False)
    return network
