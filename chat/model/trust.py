"""Whom we believe, and what servers asked for (`chat.model.ports.trust`), kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from chat.model.connection import Endpoint
from chat.model.events import (
    CertificateDoubted,
    ConnectionLost,
    Disconnected,
    Event,
    PolicyTold,
)
from chat.model.known_servers import KnownServers
from chat.model.networks import Networks
from chat.model.publisher import Publisher
from chat.model.security import Pin, Policy, Security


class Trust:
    """Remembers what the person trusts, and the policies of servers (IRCv3 sts)."""

    def __init__(
        self,
        known: KnownServers,
        networks: Networks,
        publisher: Publisher,
        clock: Callable[[], datetime],
    ) -> None:
        self._known = known
        self._networks = networks
        self._publisher = publisher
        self._clock = clock
        self._doubted: dict[str, CertificateDoubted] = {}
        self._policies: dict[str, tuple[Endpoint, int]] = {}  # as told on the present connections
        publisher.subscribe(
            self._on_event, CertificateDoubted, PolicyTold, ConnectionLost, Disconnected
        )

    def security(self, network: str) -> Security | None:
        """See TrustModel."""
        return self._networks.session(network).security

    def accept(self, network: str) -> None:
        """See TrustModel."""
        doubted = self._doubted.pop(network, None)
        if doubted is None:
            return
        fingerprint = doubted.certificate.fingerprint
        self._known.put_pin(Pin(doubted.host, doubted.port, fingerprint, self._clock()))
        self._networks.reconnect(network)
        self._publisher.publish()

    def refuse(self, network: str) -> None:
        """See TrustModel."""
        self._doubted.pop(network, None)

    def believe(self, host: str, port: int, fingerprint: str) -> None:
        """See TrustModel."""
        if self._known.pin(host, port) != fingerprint:
            self._known.put_pin(Pin(host, port, fingerprint, self._clock()))

    def pins(self) -> Sequence[Pin]:
        """See TrustModel."""
        return self._known.pins()

    def policies(self) -> Sequence[Policy]:
        """See TrustModel."""
        return self._known.policies(self._clock())

    def forget_pin(self, host: str, port: int) -> None:
        """See TrustModel."""
        self._known.drop_pin(host, port)

    def forget_policy(self, host: str) -> None:
        """See TrustModel."""
        self._known.drop_policy(host)

    def _on_event(self, event: Event) -> None:
        match event:
            case CertificateDoubted(network=network):
                self._doubted[network] = event
            case PolicyTold(network=network, duration=duration):
                endpoint = self._networks.endpoint(network)
                if endpoint is not None and endpoint.tls:
                    self._policies[network] = (endpoint, duration)
                    self._note(endpoint, duration)
            case ConnectionLost(network=network) | Disconnected(network=network):
                # sts, "Rescheduling expiry on disconnect"; the network itself may be gone by now
                endpoint, duration = self._policies.pop(network, (None, 0))
                if endpoint is not None and duration:
                    self._note(endpoint, duration)

    def _note(self, endpoint: Endpoint, duration: int) -> None:
        self._known.note_policy(endpoint.host, endpoint.port, duration, self._clock())
