"""What every event is, and what it happened to: anything, a network, or a conversation."""

from __future__ import annotations

from chat.model.entities import ConversationKey
from chat.protocol.frozen import frozen


@frozen
class Event:
    """Anything the model publishes."""


@frozen
class NetworkEvent(Event):
    """Something that happened on one network; `network` is its key in the model."""

    network: str


@frozen
class ConversationEvent(Event):
    """Something that happened in one conversation."""

    key: ConversationKey


@frozen
class TurnEnded(Event):
    """All events of one pump turn were published: what was gathered may be shown in one go."""
