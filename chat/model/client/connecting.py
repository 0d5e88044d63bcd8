"""Ways to the servers, and who we are there (`chat.model.ports.connecting`)."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.client.part import Part
from chat.model.entities import ConnectionRequest
from chat.model.session import commands
from chat.model.session.state import Phase


class Connecting(Part):
    """Networks by their keys."""

    def connect(self, request: ConnectionRequest) -> str:
        """See ChatModel."""
        session = self._networks.connect(request)
        self._publisher.publish()
        return session.network

    def cancel_connect(self, network: str) -> None:
        """See ChatModel."""
        self._memory.come_back_no_more(network)
        self._networks.cancel(network)
        self._publisher.publish()

    def reconnect(self, network: str) -> None:
        """See ChatModel."""
        self._networks.reconnect(network)
        self._publisher.publish()

    def retry_in(self, network: str) -> float | None:
        """See ChatModel."""
        return self._networks.retry_in(network)

    def disconnect(self, network: str, reason: str = "") -> None:
        """See ChatModel."""
        self._memory.come_back_no_more(network)
        self._networks.disconnect(network, reason)
        self._publisher.publish()

    def networks(self) -> Sequence[str]:
        """See ChatModel."""
        return [session.network for session in self._networks]

    def network_name(self, network: str) -> str:
        """See ChatModel."""
        session = self._networks.session(network)
        return session.name or session.request.host

    def request(self, network: str) -> ConnectionRequest:
        """See ChatModel."""
        return self._networks.session(network).request

    def nick(self, network: str) -> str:
        """See ChatModel."""
        return self._networks.session(network).nick

    def is_connected(self, network: str) -> bool:
        """See ChatModel."""
        return self._networks.session(network).phase is Phase.REGISTERED

    def is_away(self, network: str) -> bool:
        """See ChatModel."""
        return self._networks.session(network).away

    def change_nick(self, network: str, nick: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.change_nick, nick)

    def set_away(self, network: str, reason: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.set_away, reason)

    def whois(self, network: str, nick: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.whois, nick)

    def send_line(self, network: str, line: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.send_line, line)
