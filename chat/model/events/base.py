"""What every event is, and what it happened to: anything, a network, or a conversation."""

from __future__ import annotations

from msgspec import Struct

from chat.model.entities import ConversationKey


class Event(Struct, frozen=True):
    """Anything the model publishes."""


class NetworkEvent(Event, frozen=True):
    """Something that happened on one network; `network` is its key in the model."""

    network: str


class ConversationEvent(Event, frozen=True):
    """Something that happened in one conversation."""

    key: ConversationKey


class TurnEnded(Event, frozen=True):
    """All events of one pump turn were published: what was gathered may be shown in one go."""
