"""Editing what was said: what the model offers of it (IRCv3 draft/message-edit)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class EditingModel(Protocol):
    """Own messages said otherwise, for everybody. How they stand is in `ChatMessage.edited`."""

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """Why we cannot edit a message, in a sentence; "" if we can try."""

    def room(self, key: ConversationKey, message_id: int, text: str) -> int:
        """How many bytes more than `text` the message can have; below 0 it has too many."""

    def problem(self, key: ConversationKey, message_id: int, text: str) -> str:
        """Why a text cannot be the message's, in a sentence; "" if it can."""

    def edit(self, key: ConversationKey, message_id: int, text: str) -> str:
        """Ask the server; MessageChanged follows, or EditRefused. Returns why it was not asked.

        A text that it has already is not sent.
        """
