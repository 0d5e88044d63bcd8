"""The nouns of the chat: a conversation's key, a message, a member. Values only, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """Names one conversation: the network's key in the model and the target's name, as shown.

    `target` is a channel, a nick, or "" for the network's own conversation (its notices). The
    model hands out one key for each conversation, whatever case a message spelled it in.
    """

    network: str
    target: str


class MessageKind(StrEnum):
    """What a message is, which decides how it is shown."""

    MESSAGE = "message"
    ACTION = "action"  # CTCP ACTION, `/me`
    NOTICE = "notice"
    EVENT = "event"  # joins, parts, topics, modes: what happened, told in a sentence
    SERVER = "server"  # the server's own words: welcome, MOTD, replies with no better place
    ERROR = "error"  # something asked for did not work


class DeliveryState(StrEnum):
    """Where an own message is on its way; what others sent is always SENT."""

    WAITING = "waiting"  # to be sent once the connection is there
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"  # the connection ended before it was known whether it arrived


class MovementKind(StrEnum):
    """How somebody came or went."""

    JOINED = "joined"
    LEFT = "left"
    QUIT = "quit"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Movement:
    """Who came or went: what an EVENT's sentence says, for those who gather many of them."""

    kind: MovementKind
    nick: str
    new_nick: str = ""  # of somebody renamed


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a conversation. `id` is unique on this machine and never changes."""

    id: int
    time: datetime  # aware; the server's (server-time) or else the moment of arrival
    kind: MessageKind
    sender: str  # nick; "" for EVENT, SERVER and ERROR
    text: str
    own: bool = False
    mention: bool = False
    state: DeliveryState = DeliveryState.SENT
    msgid: str = ""
    movement: Movement | None = None

    def with_state(self, state: DeliveryState) -> ChatMessage:
        """The same message in another state of delivery."""
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a conversation: a message by its number here or its id there, or a moment."""

    message_id: int = 0
    msgid: str = ""
    time: datetime | None = None  # aware; alone, the first message from then on


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a channel; `prefixes` as the server shows them, highest first, as "@+"."""

    nick: str
    prefixes: str = ""
    away: bool = False
    realname: str = ""
    user: str = ""  # the user name and the host as the server shows them, "" while not known
    host: str = ""


@dataclass(frozen=True, slots=True)
class ListedChannel:
    """One channel as LIST tells of it."""

    name: str
    members: int
    topic: str


@dataclass(frozen=True, slots=True)
class Ban:
    """One ban of a channel; `by` and `time` are not told by every server."""

    mask: str
    by: str = ""
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """What a list of conversations needs to know of one."""

    key: ConversationKey
    is_channel: bool
    joined: bool  # False: a channel that we were put out of, or a network that is not connected
    unread: int = 0
    mentions: int = 0
    latest: datetime | None = None  # when people last wrote there, as far as it is here


@dataclass(frozen=True, slots=True)
class ConversationPreferences:
    """What the person wants of one conversation; kept over restarts."""

    pinned: bool = False  # stands before the others in the list
    muted: bool = False  # dimmed in the list; tells of nothing
    notify: str = ""  # when to tell of messages there; "" is as everywhere


@dataclass(frozen=True, slots=True)
class ConnectionRequest:
    """All that is needed to reach a server: who, where, how."""

    nick: str
    host: str
    port: int
    tls: bool = False
    password: str = ""
    channels: tuple[str, ...] = ()
    realname: str = ""
