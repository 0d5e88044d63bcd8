"""What every event is, and what it happened to: anything, a network, or a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.entities import ConversationKey


@dataclass(frozen=True, slots=True)
class Event:
    """Anything the model publishes."""


@dataclass(frozen=True, slots=True)
class NetworkEvent(Event):
    """Something that happened on one network; `network` is its key in the model."""

    network: str


@dataclass(frozen=True, slots=True)
class ConversationEvent(Event):
    """Something that happened in one conversation."""

    key: ConversationKey


@dataclass(frozen=True, slots=True)
class TurnEnded(Event):
    """All events of one pump turn were published: what was gathered may be shown in one go."""
