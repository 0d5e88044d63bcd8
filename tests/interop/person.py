"""Our model as one person uses it, pumped by hand where the window's timer would."""

from __future__ import annotations

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    DeliveryState,
    MessageKind,
)
from chat.model.ports import ChatModel


class Person:
    """Sits before a model: connects, says things, and reads what is there."""

    def __init__(self, model: ChatModel) -> None:
        self.model = model
        self.network = ""

    def connect(self, nick: str, port: int, channel: str) -> None:
        """Begin to connect to a server on loopback."""
        request = ConnectionRequest(nick=nick, host="127.0.0.1", port=port, channels=(channel,))
        self.network = self.model.connect(request)

    def pump(self) -> None:
        """Take in all that has arrived."""
        while self.model.pump():
            pass

    def conversation(self, target: str) -> ConversationKey | None:
        """The key of an open conversation."""
        for summary in self.model.conversations():
            if summary.key.network == self.network and summary.key.target == target:
                return summary.key
        return None

    def members(self, channel: str) -> set[str]:
        """Who is in a channel; nobody while we are not."""
        key = self.conversation(channel)
        return {member.nick for member in self.model.members(key)} if key else set()

    def say(self, target: str, text: str) -> None:
        """Send a message to an open conversation."""
        key = self.conversation(target)
        assert key is not None
        self.model.send_message(key, text)

    def has_read(self, target: str, sender: str, text: str, kind: MessageKind) -> bool:
        """Whether a message is in a conversation."""
        wanted = (sender, text, kind)
        return any((it.sender, it.text, it.kind) == wanted for it in self._messages(target))

    def all_sent(self, target: str) -> bool:
        """Whether the server has everything that was said."""
        own = [message for message in self._messages(target) if message.own]
        return bool(own) and all(message.state is DeliveryState.SENT for message in own)

    def _messages(self, target: str) -> list[ChatMessage]:
        key = self.conversation(target)
        return list(self.model.messages(key)) if key else []
