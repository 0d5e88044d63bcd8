"""Messages of several lines: what the model offers of them (IRCv3 draft/multiline)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class Multiline(Protocol):
    """Whether several lines, or one too long for a line of IRC, are one message."""

    def parts(self, key: ConversationKey, text: str) -> int:
        """As how many messages a text would be sent there now; of a huge one, at least so many."""
