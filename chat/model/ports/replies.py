"""Replies: what the model offers of them (IRCv3 draft/reply)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ChatMessage, ConversationKey


class Replies(Protocol):
    """Answers that point at what they answer."""

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """Why a message cannot be answered so, in a sentence; "" if it can."""

    def original(self, key: ConversationKey, msgid: str) -> ChatMessage | None:
        """The message with the server's id, if it is here.

        If not, the local store is asked for it: OriginalFound follows, if it was kept.
        """

    def send(self, key: ConversationKey, text: str, message_id: int) -> None:
        """Send text as the answer to a message; as `send_message` in all else."""
