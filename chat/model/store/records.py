"""What goes into the local store, and what comes out of it. Values only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationPreferences,
    Deletion,
    Edit,
)
from chat.model.export_formats import ExportFormat


class Change(Struct, frozen=True):
    """Anything that is to be written."""


class NetworkKept(Change, frozen=True):
    """A network that we were in; the request's password is never written."""

    network: str
    request: ConnectionRequest
    name: str


class ConversationKept(Change, frozen=True):
    """A conversation, open in the list or not."""

    key: ConversationKey
    is_channel: bool
    opened: bool


class ConversationMoved(Change, frozen=True):
    """The other person changed nick."""

    key: ConversationKey
    new: ConversationKey


class MessagesKept(Change, frozen=True):
    """New messages of a conversation."""

    key: ConversationKey
    messages: tuple[ChatMessage, ...]


class MessageUpdated(Change, frozen=True):
    """A message that was kept has another state, text or id of the server's."""

    message: ChatMessage


class ReactionKept(Change, frozen=True):
    """Somebody reacted to the message with the server's id `msgid`, or took it back."""

    key: ConversationKey
    msgid: str
    nick: str
    text: str
    own: bool
    time: datetime
    present: bool


class DeletionKept(Change, frozen=True):
    """The message with the server's id `msgid` was taken away: its text is not kept any more."""

    key: ConversationKey
    msgid: str
    deletion: Deletion


class EditKept(Change, frozen=True):
    """The message with the server's id `msgid` has another text, if it has no newer one."""

    key: ConversationKey
    msgid: str
    edit: Edit


class PreferencesKept(Change, frozen=True):
    """What the person wants of a conversation."""

    key: ConversationKey
    preferences: ConversationPreferences


class ReadingKept(Change, frozen=True):
    """Up to which moment a conversation was read."""

    key: ConversationKey
    read: datetime | None


class DraftKept(Change, frozen=True):
    """What was begun to be written in a conversation."""

    key: ConversationKey
    text: str


class NetworkWanted(Change, frozen=True):
    """Whether to come back to a network at the next start."""

    network: str
    wanted: bool


class NetworkForgotten(Change, frozen=True):
    """A network is to be gone, with all that was said there."""

    network: str


class StoredConversation(Struct, frozen=True):
    """An open conversation with its newest messages, oldest first."""

    key: ConversationKey
    is_channel: bool
    messages: tuple[ChatMessage, ...]
    read: datetime | None = None  # None: nobody knows
    draft: str = ""


class StoredNetwork(Struct, frozen=True):
    """A network as it was when the program ended."""

    network: str
    request: ConnectionRequest
    name: str
    conversations: tuple[StoredConversation, ...]
    wanted: bool = True  # we were in when the program ended
    preferences: tuple[tuple[ConversationKey, ConversationPreferences], ...] = ()  # where any are


class Stretch(Struct, frozen=True):
    """Messages that follow one another, and the number of the one that was looked for, or 0."""

    messages: tuple[ChatMessage, ...] = ()
    found: int = 0


class SearchQuery(Struct, frozen=True):
    """What to look for; what is empty or None is not asked. Times are aware."""

    text: str = ""
    sender: str = ""
    target: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 200


class Matches(Struct, frozen=True):
    """Messages of one conversation that contain a text, newest first; each its time and number.

    Times are in microseconds since 1970. `more`: there are others, older than these.
    """

    found: tuple[tuple[int, int], ...] = ()
    more: bool = False


class ExportJob(Struct, frozen=True):
    """A conversation that is to be written to a file, and under which title.

    With the key of a network's own conversation, all that is kept of the network, in a ZIP.
    """

    key: ConversationKey
    path: Path
    form: ExportFormat
    title: str


class ExportState(Struct, frozen=True):
    """How far an export is; `problem` is the system's word for why it failed, or ""."""

    done: int = 0
    total: int = 0
    ended: bool = False
    problem: str = ""
    cancelled: bool = False


class FoundMessage(Struct, frozen=True):
    """A message that was looked for, and where it was said."""

    key: ConversationKey
    message: ChatMessage
