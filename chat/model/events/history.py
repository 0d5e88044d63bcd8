"""What happened while older messages, or a place far from the newest, were fetched."""

from __future__ import annotations

from chat.model.entities import ChatMessage
from chat.model.events.base import ConversationEvent
from chat.protocol.frozen import frozen


@frozen
class HistoryAdded(ConversationEvent):
    """Messages of the past took their places among those that are here; oldest first."""

    messages: tuple[ChatMessage, ...]


@frozen
class HistoryEnded(ConversationEvent):
    """What was asked for as older messages is all here now, be it nothing."""


@frozen
class PlaceFound(ConversationEvent):
    """A message that was to be shown is loaded, with what stands around it."""

    message_id: int


@frozen
class PlaceMissing(ConversationEvent):
    """A message that was to be shown cannot be had; `words` are a sentence for the person."""

    words: str


@frozen
class ExcerptGrown(ConversationEvent):
    """More of the past around a place is loaded, before or after what was."""


@frozen
class ExcerptEnded(ConversationEvent):
    """What was loaded around a place has met the newest messages, and is one with them."""
