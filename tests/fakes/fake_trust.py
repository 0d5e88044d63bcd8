"""Trust in memory: the model's, the window's, and what the window reports of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chat.model.security import Pin, Policy, Security
from chat.view.ports.trust import CertificateQuestion, Lock


class FakeTrust:
    """Implements `chat.model.ports.trust.TrustModel`. Tests put what is known."""

    def __init__(self) -> None:
        self.securities: dict[str, Security] = {}
        self.known_pins: list[Pin] = []
        self.known_policies: list[Policy] = []
        self.calls: list[tuple[object, ...]] = []
        self.believed: list[tuple[str, int, str]] = []

    def security(self, network: str) -> Security | None:
        return self.securities.get(network)

    def accept(self, network: str) -> None:
        self.calls.append(("accept", network))

    def refuse(self, network: str) -> None:
        self.calls.append(("refuse", network))

    def believe(self, host: str, port: int, fingerprint: str) -> None:
        self.believed.append((host, port, fingerprint))

    def pins(self) -> Sequence[Pin]:
        return tuple(self.known_pins)

    def policies(self) -> Sequence[Policy]:
        return tuple(self.known_policies)

    def forget_pin(self, host: str, port: int) -> None:
        self.known_pins = [one for one in self.known_pins if (one.host, one.port) != (host, port)]

    def forget_policy(self, host: str) -> None:
        self.known_policies = [one for one in self.known_policies if one.host != host]


class FakeTrustView:
    """Implements `chat.view.ports.trust.TrustView`."""

    def __init__(self) -> None:
        self.asked: list[tuple[CertificateQuestion, Callable[[bool], None]]] = []
        self.lock: tuple[Lock, str] = (Lock.NONE, "")

    def ask(self, question: CertificateQuestion, on_answer: Callable[[bool], None]) -> None:
        self.asked.append((question, on_answer))

    def show_lock(self, lock: Lock, text: str) -> None:
        self.lock = (lock, text)


class FakeTrustIntents:
    """Implements `chat.view.ports.trust.TrustIntents`."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def on_show_trusted(self) -> None:
        self.calls.append("on_show_trusted")
