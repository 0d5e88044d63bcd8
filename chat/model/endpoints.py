"""Where a request leads: over TLS if the server ever asked for it, with the certificate we trust.

And what a failure means there. Decides only: dialling is the connection's, asking the person the
controller's (IRCv3 sts; `known_servers` remembers).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chat.model.arrivals import DialFailed
from chat.model.connection import Endpoint
from chat.model.entities import ConnectionRequest
from chat.model.events import CertificateDoubted, FailureReason
from chat.model.known_servers import KnownServers
from chat.model.security import Doubt

_OF_CERTIFICATES = (FailureReason.UNTRUSTED, FailureReason.CHANGED)


class Endpoints:
    """Chooses endpoints by what is known of servers."""

    def __init__(self, known: KnownServers, clock: Callable[[], datetime]) -> None:
        self.known = known
        self._clock = clock

    def choose(self, request: ConnectionRequest, upgrade: int = 0) -> Endpoint:
        """Where to dial. `upgrade`: the TLS port that the server has just named, if it has."""
        tls, port = request.tls, request.port
        if not tls:
            policy = self.known.policy(request.host, self._clock())
            secure_port = upgrade or (policy.port if policy is not None else 0)
            tls, port = bool(secure_port), secure_port or port
        pin = self.known.pin(request.host, port) if tls else ""
        own = self.known.own_certificate(request.host, request.port) if tls else None
        return Endpoint(request.host, port, tls, pin, own)

    def binds(self, host: str) -> bool:
        """Whether the host wants TLS always: then nothing can be decided by a click."""
        return self.known.policy(host, self._clock()) is not None

    def reason(self, request: ConnectionRequest, failed: DialFailed) -> FailureReason:
        """Why an encrypted connection failed, as it is to be told."""
        if failed.reason is FailureReason.CANCELLED or failed.reason is FailureReason.CHANGED:
            return failed.reason
        doubted = failed.reason in _OF_CERTIFICATES
        forced = not request.tls and not doubted  # the person asked for none; the server does
        if forced or (doubted and self.binds(request.host)):
            return FailureReason.ONLY_ENCRYPTED
        return failed.reason

    def question(
        self, network: str, endpoint: Endpoint, failed: DialFailed
    ) -> CertificateDoubted | None:
        """What the person is to decide, if they may ("No immediate user recourse", sts)."""
        if failed.certificate is None or self.binds(endpoint.host):
            return None
        doubt = failed.doubt or Doubt.OTHER
        return CertificateDoubted(
            network, endpoint.host, endpoint.port, failed.certificate, doubt, endpoint.pin
        )
