"""Edits that we asked for, and the server has not answered yet, by the server's ids. Data only."""

from __future__ import annotations

from msgspec import Struct

from chat.model.entities import ChatMessage
from chat.model.session.conversation import Conversation


class SentEdit(Struct, frozen=True):
    """What we want an own message to say."""

    conversation: Conversation
    message: ChatMessage  # as it was
    text: str  # with its formatting codes
    label: str = ""  # of labeled-response; "" without


class SentEdits:
    """The newest of each message; they outlive a connection."""

    def __init__(self) -> None:
        self._sent: dict[str, SentEdit] = {}

    def add(self, edit: SentEdit) -> None:
        """An edit was sent."""
        self._sent.pop(edit.message.msgid, None)
        self._sent[edit.message.msgid] = edit

    def take(self, msgid: str, label: str = "") -> SentEdit | None:
        """The edit of a message that an answer with this label is of; no longer waited for."""
        sent = self._sent.get(msgid)
        if sent is None or (sent.label and sent.label != label):
            return None
        return self._sent.pop(msgid)

    def take_labelled(self, label: str) -> SentEdit | None:
        """The edit that was sent with this label, the last such one; no longer waited for."""
        found = next((one for one in reversed(self._sent.values()) if one.label == label), None)
        return None if found is None else self._sent.pop(found.message.msgid)

    def take_all(self, conversation: Conversation) -> list[SentEdit]:
        """Those of a conversation, in the order that they were sent; no longer waited for."""
        taken = [one for one in self._sent.values() if one.conversation is conversation]
        for one in taken:
            del self._sent[one.message.msgid]
        return taken

    def forget(self, conversation: Conversation) -> None:
        """The conversation is gone."""
        self.take_all(conversation)
