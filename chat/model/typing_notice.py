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
        conversation = self._networks.find(key)
        if conversation is None:
            return ()
        return typing_notice.who(self._networks.session(key.network), conversation)

    def note(self, key: ConversationKey, *, composing: bool) -> None:
        """See TypingModel."""
        conversation = self._networks.find(key)
        if conversation is not None:
            session = self._networks.session(key.network)
            typing_notice.note(session, conversation, composing=composing)
