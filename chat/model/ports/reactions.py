"""Reactions: what the model offers of them (IRCv3 draft/react)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class Reactions(Protocol):
    """Emoji as answers. Who reacted how stands in `ChatMessage.reactions`."""

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """Why nobody can react to a message, in a sentence; "" if one can."""

    def react(self, key: ConversationKey, message_id: int, text: str) -> None:
        """React with `text`, or take it back if we had: MessageChanged follows."""
