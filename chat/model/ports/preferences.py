"""What the person wants of single conversations (`model.preferences`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey, ConversationPreferences


class PreferencesModel(Protocol):
    """Pinned, muted, when to tell: of each conversation, kept over restarts.

    To change one field: `change(key, replace(of(key), muted=True))`.
    """

    def of(self, key: ConversationKey) -> ConversationPreferences:
        """What is wanted of a conversation; the defaults where nothing was said."""

    def change(self, key: ConversationKey, wanted: ConversationPreferences) -> None:
        """This is wanted from now on: PreferencesChanged follows if it is anything new."""
