"""What goes into the local store, and what comes out of it. Values only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationPreferences,
    Deletion,
)
from chat.model.export_formats import ExportFormat
from chat.protocol.frozen import frozen


@frozen
class Change:
    """Anything that is to be written."""


@frozen
class NetworkKept(Change):
    """A network that we were in; the request's password is never written."""

    network: str
    request: ConnectionRequest
    name: str


@frozen
class ConversationKept(Change):
    """A conversation, open in the list or not."""

    key: ConversationKey
    is_channel: bool
    opened: bool


@frozen
class ConversationMoved(Change):
    """The other person changed nick."""

    key: ConversationKey
    new: ConversationKey


@frozen
class MessagesKept(Change):
    """New messages of a conversation."""

    key: ConversationKey
    messages: tuple[ChatMessage, ...]


@frozen
class MessageUpdated(Change):
    """A message that was kept has another state, text or id of the server's."""

    message: ChatMessage


@frozen
class ReactionKept(Change):
    """Somebody reacted to the message with the server's id `msgid`, or took it back."""

    key: ConversationKey
    msgid: str
    nick: str
    text: str
    own: bool
    time: datetime
    present: bool


@frozen
class DeletionKept(Change):
    """The message with the server's id `msgid` was taken away: its text is not kept any more."""

    key: ConversationKey
    msgid: str
    deletion: Deletion


@frozen
class PreferencesKept(Change):
    """What the person wants of a conversation."""

    key: ConversationKey
    preferences: ConversationPreferences


@frozen
class ReadingKept(Change):
    """Up to which moment a conversation was read."""

    key: ConversationKey
    read: datetime | None


@frozen
class DraftKept(Change):
    """What was begun to be written in a conversation."""

    key: ConversationKey
    text: str


@frozen
class NetworkWanted(Change):
    """Whether to come back to a network at the next start."""

    network: str
    wanted: bool


@frozen
class NetworkForgotten(Change):
    """A network is to be gone, with all that was said there."""

    network: str


@frozen
class StoredConversation:
    """An open conversation with its newest messages, oldest first."""

    key: ConversationKey
    is_channel: bool
    messages: tuple[ChatMessage, ...]
    read: datetime | None = None  # None: nobody knows
    draft: str = ""


@frozen
class StoredNetwork:
    """A network as it was when the program ended."""

    network: str
    request: ConnectionRequest
    name: str
    conversations: tuple[StoredConversation, ...]
    wanted: bool = True  # we were in when the program ended
    preferences: tuple[tuple[ConversationKey, ConversationPreferences], ...] = ()  # where any are


@frozen
class Stretch:
    """Messages that follow one another, and the number of the one that was looked for, or 0."""

    messages: tuple[ChatMessage, ...] = ()
    found: int = 0


@frozen
class SearchQuery:
    """What to look for; what is empty or None is not asked. Times are aware."""

    text: str = ""
    sender: str = ""
    target: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 200


@frozen
class Matches:
    """Messages of one conversation that contain a text, newest first; each its time and number.

    Times are in microseconds since 1970. `more`: there are others, older than these.
    """

    found: tuple[tuple[int, int], ...] = ()
    more: bool = False


@frozen
class ExportJob:
    """A conversation that is to be written to a file, and under which title.

    With the key of a network's own conversation, all that is kept of the network, in a ZIP.
    """

    key: ConversationKey
    path: Path
    form: ExportFormat
    title: str


@frozen
class ExportState:
    """How far an export is; `problem` is the system's word for why it failed, or ""."""

    done: int = 0
    total: int = 0
    ended: bool = False
    problem: str = ""
    cancelled: bool = False


@frozen
class FoundMessage:
    """A message that was looked for, and where it was said."""

    key: ConversationKey
    message: ChatMessage
