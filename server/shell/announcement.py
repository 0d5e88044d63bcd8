"""Found on the network: DNS-SD (RFC 6763) over multicast DNS, so that clients list the server.

In a thread of its own, from the start to the end: it delays nobody, and where multicast is not to
be had, the server is merely not found.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

log = logging.getLogger(__name__)

IRC, IRCS = "_irc._tcp.local.", "_ircs._tcp.local."
END_TIMEOUT = 0.5  # seconds to take the announcement back in
_LONGEST_LABEL = 63  # bytes of an instance's name (RFC 6763, 4.1.1)


class Service(NamedTuple):
    """What is announced: a door of the server."""

    kind: str  # IRC or IRCS
    port: int


def is_worth_announcing(host: str) -> bool:
    """Whether others than this computer can reach a server that listens on this address."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


class Announcement:
    """Tells the network of a server, until it is closed."""

    def __init__(
        self,
        network_name: str,
        host: str,
        services: Sequence[Service],
        interfaces: Sequence[str] | None = None,
    ) -> None:
        """`host`: the address that is listened on. `interfaces`: of these addresses; None: all."""
        self._network_name = network_name
        self._host = host
        self._services = services
        self._interfaces = interfaces
        self._end = threading.Event()
        self.announced = threading.Event()  # or given up
        self._thread = threading.Thread(target=self._run, name="announcement", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def end(self) -> None:
        """Begin to take it back."""
        self._end.set()

    def close(self) -> None:
        """Wait until it is taken back, END_TIMEOUT at most."""
        self._end.set()
        if self._thread.ident is not None:
            self._thread.join(END_TIMEOUT)

    def _run(self) -> None:
        try:
            self._announce()
        except Exception as error:  # zeroconf's own, of sockets, of names: none is worth a crash
            log.warning("not announced on the network", extra={"reason": str(error) or repr(error)})
        finally:
            self.announced.set()

    def _announce(self) -> None:
        from zeroconf import InterfaceChoice, IPVersion, Zeroconf

        interfaces = InterfaceChoice.All if self._interfaces is None else list(self._interfaces)
        zeroconf = Zeroconf(interfaces=interfaces, ip_version=IPVersion.V4Only)
        try:
            for service in self._services:
                self._register(zeroconf, service)
            log.info("announced on the network", extra={"services": len(self._services)})
            self.announced.set()
            self._end.wait()
        finally:
            zeroconf.close()  # says goodbye

    def _register(self, zeroconf: Zeroconf, service: Service) -> None:
        if not self._end.is_set():
            zeroconf.register_service(self._info(service), allow_name_change=True)

    def _info(self, service: Service) -> ServiceInfo:
        from zeroconf import ServiceInfo

        machine = socket.gethostname().partition(".")[0] or "chat"
        return ServiceInfo(
            service.kind,
            f"{_label(self._network_name, machine)}.{service.kind}",
            port=service.port,
            properties={"txtvers": "1", "network": self._network_name},
            server=f"{machine}.local.",
            parsed_addresses=self._addresses(),
        )

    def _addresses(self) -> list[str]:
        if self._interfaces is not None:
            return list(self._interfaces)
        if not ipaddress.ip_address(self._host).is_unspecified:
            return [self._host]
        return _own_addresses()


def _label(network_name: str, machine: str) -> str:
    """The instance's name, as people see it: without dots, which would part it."""
    text = f"{network_name} on {machine}".replace(".", " ")
    return text.encode()[:_LONGEST_LABEL].decode("utf-8", "ignore").rstrip()


def _own_addresses() -> list[str]:
    """This machine's IPv4 addresses that others reach."""
    import ifaddr

    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    return [str(address) for address in found if is_worth_announcing(str(address))]
