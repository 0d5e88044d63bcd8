"""Deleting what was said: what the model offers of it (IRCv3 draft/message-redaction)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class Redaction(Protocol):
    """Messages taken back, for everybody."""

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """Why we cannot delete a message, in a sentence; "" if we can try."""

    def delete(self, key: ConversationKey, message_id: int, reason: str = "") -> None:
        """Ask the server: MessageChanged follows, or an error in the conversation."""
