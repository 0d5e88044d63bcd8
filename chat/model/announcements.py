"""What servers announce of themselves by DNS-SD, gathered into a list. Values only; no sockets.

A server announces each of its doors (`_irc._tcp`, `_ircs._tcp`) under one instance name; people
look for one server, so the doors of a name are one line, and the encrypted one is taken.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from msgspec import Struct

from chat.model.entities import FoundServer

IRC, IRCS = "_irc._tcp.local.", "_ircs._tcp.local."
MOST = 100  # servers listed: more are not a network that people chat on
_LONGEST_NAME = 120  # characters


class Announced(Struct, frozen=True):
    """One door, as it was announced."""

    kind: str  # IRC or IRCS
    instance: str  # the service's full name, which ends with its kind
    addresses: tuple[str, ...]
    port: int


class Announcements:
    """All that is announced now."""

    def __init__(self, own_address: str = "") -> None:
        """`own_address`: this machine's, as `chat.model.own_address` gives them."""
        self._own = tuple(own_address.split())
        self._doors: dict[str, Announced] = {}

    def add(self, door: Announced) -> None:
        """A door is announced, or announced differently; one that leads nowhere is left out."""
        full = len(self._doors) >= 2 * MOST and door.instance not in self._doors
        if door.addresses and 0 < door.port <= 65535 and not full:
            self._doors[door.instance] = door

    def remove(self, instance: str) -> None:
        """A door's announcement was taken back."""
        self._doors.pop(instance, None)

    def servers(self) -> tuple[FoundServer, ...]:
        """Each server once, by name."""
        chosen: dict[str, Announced] = {}
        for door in self._doors.values():
            known = chosen.setdefault(_label(door), door)
            if known.kind == IRC and door.kind == IRCS:
                chosen[_label(door)] = door
        found = [
            FoundServer(
                label[:_LONGEST_NAME], self._nearest(door.addresses), door.port, door.kind == IRCS
            )
            for label, door in chosen.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.host))[:MOST])

    def _nearest(self, addresses: Sequence[str]) -> str:
        """The address most like our own: of several networks that a server is in, it is ours."""
        return max(addresses, key=lambda address: nearness(address, self._own))


def nearness(address: str, own: Sequence[str]) -> tuple[int, int, int]:
    """How good an address is to reach from here; of two, the greater is the better."""
    there = ipaddress.ip_address(address.partition("%")[0])
    alike = max((_alike(there, ipaddress.ip_address(one)) for one in own), default=0)
    usual = not (there.is_loopback or there.is_link_local)
    return (usual, alike, there.version == 4)


def _alike(
    one: ipaddress.IPv4Address | ipaddress.IPv6Address,
    other: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> int:
    """How many leading bits two addresses share."""
    if one.version != other.version:
        return 0
    return one.max_prefixlen - (int(one) ^ int(other)).bit_length()


def _label(door: Announced) -> str:
    """The instance's own name: what stands before its kind."""
    return door.instance.removesuffix(f".{door.kind}")
