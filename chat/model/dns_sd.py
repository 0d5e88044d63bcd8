"""One search for servers by multicast DNS: a thread of its own, beside those of `zeroconf`."""

from __future__ import annotations

import ipaddress
import logging
import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from chat.model.announcements import IRC, IRCS, Announced, Announcements
from chat.model.discovery import Report
from chat.model.entities import Looking
from chat.model.own_address import own_address

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, ServiceStateChange, Zeroconf

log = logging.getLogger(__name__)

SILENCE = 4.0  # seconds: a server answers within one (RFC 6762, 6), a busy Wi-Fi takes longer
_TOGETHER = 0.2  # seconds between two changes that are told as one
RESOLVE = 3000  # ms for one server to tell its address
_GROUP = ("224.0.0.251", 5353)  # RFC 6762, 3
# A question for `_irc._tcp.local` PTR IN, with one question in the header (RFC 1035, 4.1).
_QUESTION = bytes(4) + b"\0\1" + bytes(6) + b"\4_irc\4_tcp\5local\0\0\x0c\0\1"

Change = tuple[str, str, bool]  # kind, name, whether it is there


class DnsSdSearch:
    """Looks from the moment it is made until `end`; reports what there is after each change."""

    def __init__(
        self,
        report: Report,
        *,
        interfaces: Sequence[str] | None = None,
        address: Callable[[], str] = own_address,
        silence: float = SILENCE,
    ) -> None:
        """`interfaces`: look from these addresses; None: all. `silence`: s to wait for one."""
        self._report = report
        self._interfaces = interfaces
        self._address = address
        self._silence = silence
        self._changes: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="discovery", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """See Search."""
        self._ended.set()
        self._changes.put(None)

    def join(self, timeout: float) -> None:
        """See Search."""
        self._thread.join(timeout)

    def _run(self) -> None:
        try:
            from zeroconf import InterfaceChoice, IPVersion, Zeroconf
        except ImportError:
            self._tell(Announcements(), Looking.UNAVAILABLE)
            return
        interfaces = InterfaceChoice.All if self._interfaces is None else list(self._interfaces)
        found = Announcements(self._address())
        zeroconf = None
        try:
            zeroconf = Zeroconf(interfaces=interfaces, ip_version=IPVersion.V4Only)
            self._look(zeroconf, found)
        except Exception as error:  # of sockets, of zeroconf's own, of names: none is worth a crash
            log.warning("Servers on the network cannot be looked for: %s", error)
            self._tell(found, Looking.BLOCKED)
        finally:
            if zeroconf is not None:
                zeroconf.close()

    def _look(self, zeroconf: Zeroconf, found: Announcements) -> None:
        from zeroconf import ServiceBrowser

        browser = ServiceBrowser(zeroconf, [IRC, IRCS], handlers=[self._on_change])
        looking = Looking.LOOKING
        patience = time.monotonic() + self._silence
        while not self._ended.is_set():
            waiting = max(0.0, patience - time.monotonic()) if looking is Looking.LOOKING else None
            try:
                change = self._changes.get(timeout=waiting)
            except queue.Empty:
                looking = self._conclusion()
            else:
                if not self._take_all(zeroconf, found, change):
                    continue
            self._tell(found, looking)
        browser.cancel()

    def _on_change(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """On a thread of zeroconf's."""
        del zeroconf
        self._changes.put((service_type, name, state_change.name != "Removed"))

    def _take_all(self, zeroconf: Zeroconf, found: Announcements, first: Change | None) -> bool:
        """Take a change and what comes with it: the doors of a server are told of together."""
        changed = False
        change = first
        with suppress(queue.Empty):
            while change is not None:
                changed |= self._take(zeroconf, found, change)
                change = self._changes.get(timeout=_TOGETHER)
        return changed

    def _take(self, zeroconf: Zeroconf, found: Announcements, change: Change) -> bool:
        kind, name, there = change
        if not there:
            found.remove(name)
            return True
        info = zeroconf.get_service_info(kind, name, RESOLVE)
        if info is not None:
            found.add(_announced(kind, name, info))
        return info is not None

    def _tell(self, found: Announcements, looking: Looking) -> None:
        if not self._ended.is_set():
            self._report(found.servers(), looking)

    def _conclusion(self) -> Looking:
        """What the silence means, if nobody has answered."""
        if not self._address() and self._interfaces is None:
            return Looking.NO_NETWORK
        return Looking.LISTENING if can_ask() else Looking.BLOCKED


def can_ask() -> bool:
    """Whether this system lets a question out to the network, be there an answer or not."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
        sock.setblocking(False)
        return sock.sendto(_QUESTION, _GROUP) == len(_QUESTION)
    return False


def _announced(kind: str, name: str, info: ServiceInfo) -> Announced:
    addresses = tuple(one for one in info.parsed_scoped_addresses() if _is_usable(one))
    return Announced(kind, name, addresses, info.port or 0)


def _is_usable(address: str) -> bool:
    with suppress(ValueError):
        there = ipaddress.ip_address(address.partition("%")[0])
        return not (there.is_unspecified or there.is_multicast)
    return False
