"""Messages around a place far from the newest, as they are loaded: bounded, and in order.

Pure: who asks for more, and of whom, is in `places`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.model.entities import ChatMessage, Place
from chat.model.session.conversation import Conversation

SPAN = 800  # messages of an excerpt at most

Page = Sequence[ChatMessage]


@dataclass(slots=True)
class Excerpt:
    """Messages around a place; `stored` if the local store has what is before and after them."""

    messages: list[ChatMessage]
    stored: bool
    complete: bool = False  # there is nothing before
    busy: bool = False  # more was asked for

    def add_before(self, page: Page) -> None:
        """Put what is older at the beginning; what is too much goes from the end."""
        self.messages[:0] = self._new(page)
        del self.messages[SPAN:]

    def add_after(self, page: Page) -> None:
        """Put what is newer at the end; what is too much goes from the beginning."""
        self.messages += self._new(page)
        surplus = len(self.messages) - SPAN
        if surplus > 0:
            del self.messages[:surplus]
            self.complete = False

    def replace(self, message: ChatMessage) -> None:
        """A message changed; the one with its number gives way."""
        self.messages = [message if one.id == message.id else one for one in self.messages]

    def meets(self, conversation: Conversation) -> bool:
        """Whether the newer end is among the newest messages of the conversation."""
        last = self.messages[-1]
        if last.msgid and conversation.has_msgid(last.msgid):
            return True
        return any(one.id == last.id for one in conversation.messages)

    def _new(self, page: Page) -> list[ChatMessage]:
        """What of a page is not here."""
        numbers = {one.id for one in self.messages}
        msgids = {one.msgid for one in self.messages if one.msgid}
        return [one for one in page if one.id not in numbers and one.msgid not in msgids]


def named(messages: Sequence[ChatMessage], place: Place) -> ChatMessage | None:
    """The message of a place among these; by its time only if it has no other name."""
    for one in reversed(messages):
        if one.id == place.message_id or (place.msgid and one.msgid == place.msgid):
            return one
    if place.time is None or place.message_id or place.msgid:
        return None
    if not messages or messages[0].time > place.time:
        return None
    return next((one for one in messages if one.time >= place.time), None)
