"""What the model offers about trust: whom we believe, and why a connection is safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.security import Pin, Policy, Security


class TrustModel(Protocol):
    """Certificates that were compared, and servers that want TLS always."""

    def security(self, network: str) -> Security | None:
        """How the connection is, or was last, encrypted; None: not at all."""

    def accept(self, network: str) -> None:
        """Trust the certificate of the last CertificateDoubted from now on, and connect again."""

    def refuse(self, network: str) -> None:
        """It is not to be trusted: forget that it was shown."""

    def believe(self, host: str, port: int, fingerprint: str) -> None:
        """Trust a certificate that is known without asking: that of a server of our own."""

    def pins(self) -> Sequence[Pin]:
        """The certificates that are trusted."""

    def policies(self) -> Sequence[Policy]:
        """The hosts that want TLS always, while that holds."""

    def forget_pin(self, host: str, port: int) -> None:
        """Trust it no more: the next connection asks again."""

    def forget_policy(self, host: str) -> None:
        """The host need not be reached over TLS any more."""
