"""What can be done with one message that is there: answer it, react to it, delete it.

The fronts of these features, as the controllers see them; what they mean is decided in
`chat.model.session`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chat.model.entities import ChatMessage, ConversationKey, MessageKind
from chat.model.originals import Originals
from chat.model.session import reactions, redaction, replies, sending
from chat.model.session.conversation import Conversation
from chat.model.session.session import Session
from chat.translation import _

#: Characters of a text whose parts are counted exactly, with every key that is pressed.
LONGEST_COUNTED = 20_000


class Access:
    """The way to a conversation, and to the subscribers."""

    def __init__(
        self,
        find: Callable[[ConversationKey], tuple[Session, Conversation | None]],
        publish: Callable[[], None],
        excerpt: Callable[[ConversationKey], Sequence[ChatMessage] | None],
    ) -> None:
        self.find = find
        self.publish = publish
        self._excerpt = excerpt

    def message(self, key: ConversationKey, message_id: int) -> ChatMessage | None:
        """A message, if it is here, be it among the newest or far from them."""
        _session, conversation = self.find(key)
        found = conversation.message(message_id) if conversation is not None else None
        far = self._excerpt(key) or ()
        return found or next((one for one in far if one.id == message_id), None)

    def original(self, key: ConversationKey, msgid: str) -> ChatMessage | None:
        """The message with the server's id, if it is here."""
        _session, conversation = self.find(key)
        found = conversation.by_msgid(msgid) if conversation is not None else None
        far = self._excerpt(key) or ()
        return found or next((one for one in far if one.msgid == msgid), None)


class Replies:
    """See chat.model.ports.replies."""

    def __init__(self, access: Access, originals: Originals) -> None:
        self._access = access
        self._originals = originals

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """See the port."""
        session, _conversation = self._access.find(key)
        sentence = replies.obstacle(session, self._access.message(key, message_id))
        return _(sentence) if sentence else ""

    def original(self, key: ConversationKey, msgid: str) -> ChatMessage | None:
        """See the port."""
        return self._access.original(key, msgid) or self._originals.look_up(key, msgid)

    def send(self, key: ConversationKey, text: str, message_id: int) -> None:
        """See the port."""
        session, conversation = self._access.find(key)
        message = self._access.message(key, message_id)
        if conversation is not None:
            reply_to = message.msgid if message is not None else ""
            sending.send_text(session, conversation, text, reply_to=reply_to)
        self._access.publish()


class Reactions:
    """See chat.model.ports.reactions."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """See the port."""
        session, _conversation = self._access.find(key)
        sentence = reactions.obstacle(session, self._access.message(key, message_id))
        return _(sentence) if sentence else ""

    def react(self, key: ConversationKey, message_id: int, text: str) -> None:
        """See the port."""
        session, conversation = self._access.find(key)
        message = self._access.message(key, message_id)
        if conversation is not None and message is not None:
            reactions.react(session, conversation, message, text)
        self._access.publish()


class Redaction:
    """See chat.model.ports.redaction."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def obstacle(self, key: ConversationKey, message_id: int) -> str:
        """See the port."""
        session, conversation = self._access.find(key)
        if conversation is None:
            return ""
        message = self._access.message(key, message_id)
        sentence = redaction.obstacle(session, conversation, message)
        return _(sentence) if sentence else ""

    def delete(self, key: ConversationKey, message_id: int, reason: str = "") -> None:
        """See the port."""
        session, conversation = self._access.find(key)
        message = self._access.message(key, message_id)
        if conversation is not None and message is not None:
            redaction.delete(session, conversation, message, reason)
        self._access.publish()


class Multiline:
    """See chat.model.ports.multiline."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def parts(self, key: ConversationKey, text: str) -> int:
        """See the port."""
        session, conversation = self._access.find(key)
        if conversation is None:
            return 0
        if len(text) > LONGEST_COUNTED:
            return 1 + len(text) // sending.room(session, key.target)
        return len(sending.parts(session, conversation, text, MessageKind.MESSAGE))


class Details:
    """See chat.model.ports.details."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def raw_line(self, key: ConversationKey, message_id: int) -> str:
        """See the port."""
        session, _conversation = self._access.find(key)
        return session.lines.text(message_id)
