"""What is wanted of conversations, in memory; tests set it by `change`, as the program does."""

from __future__ import annotations

from typing import Protocol

from chat.model.entities import ConversationKey, ConversationPreferences
from chat.model.events import Event, PreferencesChanged


class _Publishes(Protocol):
    def publish(self, *events: Event) -> None: ...


class FakePreferences:
    """Implements `chat.model.ports.preferences.PreferencesModel`."""

    def __init__(self, model: _Publishes) -> None:
        self._model = model
        self.wanted: dict[ConversationKey, ConversationPreferences] = {}

    def of(self, key: ConversationKey) -> ConversationPreferences:
        return self.wanted.get(key, ConversationPreferences())

    def change(self, key: ConversationKey, wanted: ConversationPreferences) -> None:
        self.wanted[key] = wanted
        self._model.publish(PreferencesChanged(key, wanted))
