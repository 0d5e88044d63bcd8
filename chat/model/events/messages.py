"""What happened to single messages."""

from __future__ import annotations

from datetime import datetime

from chat.model.entities import ChatMessage, Deletion, Edit
from chat.model.events.base import ConversationEvent, NetworkEvent


class MessagesAdded(ConversationEvent, frozen=True):
    """Messages were appended: received, sent (then pending), or notices of the program's own.

    In their order, without a break: of a flood, one event has as many as were read in one go.
    """

    messages: tuple[ChatMessage, ...]


class MessageChanged(ConversationEvent, frozen=True):
    """A message already shown changed, as from pending to sent; same `message.id` as before."""

    message: ChatMessage


class MessageMoved(ConversationEvent, frozen=True):
    """An own message, of which MessageChanged tells too, stands elsewhere, or under another day.

    From the message with the id `first` on, all may stand elsewhere now.
    """

    message: ChatMessage
    first: int


class MessageDeleted(ConversationEvent, frozen=True):
    """The message with the server's id `msgid` was taken away, be it here or not."""

    msgid: str
    deletion: Deletion


class MessageEdited(ConversationEvent, frozen=True):
    """The message with the server's id `msgid` has another text, be it here or not."""

    msgid: str
    edit: Edit


class MentionAdded(ConversationEvent, frozen=True):
    """A message names us that did not before it was edited, at the moment `time`."""

    message: ChatMessage
    time: datetime


class EditRefused(ConversationEvent, frozen=True):
    """The server did not take the text that we wanted an own message to have."""

    message: ChatMessage
    text: str


class Reacted(ConversationEvent, frozen=True):
    """Somebody reacted to the message with the server's id `msgid`, or took that back.

    `present` says which. If the message is here, MessageChanged tells how it stands now.
    """

    msgid: str
    nick: str
    text: str
    own: bool
    time: datetime
    present: bool


class OriginalFound(ConversationEvent, frozen=True):
    """What was answered long ago was looked up: `Replies.original` has it by its `msgid` now."""

    msgid: str


class UncertainFound(NetworkEvent, frozen=True):
    """Messages may have arrived before the connection ended, and the server cannot say."""
