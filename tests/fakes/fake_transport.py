"""A Transport in memory: keeps what was sent, and reports what a test says came in."""

from __future__ import annotations

import queue

from chat.model.arrivals import (
    Arrival,
    DialFailed,
    Ended,
    LineSkipped,
    LinesWritten,
    MessagesReceived,
    Opened,
)
from chat.model.connection import Endpoint
from chat.model.events import FailureReason
from chat.model.security import Assurance, Certificate, Doubt, Security
from chat.protocol.message import parse_message

_ENDPOINT = Endpoint("chat.example", 6667)
TLS13 = Security("TLSv1.3", Assurance.AUTHORITY, "ab" * 32)


class FakeTransport:
    """Stands in for a Connection. `sent` are the lines that went out, without CR LF."""

    def __init__(
        self,
        generation: int = 0,
        endpoint: Endpoint = _ENDPOINT,
        arrivals: queue.Queue[Arrival] | None = None,
    ) -> None:
        self.generation = generation
        self.endpoint = endpoint
        self.arrivals: queue.Queue[Arrival] = arrivals or queue.Queue()
        self.sent: list[str] = []
        self.is_open = False
        self.is_closed = False
        self.is_aborted = False

    def open(self) -> None:
        self.is_open = True

    def send(self, line: bytes) -> None:
        assert line.endswith(b"\r\n")
        self.sent.append(line.decode().removesuffix("\r\n"))

    def close(self) -> None:
        self.is_closed = True

    def abort(self) -> None:
        self.is_aborted = True
        self.close()

    def join(self, timeout: float) -> bool:
        return self.is_closed

    # What a test says

    def take_sent(self) -> list[str]:
        """The lines sent since the last call."""
        taken, self.sent = self.sent, []
        return taken

    def report_opened(self, security: Security | None = None) -> None:
        self.arrivals.put(Opened(self.generation, security))

    def report_failed(
        self,
        reason: FailureReason,
        detail: str,
        doubt: Doubt | None = None,
        certificate: Certificate | None = None,
    ) -> None:
        failed = DialFailed(self.generation, reason, detail, doubt, certificate)
        self.arrivals.put(failed)

    def report_lines(self, *lines: str) -> None:
        for line in lines:
            self.arrivals.put(MessagesReceived(self.generation, (parse_message(line),)))

    def report_skipped(self, length: int) -> None:
        self.arrivals.put(LineSkipped(self.generation, length))

    def report_written(self, count: int) -> None:
        self.arrivals.put(LinesWritten(self.generation, count))

    def report_ended(self, detail: str = "") -> None:
        self.arrivals.put(Ended(self.generation, detail))


class FakeDialler:
    """Makes a FakeTransport for each connection, and keeps them all."""

    def __init__(self) -> None:
        self.made: list[FakeTransport] = []

    def __call__(
        self, generation: int, endpoint: Endpoint, arrivals: queue.Queue[Arrival]
    ) -> FakeTransport:
        transport = FakeTransport(generation, endpoint, arrivals)
        self.made.append(transport)
        return transport

    @property
    def last(self) -> FakeTransport:
        return self.made[-1]
