"""What a connection's threads put on the queue for the Tk thread, in the order it happened.

Each item carries its connection's generation, so that what a dead connection left behind is told
apart from what the living one says, and dropped. Values only.
"""

from __future__ import annotations

from collections.abc import Callable

from chat.model.events import FailureReason
from chat.model.security import Certificate, Doubt, Security
from chat.protocol.frozen import frozen
from chat.protocol.message import Message


@frozen
class Arrival:
    """Anything that a connection reports."""

    generation: int


@frozen
class Answered(Arrival):
    """Another thread (the local store's) has a result; `deliver` hands it over."""

    deliver: Callable[[], None]


@frozen
class Opened(Arrival):
    """The socket is open, with TLS if it was asked for; lines may be sent."""

    security: Security | None = None  # None: not encrypted


@frozen
class DialFailed(Arrival):
    """The socket could not be opened; nothing follows."""

    reason: FailureReason
    detail: str
    doubt: Doubt | None = None  # with the certificate, if that is why
    certificate: Certificate | None = None


@frozen
class MessagesReceived(Arrival):
    """Lines came in together, and were parsed."""

    messages: tuple[Message, ...]


@frozen
class LineSkipped(Arrival):
    """A line over the limit was left out; `length` counts its bytes without CR LF."""

    length: int


@frozen
class LinesWritten(Arrival):
    """The system took lines from us; `count` is how many since the connection opened."""

    count: int


@frozen
class Ended(Arrival):
    """An open connection ended; `detail` is the system's wording, or "" for an orderly end."""

    detail: str
