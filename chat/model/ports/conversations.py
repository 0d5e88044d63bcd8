"""Which conversations there are, and what stands in them (part of `ChatModel`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.entities import ChatMessage, ConversationKey, ConversationSummary


class ConversationsModel(Protocol):
    """Conversations by their keys; what is not there is empty."""

    def conversations(self) -> Sequence[ConversationSummary]:
        """All open conversations, by network in order, the network's own first."""

    def messages(self, key: ConversationKey) -> Sequence[ChatMessage]:
        """The messages kept of a conversation, oldest first; empty if there is none."""

    def is_channel(self, network: str, target: str) -> bool:
        """Whether `target` is a channel's name there (CHANTYPES)."""

    def room(self, key: ConversationKey) -> int:
        """Bytes of text (UTF-8) that one message to there can have; longer ones are split."""

    def mark_read(self, key: ConversationKey) -> None:
        """The person has seen it all: counts fall to nought (UnreadChanged)."""

    def open_conversation(self, network: str, target: str) -> ConversationKey:
        """Open (or find) a private conversation, with nothing sent."""

    def close_conversation(self, key: ConversationKey) -> None:
        """Take it from the list; a channel is parted first."""

    def add_notice(self, key: ConversationKey, text: str, *, error: bool = False) -> None:
        """Put a sentence of the program's own into a conversation (EVENT, or ERROR)."""
