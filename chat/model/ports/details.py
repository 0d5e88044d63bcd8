"""What more is known of a message than is shown: what the model offers of it."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class Details(Protocol):
    """For those who look closely."""

    def raw_line(self, key: ConversationKey, message_id: int) -> str:
        """The message as the server sent it; "" for one that is long past, or not from there."""
