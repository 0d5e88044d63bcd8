"""Which web pages may use a door that browsers reach: WebSocket, uploads.

A browser sends the page's origin along (RFC 6454) and lets any page connect anywhere; so the
server has to say no, or every page that somebody visits could join the chats of that person's
network. Programs other than browsers send no origin, and are not held by this.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

ANY = "*"


class Origins:
    """The operator's list; without one, pages that this machine itself serves.

    Those are told by `Origin` and `Host` naming the same host, an address or a name of this
    machine's: any other name could be a stranger's that points here (DNS rebinding).
    """

    def __init__(self, allowed: tuple[str, ...], server_name: str) -> None:
        """`allowed`: origins as "https://chat.example", or "*" for all."""
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)
        self._names = {server_name.lower(), "localhost", socket.gethostname().lower()}

    def allow(self, headers: Mapping[str, str]) -> bool:
        """Whether a request with these headers may come in."""
        origins = _all(headers, "Origin")
        return not origins or (len(origins) == 1 and self.allow_origin(origins[0], headers))

    def allow_origin(self, origin: str, headers: Mapping[str, str]) -> bool:
        """Whether pages of this origin may."""
        if ANY in self._allowed or origin.lower() in self._allowed:
            return True
        hosts = _all(headers, "Host")
        if self._allowed or len(hosts) != 1:
            return False
        host = _host(origin)
        return bool(host) and host == _host(f"//{hosts[0]}") and self._is_ours(host)

    def _is_ours(self, host: str) -> bool:
        if host in self._names or host.removesuffix(".local") in self._names:
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True


def _all(headers: Mapping[str, str], name: str) -> list[str]:
    get_all = getattr(headers, "get_all", None)
    if get_all is not None:
        return list(get_all(name))
    value = headers.get(name)
    return [] if value is None else [value]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
