"""Which conversation the window shows. A value that the controllers share; it tells nobody."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.entities import ConversationKey
from chat.model.ports import ChatModel


@dataclass(slots=True)
class Selection:
    """The conversation that is shown, or None before there is any."""

    key: ConversationKey | None = None

    def shows(self, key: ConversationKey) -> bool:
        """Whether this conversation is the one that is shown."""
        return self.key == key

    def network(self, model: ChatModel) -> str | None:
        """The network that a command belongs to: the one shown, or else the newest."""
        if self.key is not None:
            return self.key.network
        networks = model.networks()
        return networks[-1] if networks else None
