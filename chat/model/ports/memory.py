"""What is kept on this computer (part of `ChatModel`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class MemoryModel(Protocol):
    """Older messages, and forgetting them."""

    def is_restoring(self) -> bool:
        """Whether what an earlier run left is still to come; MemoryRestored follows."""

    def load_older(self, key: ConversationKey) -> None:
        """Fetch messages before those that are here: HistoryAdded, if any, and HistoryEnded.

        Asked again while they are on their way, it waits for the same answer.
        """

    def forget_conversation(self, key: ConversationKey) -> None:
        """Delete what was said there from this machine; the server's history is its own."""

    def forget_network(self, network: str) -> None:
        """Disconnect for good, and delete all that was said there: NetworkForgotten follows."""

    def limit_history(self, size: int) -> None:
        """Keep at most so many bytes on this machine from now on; the oldest messages go."""

    def forget_everything(self) -> None:
        """Delete every message, conversation and network that is kept on this machine."""
