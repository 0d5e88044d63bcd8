"""Editing own messages, as the controllers see it; what it means is in `session.own_edits`."""

from __future__ import annotations

from chat.model.entities import ChatMessage, ConversationKey
from chat.model.marks import Access
from chat.model.session import own_edits
from chat.model.session.conversation import Conversation
from chat.model.session.session import Session
from chat.translation import N_, _

GONE = N_("This message is not here any more.")


class Editing:
    """See chat.model.ports.editing."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """See the port."""
        session, _conversation = self._access.find(key)
        sentence = own_edits.obstacle(session, self._access.message(key, message_id))
        return _(sentence) if sentence else ""

    def room(self, key: ConversationKey, message_id: int, text: str) -> int:
        """See the port."""
        found = self._find(key, message_id)
        return 0 if found is None else own_edits.room(*found, text)

    def problem(self, key: ConversationKey, message_id: int, text: str) -> str:
        """See the port."""
        found = self._find(key, message_id)
        return _(GONE) if found is None else own_edits.problem(*found, text)

    def edit(self, key: ConversationKey, message_id: int, text: str) -> str:
        """See the port."""
        found = self._find(key, message_id)
        why = _(GONE) if found is None else own_edits.edit(*found, text)
        self._access.publish()
        return why

    def _find(
        self, key: ConversationKey, message_id: int
    ) -> tuple[Session, Conversation, ChatMessage] | None:
        session, conversation = self._access.find(key)
        message = self._access.message(key, message_id)
        if conversation is None or message is None:
            return None
        return session, conversation, message
