"""The nouns of the chat: a conversation's key, a message, a member. Values only, no behaviour."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from chat.protocol.hidden_fields import repr_without


class ConversationKey(Struct, frozen=True):
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


#: The kinds that people say; the others are told by the server, or by us.
BY_PEOPLE = (MessageKind.MESSAGE, MessageKind.ACTION, MessageKind.NOTICE)


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


class Movement(Struct, frozen=True):
    """Who came or went: what an EVENT's sentence says, for those who gather many of them."""

    kind: MovementKind
    nick: str
    new_nick: str = ""  # of somebody renamed


class Reaction(Struct, frozen=True):
    """What people answered a message with, mostly an emoji: who, and whether we are among them."""

    text: str
    nicks: tuple[str, ...]
    own: bool = False


class Deletion(Struct, frozen=True):
    """Who took a message back, or had it taken away, and why, if they said so."""

    by: str
    reason: str = ""


class Edit(Struct, frozen=True):
    """A new text for a message, as `ChatMessage` has texts: from whom, and when it came."""

    text: str
    time: datetime  # aware
    by: str = ""  # nick; "" where nobody tells
    formatted: str = ""
    mention: bool = False


class Earlier(Struct, frozen=True):
    """What an edited message said before, from a moment on; plain."""

    text: str
    time: datetime


class Edited(Struct, frozen=True):
    """That a message was edited: when and by whom it got its text, and what it said before.

    `earlier` has the texts that were seen here, oldest first.
    """

    time: datetime
    by: str = ""  # nick; "" where nobody tells
    earlier: tuple[Earlier, ...] = ()


class ChatMessage(Struct, frozen=True):
    """One message of a conversation. `id` is unique on this machine and never changes.

    `text` is plain; where it was said with formatting codes, `formatted` has it with them. What
    is deleted has no text any more, and a Deletion.
    """

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
    formatted: str = ""
    reply_to: str = ""  # the server's id of the message that this one answers
    account: str = ""  # that the sender was logged in to, where the server tells it
    deleted: Deletion | None = None
    reactions: tuple[Reaction, ...] = ()
    edited: Edited | None = None

    @property
    def as_said(self) -> str:
        """The text with its formatting codes, if it has any."""
        return self.formatted or self.text

    def with_state(self, state: DeliveryState) -> ChatMessage:
        """The same message in another state of delivery."""
        return replace(self, state=state)


class Place(Struct, frozen=True):
    """A place in a conversation: a message by its number here or its id there, or a moment."""

    message_id: int = 0
    msgid: str = ""
    time: datetime | None = None  # aware; alone, the first message from then on


class Member(Struct, frozen=True):
    """One member of a channel; `prefixes` as the server shows them, highest first, as "@+"."""

    nick: str
    prefixes: str = ""
    away: bool = False
    realname: str = ""
    user: str = ""  # the user name and the host as the server shows them, "" while not known
    host: str = ""
    account: str = ""  # "" for a guest, and where the server does not tell it


class IgnoredPerson(Struct, frozen=True):
    """Somebody whose words are not wanted: known by the account, or else by the nick."""

    nick: str  # that they had when they were ignored
    account: str = ""  # "" if none was known


class ListedChannel(Struct, frozen=True):
    """One channel as LIST tells of it."""

    name: str
    members: int
    topic: str


class Ban(Struct, frozen=True):
    """One ban of a channel; `by` and `time` are not told by every server."""

    mask: str
    by: str = ""
    time: datetime | None = None


class Profile(Struct, frozen=True):
    """What somebody says of themselves; "" where they say nothing. Anybody can say anything."""

    display_name: str = ""
    status: str = ""
    avatar: str = ""  # an address; nothing is fetched from it unasked


class Presence(StrEnum):
    """Whether somebody can be reached, as far as the server tells."""

    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


class ConversationSummary(Struct, frozen=True):
    """What a list of conversations needs to know of one."""

    key: ConversationKey
    is_channel: bool
    joined: bool  # False: a channel that we were put out of, or a network that is not connected
    unread: int = 0
    mentions: int = 0
    presence: Presence | None = None  # of the person; None for channels, and where nobody knows
    latest: datetime | None = None  # when people last wrote there, as far as it is here


class ConversationPreferences(Struct, frozen=True):
    """What the person wants of one conversation; kept over restarts."""

    pinned: bool = False  # stands before the others in the list
    muted: bool = False  # dimmed in the list; tells of nothing
    notify: str = ""  # when to tell of messages there; "" is as everywhere


class ConnectionRequest(Struct, frozen=True):
    """All that is needed to reach a server: who, where, how."""

    nick: str
    host: str
    port: int
    tls: bool = False
    password: str = ""  # the server's; never in a log
    channels: tuple[str, ...] = ()  # a key may stand behind a name, after a space
    realname: str = ""
    fingerprint: str = ""  # of its certificate, as an invitation told it

    def __repr__(self) -> str:
        return repr_without(self, "password")


class Looking(StrEnum):
    """How the search for servers stands, beside what it has found."""

    LOOKING = "looking"  # it has only begun
    LISTENING = "listening"  # long enough that a server would have answered; it goes on
    NO_NETWORK = "no-network"  # this computer has no address but its own
    BLOCKED = "blocked"  # the system does not let questions out to the network
    UNAVAILABLE = "unavailable"  # a part of the program is missing
    OFF = "off"  # switched off by the person


class FoundServer(Struct, frozen=True):
    """A server that told of itself. `name` is a stranger's wording."""

    name: str
    host: str  # a numeric address
    port: int
    tls: bool = False


class RecentServer(Struct, frozen=True):
    """A server that we were on, as it is remembered: without password, and what it is called."""

    request: ConnectionRequest
    name: str = ""  # of its network, "" while not known
