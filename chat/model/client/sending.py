"""Saying something, and what becomes of it (`chat.model.ports.sending`)."""

from __future__ import annotations

from chat.model.client.part import Part
from chat.model.entities import ConversationKey, MessageKind
from chat.model.session import ctcp_questions, sending


class Sending(Part):
    """Messages on their way out."""

    def send_message(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.send_text, text)

    def send_action(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.send_text, text, MessageKind.ACTION)

    def send_notice(self, key: ConversationKey, text: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.send_text, text, MessageKind.NOTICE)

    def ask_program(self, key: ConversationKey, nick: str, command: str, text: str = "") -> None:
        """See ChatModel."""
        self._in_conversation(key, ctcp_questions.ask, nick, command, text)

    def ping_server(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, ctcp_questions.ping_server)

    def retry_message(self, key: ConversationKey, message_id: int) -> None:
        """See ChatModel."""
        self._in_conversation(key, sending.retry, message_id)

    def uncertain(self, network: str) -> int:
        """See ChatModel."""
        session = self._networks.session(network)
        return sum(not one.conversation.held for one in session.outgoing.uncertain)

    def unconfirmed(self, network: str) -> bool:
        """Whether the server has yet to say that it read what was sent."""
        return self._networks.session(network).outgoing.unconfirmed()

    def resend_uncertain(self, network: str) -> None:
        """See ChatModel."""
        self._on_network(network, sending.resend_uncertain)

    def leave_uncertain(self, network: str) -> None:
        """See ChatModel."""
        self._networks.session(network).outgoing.take_all_uncertain()
