"""What happened while older messages, or a place far from the newest, were fetched."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.entities import ChatMessage
from chat.model.events.base import ConversationEvent


@dataclass(frozen=True, slots=True)
class HistoryAdded(ConversationEvent):
    """Messages of the past took their places among those that are here; oldest first."""

    messages: tuple[ChatMessage, ...]


@dataclass(frozen=True, slots=True)
class HistoryEnded(ConversationEvent):
    """What was asked for as older messages is all here now, be it nothing."""


@dataclass(frozen=True, slots=True)
class PlaceFound(ConversationEvent):
    """A message that was to be shown is loaded, with what stands around it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class PlaceMissing(ConversationEvent):
    """A message that was to be shown cannot be had; `words` are a sentence for the person."""

    words: str


@dataclass(frozen=True, slots=True)
class ExcerptGrown(ConversationEvent):
    """More of the past around a place is loaded, before or after what was."""


@dataclass(frozen=True, slots=True)
class ExcerptEnded(ConversationEvent):
    """What was loaded around a place has met the newest messages, and is one with them."""
