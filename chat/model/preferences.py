"""What the person wants of single conversations: pinned, muted, when to tell. Memory only.

`recording` writes it to the store; `memory` puts it back here at the next start.
"""

from __future__ import annotations

from collections.abc import Iterable

from chat.model.entities import ConversationKey, ConversationPreferences
from chat.model.events import ConversationRenamed, Event, PreferencesChanged
from chat.model.publisher import Publisher

_NOTHING = ConversationPreferences()


class Preferences:
    """Implements `chat.model.ports.preferences.PreferencesModel`; names are one in any case."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._wanted: dict[tuple[str, str], ConversationPreferences] = {}
        publisher.subscribe(self._on_event, ConversationRenamed)

    def of(self, key: ConversationKey) -> ConversationPreferences:
        """See PreferencesModel."""
        return self._wanted.get(_name(key), _NOTHING)

    def change(self, key: ConversationKey, wanted: ConversationPreferences) -> None:
        """See PreferencesModel."""
        if wanted != self.of(key):
            self._wanted[_name(key)] = wanted
            self._publisher.emit(PreferencesChanged(key, wanted))
        self._publisher.publish()

    def restore(self, kept: Iterable[tuple[ConversationKey, ConversationPreferences]]) -> None:
        """What was wanted in an earlier run; what was said in this one goes before it."""
        for key, wanted in kept:
            if _name(key) not in self._wanted:
                self._wanted[_name(key)] = wanted
                self._publisher.emit(PreferencesChanged(key, wanted))

    def forget(self, network: str | None = None) -> None:
        """Nothing is wanted of the conversations of a network any more, or of any."""
        for name in list(self._wanted):
            if network in (None, name[0]):
                del self._wanted[name]

    def _on_event(self, event: Event) -> None:
        """What is wanted of a person follows them to a new nick."""
        if isinstance(event, ConversationRenamed):
            wanted = self._wanted.pop(_name(event.key), None)
            if wanted is not None:
                self._wanted[_name(event.new)] = wanted


def _name(key: ConversationKey) -> tuple[str, str]:
    return key.network, key.target.casefold()
