"""Drafts in memory; they follow no rename, as a test that cares says so itself."""

from __future__ import annotations

from chat.model.entities import ConversationKey


class FakeDrafts:
    """Implements `chat.model.ports.drafts.DraftsModel`."""

    def __init__(self) -> None:
        self.kept: dict[ConversationKey, str] = {}

    def of(self, key: ConversationKey) -> str:
        return self.kept.get(key, "")

    def keep(self, key: ConversationKey, text: str) -> None:
        self.kept[key] = text
