"""What a connection's threads put on the queue for the Tk thread, in the order it happened.

Each item carries its connection's generation, so that what a dead connection left behind is told
apart from what the living one says, and dropped. Values only.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from chat.model.events import FailureReason
from chat.model.security import Certificate, Doubt, Security
from chat.protocol.message import Message


class Arrival(Struct, frozen=True):
    """Anything that a connection reports."""

    generation: int


class Answered(Arrival, frozen=True):
    """Another thread (the local store's) has a result; `deliver` hands it over."""

    deliver: Callable[[], None]


class Opened(Arrival, frozen=True):
    """The socket is open, with TLS if it was asked for; lines may be sent."""

    security: Security | None = None  # None: not encrypted


class DialFailed(Arrival, frozen=True):
    """The socket could not be opened; nothing follows."""

    reason: FailureReason
    detail: str
    doubt: Doubt | None = None  # with the certificate, if that is why
    certificate: Certificate | None = None


class MessagesReceived(Arrival, frozen=True):
    """Lines came in together, and were parsed."""

    messages: tuple[Message, ...]


class LineSkipped(Arrival, frozen=True):
    """A line over the limit was left out; `length` counts its bytes without CR LF."""

    length: int


class LinesWritten(Arrival, frozen=True):
    """The system took lines from us; `count` is how many since the connection opened."""

    count: int


class Ended(Arrival, frozen=True):
    """An open connection ended; `detail` is the system's wording, or "" for an orderly end."""

    detail: str
