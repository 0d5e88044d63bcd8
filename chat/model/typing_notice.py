"""Who is typing, for the controllers; decided in `chat.model.session.typing_notice`."""

from __future__ import annotations

from chat.model.entities import ConversationKey
from chat.model.networks import Networks
from chat.model.session import typing_notice


class TypingNotice:
    """Implements `chat.model.ports.typing_notice.TypingModel`."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    def who(self, key: ConversationKey) -> tuple[str, ...]:
        """See TypingModel."""
        session = self._networks.session(key.network)
        conversation = session.find(key.target)
        return () if conversation is None else typing_notice.who(session, conversation)

    def note(self, key: ConversationKey, *, composing: bool) -> None:
        """See TypingModel."""
        session = self._networks.session(key.network)
        conversation = session.find(key.target)
        if conversation is not None:
            typing_notice.note(session, conversation, composing=composing)
