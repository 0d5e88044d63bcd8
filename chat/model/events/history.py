"""What happened while older messages, or a place far from the newest, were fetched."""

from __future__ import annotations

from chat.model.entities import ChatMessage
from chat.model.events.base import ConversationEvent


class HistoryAdded(ConversationEvent, frozen=True):
    """Messages of the past took their places among those that are here; oldest first."""

    messages: tuple[ChatMessage, ...]


class HistoryEnded(ConversationEvent, frozen=True):
    """What was asked for as older messages is all here now, be it nothing."""


class PlaceFound(ConversationEvent, frozen=True):
    """A message that was to be shown is loaded, with what stands around it."""

    message_id: int


class PlaceMissing(ConversationEvent, frozen=True):
    """A message that was to be shown cannot be had; `words` are a sentence for the person."""

    words: str


class ExcerptGrown(ConversationEvent, frozen=True):
    """More of the past around a place is loaded, before or after what was."""


class ExcerptEnded(ConversationEvent, frozen=True):
    """What was loaded around a place has met the newest messages, and is one with them."""
