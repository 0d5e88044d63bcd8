"""What was begun to be written and not sent (`model.drafts`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class DraftsModel(Protocol):
    """One draft a conversation, kept over restarts."""

    def of(self, key: ConversationKey) -> str:
        """What was begun there; "" for nothing."""

    def keep(self, key: ConversationKey, text: str) -> None:
        """This is begun there now; "" for nothing."""
