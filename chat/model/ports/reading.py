"""How far the person has read a conversation (`model.reading`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ChatMessage, ConversationKey


class ReadingModel(Protocol):
    """What is unread begins at a message; `model.mark_read` says that all was seen."""

    def first_unread(self, key: ConversationKey) -> ChatMessage | None:
        """The message that the unread ones begin with, if there are any."""

    def mark_unread(self, key: ConversationKey, message_id: int) -> None:
        """Count a message and all after it as unread."""
