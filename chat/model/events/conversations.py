"""What happened to a conversation as a whole: opened, read, left."""

from __future__ import annotations

from datetime import datetime

from chat.model.entities import ConversationKey, ConversationPreferences
from chat.model.events.base import ConversationEvent
from chat.protocol.frozen import frozen


@frozen
class ConversationOpened(ConversationEvent):
    """A conversation appeared: a channel joined, a private message sent or received."""


@frozen
class ConversationRenamed(ConversationEvent):
    """The other person changed nick: what was `key` is now `new`."""

    new: ConversationKey


@frozen
class ConversationClosed(ConversationEvent):
    """A conversation was left or closed, and is gone from the list."""


@frozen
class UnreadChanged(ConversationEvent):
    """The conversation's unread or mention count changed."""


@frozen
class ReadingChanged(ConversationEvent):
    """The conversation is read up to the message of this time."""

    read: datetime


@frozen
class DraftChanged(ConversationEvent):
    """What was begun to be written there is this now."""

    text: str


@frozen
class PreferencesChanged(ConversationEvent):
    """The person wants something else of the conversation, as that it is muted."""

    preferences: ConversationPreferences
