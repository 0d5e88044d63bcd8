"""What happened to servers near by: those found, and the one that we host."""

from __future__ import annotations

from chat.model.entities import FoundServer, Looking
from chat.model.events.base import Event
from chat.model.hosted import HostedServer


class ServersFound(Event, frozen=True):
    """The servers that tell of themselves on the local network are these now."""

    servers: tuple[FoundServer, ...]
    looking: Looking


class HostingChanged(Event, frozen=True):
    """The server that we host is as `server` says now."""

    server: HostedServer
