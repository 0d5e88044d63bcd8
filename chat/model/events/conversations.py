"""What happened to a conversation as a whole: opened, read, left."""

from __future__ import annotations

from datetime import datetime

from chat.model.entities import ConversationKey, ConversationPreferences
from chat.model.events.base import ConversationEvent


class ConversationOpened(ConversationEvent, frozen=True):
    """A conversation appeared: a channel joined, a private message sent or received."""


class ConversationRenamed(ConversationEvent, frozen=True):
    """The other person changed nick: what was `key` is now `new`."""

    new: ConversationKey


class ConversationClosed(ConversationEvent, frozen=True):
    """A conversation was left or closed, and is gone from the list."""


class UnreadChanged(ConversationEvent, frozen=True):
    """The conversation's unread or mention count changed."""


class ReadingChanged(ConversationEvent, frozen=True):
    """The conversation is read up to the message of this time."""

    read: datetime


class DraftChanged(ConversationEvent, frozen=True):
    """What was begun to be written there is this now."""

    text: str


class PreferencesChanged(ConversationEvent, frozen=True):
    """The person wants something else of the conversation, as that it is muted."""

    preferences: ConversationPreferences
