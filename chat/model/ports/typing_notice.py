"""Who is typing, and that we are (`model.typing_notice`)."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey


class TypingModel(Protocol):
    """Notices of typing; TypingChanged says that `who` has another answer."""

    def who(self, key: ConversationKey) -> tuple[str, ...]:
        """The nicks of those who type there now."""

    def note(self, key: ConversationKey, *, composing: bool) -> None:
        """What we are about to say there has changed; `composing`: something is left of it.

        The others are told, as often as is proper.
        """
