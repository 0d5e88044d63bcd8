"""What the model offers (`ChatModel`) and what it needs of the world (`Transport`), as Protocols.

Controllers are written against `ChatModel`; the session side against `Transport`. Fakes of both
are in `tests/fakes`. Imports neither socket nor threading, so that controllers may import it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationSummary,
    Member,
    Place,
    RecentServer,
)
from chat.model.events import Event
from chat.model.notice_settings import NoticeSettings
from chat.model.ports.accounts import AccountsModel
from chat.model.ports.details import Details
from chat.model.ports.discovery import Discovery
from chat.model.ports.drafts import DraftsModel
from chat.model.ports.export import ExportModel
from chat.model.ports.files import FilesModel
from chat.model.ports.finding import FindingModel
from chat.model.ports.hosting import HostingModel
from chat.model.ports.multiline import Multiline
from chat.model.ports.notices import NoticesModel
from chat.model.ports.passwords import PasswordsModel
from chat.model.ports.places import PlacesModel
from chat.model.ports.preferences import PreferencesModel
from chat.model.ports.profiles import ProfilesModel
from chat.model.ports.reactions import Reactions
from chat.model.ports.reading import ReadingModel
from chat.model.ports.redaction import Redaction
from chat.model.ports.replies import Replies
from chat.model.ports.search import SearchModel
from chat.model.ports.tray import Tray
from chat.model.ports.trust import TrustModel
from chat.model.ports.typing_notice import TypingModel
from chat.model.store.records import (
    Change,
    ExportJob,
    ExportState,
    FoundMessage,
    Matches,
    SearchQuery,
    StoredNetwork,
    Stretch,
)

Subscriber = Callable[[Event], None]


class ChatModel(Protocol):
    """The chat, without a screen. Every call returns at once; what follows comes as events.

    All of it belongs to one thread, the Tk thread; the threads of the connections hand over
    through a queue that `pump` empties.
    """

    @property
    def profiles(self) -> ProfilesModel:
        """What people say of themselves."""

    @property
    def drafts(self) -> DraftsModel:
        """What was begun to be written."""

    @property
    def notices(self) -> NoticesModel:
        """What tells the person beside the window."""

    @property
    def typing_notice(self) -> TypingModel:
        """Who is typing."""

    @property
    def reading(self) -> ReadingModel:
        """How far the person has read."""

    @property
    def tray(self) -> Tray:
        """The program's icon in the desktop's tray."""

    @property
    def files(self) -> FilesModel:
        """Transfers of files."""

    @property
    def replies(self) -> Replies:
        """Answers that point at what they answer."""

    @property
    def reactions(self) -> Reactions:
        """Emoji as answers."""

    @property
    def redaction(self) -> Redaction:
        """Messages taken back."""

    @property
    def multiline(self) -> Multiline:
        """Messages of several lines."""

    @property
    def details(self) -> Details:
        """What more is known of a message than is shown."""

    @property
    def discovery(self) -> Discovery:
        """Servers on the local network."""

    @property
    def hosting(self) -> HostingModel:
        """A server of our own."""

    @property
    def preferences(self) -> PreferencesModel:
        """What the person wants of single conversations."""

    @property
    def accounts(self) -> AccountsModel:
        """The accounts that are used on the networks."""

    @property
    def passwords(self) -> PasswordsModel:
        """Passwords in the system's keyring."""

    @property
    def trust(self) -> TrustModel:
        """Whom we believe, and why a connection is safe."""

    @property
    def places(self) -> PlacesModel:
        """What stands around a message far from the newest."""

    @property
    def export(self) -> ExportModel:
        """Writing a conversation to a file."""

    @property
    def finding(self) -> FindingModel:
        """A text in one conversation."""

    @property
    def search(self) -> SearchModel:
        """What was said anywhere."""

    def subscribe(self, subscriber: Subscriber) -> None:
        """Call `subscriber` with every event from now on."""

    def pump(self, limit: int = 500) -> bool:
        """Digest at most `limit` things that arrived; True if more wait. Ends with TurnEnded."""

    def connect(self, request: ConnectionRequest) -> str:
        """Begin to connect; returns the network's key. Cancels an attempt to the same server."""

    def cancel_connect(self, network: str) -> None:
        """Give up an attempt, or a planned one: ConnectionFailed(CANCELLED) follows."""

    def reconnect(self, network: str) -> None:
        """Connect again as we were there last, with the channels that are open, now."""

    def retry_in(self, network: str) -> float | None:
        """Seconds until the connection is tried again by itself; None if it is not."""

    def disconnect(self, network: str, reason: str = "") -> None:
        """Say QUIT and close."""

    def forget_network(self, network: str) -> None:
        """Disconnect for good, and delete all that was said there: NetworkForgotten follows."""

    def is_restoring(self) -> bool:
        """Whether what an earlier run left is still to come; MemoryRestored follows."""

    def close(self) -> None:
        """End every connection and thread, within two seconds, whatever state they are in."""

    def networks(self) -> Sequence[str]:
        """Keys of the networks known in this run, in the order they were added."""

    def network_name(self, network: str) -> str:
        """The network's name for people: what 005 said, or else the host."""

    def request(self, network: str) -> ConnectionRequest:
        """What the network was last asked with."""

    def nick(self, network: str) -> str:
        """Our nick there."""

    def is_connected(self, network: str) -> bool:
        """True from registration to the end of the connection."""

    def is_away(self, network: str) -> bool:
        """True while the server has us marked away."""

    def conversations(self) -> Sequence[ConversationSummary]:
        """All open conversations, by network in order, the network's own first."""

    def messages(self, key: ConversationKey) -> Sequence[ChatMessage]:
        """The messages kept of a conversation, oldest first; empty if there is none."""

    def members(self, key: ConversationKey) -> Sequence[Member]:
        """The channel's members, by rank and then name; empty for people."""

    def topic(self, key: ConversationKey) -> str:
        """The channel's topic, or ""."""

    def is_channel(self, network: str, target: str) -> bool:
        """Whether `target` is a channel's name there (CHANTYPES)."""

    def room(self, key: ConversationKey) -> int:
        """Bytes of text (UTF-8) that one message to there can have; longer ones are split."""

    def mark_read(self, key: ConversationKey) -> None:
        """The person has seen it all: counts fall to nought (UnreadChanged)."""

    def send_message(self, key: ConversationKey, text: str) -> None:
        """Send text, split where it is too long for one line; each part is a MessageAdded.

        Without a connection it is added as WAITING, and sent when there is one again.
        """

    def send_action(self, key: ConversationKey, text: str) -> None:
        """Send text as an action (`/me`)."""

    def retry_message(self, key: ConversationKey, message_id: int) -> None:
        """Send a FAILED or UNCERTAIN message again."""

    def uncertain(self, network: str) -> int:
        """How many messages may have arrived or not, so that the person must say what to do."""

    def resend_uncertain(self, network: str) -> None:
        """Send them all again."""

    def leave_uncertain(self, network: str) -> None:
        """Ask no more about them; each can still be sent again by `retry_message`."""

    def load_older(self, key: ConversationKey) -> None:
        """Fetch messages before those that are here: HistoryAdded, if any, and HistoryEnded."""

    def forget_conversation(self, key: ConversationKey) -> None:
        """Delete what was said there from this machine; the server's history is its own."""

    def limit_history(self, size: int) -> None:
        """Keep at most so many bytes on this machine from now on; the oldest messages go."""

    def forget_everything(self) -> None:
        """Delete every message, conversation and network that is kept on this machine."""

    def open_conversation(self, network: str, target: str) -> ConversationKey:
        """Open (or find) a private conversation, with nothing sent."""

    def close_conversation(self, key: ConversationKey) -> None:
        """Take it from the list; a channel is parted first."""

    def join_channel(self, network: str, channel: str, key: str = "") -> None:
        """Ask to join."""

    def part_channel(self, key: ConversationKey, reason: str = "") -> None:
        """Leave a channel; its conversation closes when the server confirms."""

    def change_nick(self, network: str, nick: str) -> None:
        """Ask for another nick."""

    def set_topic(self, key: ConversationKey, topic: str) -> None:
        """Ask to change the channel's topic."""

    def set_away(self, network: str, reason: str) -> None:
        """Mark us away with a reason, or back with ""."""

    def change_mode(self, key: ConversationKey, modes: str, *params: str) -> None:
        """Ask to change modes of a channel, as "+o" with a nick or "-b" with a mask."""

    def invite(self, key: ConversationKey, nick: str) -> None:
        """Ask somebody into a channel."""

    def kick(self, key: ConversationKey, nick: str, reason: str = "") -> None:
        """Ask to put somebody out of a channel."""

    def list_channels(self, network: str) -> None:
        """Ask which channels there are: ChannelsListed follows."""

    def list_bans(self, key: ConversationKey) -> None:
        """Ask who is banned from a channel: BansListed follows."""

    def whois(self, network: str, nick: str) -> None:
        """Ask who somebody is: WhoisEnded follows, or an error in the network's conversation."""

    def add_notice(self, key: ConversationKey, text: str, *, error: bool = False) -> None:
        """Put a sentence of the program's own into a conversation (EVENT, or ERROR)."""


class Transport(Protocol):
    """The way to one server: what a session sends goes out through it."""

    def open(self) -> None:
        """Begin to connect. Never blocks; what comes of it is reported on the arrivals queue."""

    def send(self, line: bytes) -> None:
        """Take a line, with its CR LF, to be written after those before it. Never blocks."""

    def close(self) -> None:
        """Write what was taken, and close. Returns at once; safe to call in any state."""

    def abort(self) -> None:
        """Close, so that what was taken and is not yet with the server never gets there."""

    def join(self, timeout: float) -> bool:
        """Wait for `close` to be through, at most `timeout` seconds; True if it is."""


class LocalStore(Protocol):
    """What was seen, kept on this machine. No call blocks but `close`; results come by the pump."""

    def start(
        self, post: Callable[[Callable[[], None]], None], tell: Callable[[str], None]
    ) -> None:
        """Begin; `post` has a result delivered by the pump, `tell` takes sentences for people."""

    def load(self, newest: int, deliver: Callable[[tuple[StoredNetwork, ...]], None]) -> None:
        """What was open when the program ended, with the newest messages of each conversation."""

    def write(self, changes: Sequence[Change]) -> None:
        """Write changes in order: all of them, or none."""

    def older(
        self,
        key: ConversationKey,
        before: ChatMessage | None,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        """The newest messages before one, or of all; oldest first."""

    def newer(
        self,
        key: ConversationKey,
        after: ChatMessage,
        limit: int,
        deliver: Callable[[tuple[ChatMessage, ...]], None],
    ) -> None:
        """The oldest messages after one; oldest first."""

    def around(
        self, key: ConversationKey, place: Place, limit: int, deliver: Callable[[Stretch], None]
    ) -> None:
        """A message with those before and after it; an empty stretch if it is not kept."""

    def search(
        self, query: SearchQuery, deliver: Callable[[tuple[FoundMessage, ...]], None]
    ) -> None:
        """What was said that fits the query, newest first; a later search ends this one."""

    def export(self, job: ExportJob, deliver: Callable[[ExportState], None]) -> Callable[[], None]:
        """Write a conversation to a file; `deliver` takes each state. Returns what cancels it."""

    def matches(
        self, key: ConversationKey, text: str, limit: int, deliver: Callable[[Matches], None]
    ) -> None:
        """What was said in a conversation with a text in it; a later question ends this one."""

    def forget(self, key: ConversationKey) -> None:
        """Delete what was said in a conversation."""

    def limit(self, size: int) -> None:
        """Keep at most so many bytes."""

    def forget_everything(self) -> None:
        """Delete all of it."""

    def close(self) -> None:
        """Write what was taken, and end."""


class Settings(Protocol):
    """What is remembered from one start to the next. Reading never fails; writing may be lost."""

    last_request: ConnectionRequest | None
    recent: tuple[RecentServer, ...]  # servers that we were on, the last first
    theme_mode: str  # "light", "dark" or "system"
    language: str  # "en", "de"; "" for the system's
    text_size: int  # per cent of the system's
    roomy: bool  # more room around rows
    keep_passwords: bool  # in the system's keyring
    clock12: bool  # "2:05 pm" instead of "14:05"
    order: str  # of conversations in the list: "name" or "activity"
    history_megabytes: int  # kept on this machine at most
    tour_seen: bool  # whether the hints of the first start are done with
    notices: NoticeSettings  # when the person wants to be told of messages
    host_name: str  # of the chat that was hosted last, or ""
    host_open: bool  # whether it was open to the network
    send_typing: bool  # whether the others are told that one types
    auto_connect: bool  # come back at the start to where one was at the end
    shown: str  # the row of the conversation that was shown, or ""
    side_widths: tuple[int, int]  # of the lists, left and right, in pixels at 96 dpi; 0: normal
    geometry: str  # of the main window, as Tk writes it, or ""

    def save(self) -> None:
        """Write it down; a password is never written."""
