"""Which conversations there are, and what stands in them (`chat.model.ports.conversations`)."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.client.part import Part
from chat.model.entities import ChatMessage, ConversationKey, ConversationSummary, MessageKind
from chat.model.session import commands, monitoring, reading, sending
from chat.model.session.state import Phase


class Conversations(Part):
    """Conversations by their keys."""

    def conversations(self) -> Sequence[ConversationSummary]:
        """See ChatModel."""
        return [
            conversation.summary(
                connected=session.phase is Phase.REGISTERED,
                presence=monitoring.presence_of(session, conversation.key.target, channels),
            )
            for session in self._networks
            for channels in [[each for each in session.conversations.values() if each.members]]
            for conversation in session.conversations.values()
        ]

    def messages(self, key: ConversationKey) -> Sequence[ChatMessage]:
        """See ChatModel."""
        _, conversation = self._find(key)
        return tuple(conversation.messages) if conversation else ()

    def is_channel(self, network: str, target: str) -> bool:
        """See ChatModel."""
        return self._networks.session(network).is_channel(target)

    def room(self, key: ConversationKey) -> int:
        """See ChatModel."""
        return sending.room(self._networks.session(key.network), key.target)

    def mark_read(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, reading.mark_read)

    def open_conversation(self, network: str, target: str) -> ConversationKey:
        """See ChatModel."""
        key = self._networks.session(network).open(target).key
        self._publisher.publish()
        return key

    def close_conversation(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.close_conversation)

    def add_notice(self, key: ConversationKey, text: str, *, error: bool = False) -> None:
        """See ChatModel."""
        kind = MessageKind.ERROR if error else MessageKind.EVENT
        self._in_conversation(key, commands.add_notice, text, kind)
