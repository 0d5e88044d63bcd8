"""What is kept on this computer (`chat.model.ports.memory`)."""

from __future__ import annotations

from chat.model.client.part import Part
from chat.model.entities import ConversationKey
from chat.model.events import ConversationClosed


class Remembering(Part):
    """Older messages, and forgetting them."""

    def is_restoring(self) -> bool:
        """See ChatModel."""
        return self._memory.restoring

    def load_older(self, key: ConversationKey) -> None:
        """See ChatModel."""
        session, conversation = self._find(key)
        if conversation is not None:
            self._memory.load_older(session, conversation)
        self._publisher.publish()

    def forget_conversation(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._memory.forget_conversation(key)
        self._publisher.publish()

    def forget_network(self, network: str) -> None:
        """See ChatModel."""
        self._networks.disconnect(network, "")
        for conversation in self._networks.session(network).conversations.values():
            self._publisher.emit(ConversationClosed(conversation.key))
        self._publisher.publish()  # who is told may still ask about it
        self._networks.forget(network)
        self._memory.forget_network(network)
        self._publisher.publish()

    def limit_history(self, size: int) -> None:
        """See ChatModel."""
        self._memory.limit(size)

    def forget_everything(self) -> None:
        """See ChatModel."""
        self._memory.forget_everything()
        self._publisher.publish()
