"""Ways to the servers, and who we are there (part of `ChatModel`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.entities import ConnectionRequest


class ConnectingModel(Protocol):
    """Networks by their keys: connecting, coming back, leaving."""

    def connect(self, request: ConnectionRequest) -> str:
        """Begin to connect; returns the network's key. Cancels an attempt to the same server."""

    def cancel_connect(self, network: str) -> None:
        """Give up an attempt, or a planned one: ConnectionFailed(CANCELLED) follows."""

    def reconnect(self, network: str) -> None:
        """Connect again as we were there last, with the channels that are open, now."""

    def retry_in(self, network: str) -> float | None:
        """Seconds until the connection is tried again by itself; None if it is not."""

    def disconnect(self, network: str, reason: str = "") -> None:
        """Say QUIT and close."""

    def networks(self) -> Sequence[str]:
        """Keys of the networks known in this run, in the order they were added."""

    def network_name(self, network: str) -> str:
        """The network's name for people: what 005 said, or else the host."""

    def request(self, network: str) -> ConnectionRequest:
        """What the network was last asked with."""

    def nick(self, network: str) -> str:
        """Our nick there."""

    def is_connected(self, network: str) -> bool:
        """True from registration to the end of the connection."""

    def is_away(self, network: str) -> bool:
        """True while the server has us marked away."""

    def change_nick(self, network: str, nick: str) -> None:
        """Ask for another nick."""

    def set_away(self, network: str, reason: str) -> None:
        """Mark us away with a reason, or back with ""."""

    def send_line(self, network: str, line: str) -> None:
        """Send a line of IRC as it is. Raises ValueError if it is none."""

    def whois(self, network: str, nick: str) -> None:
        """Ask who somebody is: WhoisEnded follows, or an error in the network's conversation."""
