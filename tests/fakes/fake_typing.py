"""Who types, as a test says; what we were told to tell."""

from __future__ import annotations

from chat.model.entities import ConversationKey


class FakeTyping:
    """Implements `chat.model.ports.typing_notice.TypingModel`."""

    def __init__(self) -> None:
        self.nicks: dict[ConversationKey, tuple[str, ...]] = {}
        self.noted: list[tuple[ConversationKey, bool]] = []

    def who(self, key: ConversationKey) -> tuple[str, ...]:
        return self.nicks.get(key, ())

    def note(self, key: ConversationKey, *, composing: bool) -> None:
        self.noted.append((key, composing))
