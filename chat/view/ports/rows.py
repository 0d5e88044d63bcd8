"""What the view shows, and what its windows are filled with: values only.

Rows are ready to show: text already worded, times already written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from msgspec import Struct

from chat.protocol.hidden_fields import repr_without
from chat.view.ports.marks import Chip, Quote


class RowKind(StrEnum):
    """How a message row looks."""

    MESSAGE = "message"
    ACTION = "action"
    NOTICE = "notice"
    EVENT = "event"
    SERVER = "server"
    ERROR = "error"
    DAY = "day"  # made by the view itself, between two days
    NEW = "new"  # made by the view itself, before the first unread message


class RowState(StrEnum):
    """Whether an own message has arrived yet."""

    SENT = "sent"
    WAITING = "waiting"
    PENDING = "pending"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Moved(StrEnum):
    """How somebody came or went."""

    JOINED = "joined"
    LEFT = "left"
    QUIT = "quit"
    RENAMED = "renamed"


class Movement(Struct, frozen=True):
    """Who came or went: what the view folds into one line where there are many."""

    kind: Moved
    nick: str
    new_nick: str = ""  # of somebody renamed


class MessageRow(Struct, frozen=True):
    """One message as it is shown; wrapped by the view over as many lines as it needs."""

    key: str  # unique in its conversation
    time: str  # "14:05"
    sender: str
    text: str
    kind: RowKind = RowKind.MESSAGE
    state: RowState = RowState.SENT
    own: bool = False
    mention: bool = False
    day: str = ""  # "Sunday, 1 March 2026"; rows without one are not divided by days
    moment: int = 0  # s since the epoch, to tell how far apart two messages are
    movement: Movement | None = None
    attachment: str = ""  # the address of a file of the chat, which stands at the end of `text`
    quote: Quote | None = None  # of what it answers
    chips: tuple[Chip, ...] = ()  # reactions to it
    deleted: bool = False  # the text says by whom
    hidden: tuple[tuple[int, int], ...] = ()  # where in the text spoilers begin and end
    beware: str = ""  # whom the sender's name can be taken for, in a sentence; "" for most
    edited: str = ""  # "edited 14:07"; "" for most
    divider: str = ""  # the line before it, as "New since 14:05"; none for most


class ConversationRow(Struct, frozen=True):
    """One line of the conversation list. `key` is opaque to the view, and comes back in intents."""

    key: str
    label: str
    indent: int = 0  # 0: a network; 1: a channel or person in it
    unread: int = 0
    mentions: int = 0
    active: bool = True  # False is shown dimmed: not joined, not connected
    channel: bool = False
    pinned: bool = False
    muted: bool = False
    presence: str = ""  # of a person: "online", "away", "offline"; "" where nobody knows


class MemberRow(Struct, frozen=True):
    """One line of the member list."""

    nick: str
    prefix: str = ""  # "@", "+" or ""
    away: bool = False
    own: bool = False
    display_name: str = ""  # what they call themselves: shown beside the nick, never instead
    status: str = ""
    picture: str = ""  # the key of a face that `view.avatars` has
    ignored: bool = False  # what they say is not shown
    beware: str = ""  # whom the name can be taken for, in a sentence; "" for most


class MemberAction(StrEnum):
    """What can be done with a member."""

    MESSAGE = "message"
    MENTION = "mention"
    WHOIS = "whois"
    IGNORE = "ignore"
    STOP_IGNORING = "stop-ignoring"
    GIVE_OPERATOR = "give-operator"
    TAKE_OPERATOR = "take-operator"
    GIVE_VOICE = "give-voice"
    TAKE_VOICE = "take-voice"
    KICK = "kick"
    BAN = "ban"


class TableRow(Struct, frozen=True):
    """One row of a table window; `key` comes back when it is acted upon."""

    key: str
    cells: tuple[str, ...]


class Table(Struct, frozen=True):
    """A window with a list to search and to act upon."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[TableRow]
    action: str  # the button's label
    on_action: Callable[[str], None]
    closes: bool = True  # whether acting closes the window


class Setting(Struct, frozen=True):
    """One setting: its choices as value and label, and the value that it has.

    Without choices it is a text that the person types.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str
    page: str = ""  # of the settings window


class ConnectForm(Struct, frozen=True):
    """The connect dialog's content. `port` is text: the controller checks what was typed."""

    nick: str = ""
    host: str = ""
    port: str = "6667"
    channel: str = "#lobby"
    tls: bool = False
    password: str = ""
    key: str = ""  # of the first channel
    realname: str = ""
    account: str = ""  # "": as it was there last
    account_password: str = ""
    certificate: str = ""  # a file; "": as it was there last
    certificate_key: str = ""  # its key, if that is in another file

    def __repr__(self) -> str:
        return repr_without(self, "password", "account_password")


class Hint(Struct, frozen=True):
    """A slash command that what is typed can become. `text` is what choosing it puts there."""

    text: str
    form: str  # "/join #channel [key]"
    help: str


class ConnectField(StrEnum):
    """A field of the connect dialog that an error can point at."""

    NICK = "nick"
    HOST = "host"
    PORT = "port"
    CHANNEL = "channel"
    TLS = "tls"
    PASSWORD = "password"
    KEY = "key"
    REALNAME = "realname"
    ACCOUNT = "account"
    ACCOUNT_PASSWORD = "account-password"
    CERTIFICATE = "certificate"
    CERTIFICATE_KEY = "certificate-key"


class BarTone(StrEnum):
    """How urgent the inline bar is."""

    INFO = "info"
    WARNING = "warning"
    DANGER = "danger"
