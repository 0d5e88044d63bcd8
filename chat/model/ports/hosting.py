"""Hosting a chat on this computer, as controllers ask for it. Imports no socket, no process."""

from __future__ import annotations

from typing import Protocol

from chat.model.hosted import HostedServer, HostingOptions


class HostingModel(Protocol):
    """Runs a server of our own; HostingChanged tells each change. No call blocks but `close`."""

    @property
    def server(self) -> HostedServer:
        """The server as it is now."""

    def start(self, options: HostingOptions) -> None:
        """Start it; one that runs already stays as it is."""

    def stop(self) -> None:
        """Stop it: everyone is told, and it ends."""

    def become_operator(self, network: str) -> None:
        """Be its operator on this network, which is a connection to it."""

    def close(self) -> None:
        """Stop it, and wait until it has ended."""
