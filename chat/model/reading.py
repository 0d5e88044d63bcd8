"""How far the person has read, for the controllers; decided in `chat.model.session.reading`."""

from __future__ import annotations

from chat.model.entities import ChatMessage, ConversationKey
from chat.model.networks import Networks
from chat.model.publisher import Publisher
from chat.model.session import reading


class Reading:
    """Implements `chat.model.ports.reading.ReadingModel`."""

    def __init__(self, networks: Networks, publisher: Publisher) -> None:
        self._networks = networks
        self._publisher = publisher

    def first_unread(self, key: ConversationKey) -> ChatMessage | None:
        """See ReadingModel."""
        conversation = self._networks.find(key)
        return None if conversation is None else conversation.first_unread()

    def mark_unread(self, key: ConversationKey, message_id: int) -> None:
        """See ReadingModel."""
        conversation = self._networks.find(key)
        if conversation is not None:
            session = self._networks.session(key.network)
            reading.mark_unread(session, conversation, message_id)
        self._publisher.publish()
