"""Invitations: links to a chat on the local network, with the fingerprint of its certificate.

Such servers make their certificates themselves, and whoever follows an invitation would be asked
to compare the fingerprint. The invitation brings it, as `?fingerprint=` with SHA-256 in hex; other
programs take that for the key of a channel that has none, and come in all the same.

A link may come from anybody. So it is believed of local addresses alone, where no authority vouches
for anybody, and never in the place of a certificate that is trusted already. Pure.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from chat.controller.links import IRC_TLS_PORT
from chat.model.entities import ConnectionRequest
from chat.model.hosted import HostedServer
from chat.model.security import Pin

LOBBY = "#lobby"
_SHA256 = re.compile(r"[0-9a-f]{64}")


def invitation(server: HostedServer) -> str:
    """The link that leads to a hosted chat; "" if no address is known."""
    if not server.addresses:
        return ""
    address = server.addresses[0]
    host = f"[{address}]" if ":" in address else address
    port = "" if server.tls_port == IRC_TLS_PORT else f":{server.tls_port}"
    return f"ircs://{host}{port}/{LOBBY}?fingerprint={plain_fingerprint(server.fingerprint)}"


def plain_fingerprint(text: str) -> str:
    """A fingerprint as it is compared: lower-case hex without colons."""
    return text.replace(":", "").lower()


def is_to_be_believed(request: ConnectionRequest, pins: Iterable[Pin]) -> bool:
    """Whether the fingerprint that a link brought may be trusted without asking."""
    if not request.tls or not _SHA256.fullmatch(request.fingerprint) or not _is_local(request.host):
        return False
    return all((pin.host, pin.port) != (request.host, request.port) for pin in pins)


def _is_local(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_private and not address.is_unspecified
