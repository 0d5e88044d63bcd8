"""What is known of one network: who we are there, what its server can do, what is under way.

Most of it belongs to one connection and is forgotten with it (`State.prepare`). Nothing is sent
or published here: that is `Session`'s, and the handlers'.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeVar

from msgspec.structs import replace

from chat.model.entities import ConnectionRequest, Presence
from chat.model.events import FailureReason
from chat.model.ports import Transport
from chat.model.security import Security
from chat.model.session.answers import Answers
from chat.model.session.batches import Batches
from chat.model.session.capabilities import Capabilities
from chat.model.session.conversation import Conversation
from chat.model.session.history_requests import HistoryRequests
from chat.model.session.ignored import Ignored
from chat.model.session.kept_lines import KeptLines
from chat.model.session.keywords import Keywords
from chat.model.session.killing import Kill
from chat.model.session.login_state import Login
from chat.model.session.outgoing import Outgoing
from chat.model.session.questions import Questions
from chat.model.session.search_request import SearchRequest
from chat.model.session.sent_edits import SentEdits
from chat.protocol.casemapping import CaseDict
from chat.protocol.isupport import ISupport
from chat.protocol.source import Source

T = TypeVar("T")


class Worker(Protocol):
    """Does `work` somewhere, and gives its result to `done` in the session's own thread."""

    def __call__(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Return before or after it is done."""


def _work_here(work: Callable[[], T], done: Callable[[T], None]) -> None:
    done(work())


class Phase(Enum):
    """How far the session is."""

    OFFLINE = "offline"
    REGISTERING = "registering"
    REGISTERED = "registered"


class State:
    """One network, as it stands now.

    `clock` tells the time, aware; `origin` marks messages as of this program.
    """

    def __init__(
        self, network: str, request: ConnectionRequest, clock: Callable[[], datetime], origin: str
    ) -> None:
        self.network = network
        self.clock = clock
        self.origin = origin
        self.keywords = Keywords()  # the model puts the one for all networks here
        self.outgoing = Outgoing()
        self.edits_sent = SentEdits()
        self.ignored = Ignored()
        self.conversations: CaseDict[Conversation] = CaseDict()
        self.returning = False  # we have been in: our nick may still be that of the lost connection
        self.rejoin: dict[str, str] = {}  # channels to be in after registration, and their keys
        self.keys: dict[str, str] = {}  # of channels, as they were typed
        self.lines = KeptLines()
        self.name = ""  # the network's own, once 005 said it
        self.login = Login()
        self.work: Worker = _work_here  # for what is slow; the networks do it on a thread
        self.prepare(request)

    def prepare(self, request: ConnectionRequest) -> None:
        """Forget what belonged to the last connection; conversations stay."""
        self.request = request
        self.nick = request.nick
        self.source = Source(request.nick)  # as others see us; user and host once they are known
        self.phase = Phase.OFFLINE
        self.transport: Transport | None = None
        self.capabilities = Capabilities()
        self.isupport = ISupport()
        self.batches = Batches()
        self.history = HistoryRequests()
        self.search: SearchRequest | None = None  # what the server is looking for
        self.login.restart()
        self.security: Security | None = None  # of the connection; None: not encrypted
        self.introduced = False  # NICK and USER were sent
        self.opened = self.clock()  # when registration began
        self.upgrade_port = 0  # where the server wants us to come back over TLS (sts)
        self.rejoining: set[str] = set()  # channels asked for and not yet joined, casefolded
        self.confirming = False  # a PING asks whether what was sent was taken in
        self.failure: FailureReason | None = None  # why the last attempt was refused
        self.server_time: datetime | None = None  # the newest that the server told
        self.answers = Answers()
        self.questions = Questions()
        self.ignored.known_as.clear()
        self.away = False
        self.lines_sent = 0
        self.words_sent = 0  # lines that the server may answer
        self.labels_given = 0
        self.batches_sent = 0
        self.parting_words = ""  # what the server's ERROR said
        self.killed: Kill | None = None  # who ended this connection, if a person did
        self.wanted_nick = ""  # that we would have if it were free
        self.ison_asked: datetime | None = None
        self.profiles: dict[str, dict[str, str]] = {}  # what people say of themselves, by key
        self.metadata_later: dict[str, float] = {}  # targets to ask about, and when
        self.presences: dict[str, Presence] = {}  # by casefolded nick
        self.welcomed = False  # the server has told all of itself
        self.followed: dict[str, str] = {}  # people we write with, by casefolded nick
        self.typing_in: set[str] = set()  # conversations where somebody types
        self.unmarked: set[str] = set()  # where we read further than the server was told
        self.marked: dict[str, datetime] = {}  # up to where it was told, by casefolded target
        self.marked_at: datetime | None = None
        self.between: deque[tuple[str, tuple[str, ...]]] = deque()  # lines that nobody waits for
        self.quiet_who: set[str] = set()  # channels whose WHO we asked for ourselves
        self.ctcp_answered: deque[datetime] = deque(maxlen=3)
        self.use_casemapping()

    def description(self) -> tuple[ConnectionRequest, str]:
        """How to come back here as who we are, and the network's name."""
        nick = self.wanted_nick or self.nick
        return replace(self.request, nick=nick), self.name or self.request.host

    def use_casemapping(self) -> None:
        """Compare names as the server does (CASEMAPPING), from now on."""
        mapping = self.isupport.casemapping
        if mapping is self.conversations.mapping:
            return
        self.conversations = self.conversations.remapped(mapping)
        self.ignored.fold(self.casefold)
        for conversation in self.conversations.values():
            conversation.use_casemapping(mapping)

    def casefold(self, name: str) -> str:
        """The form in which names that are the same here are equal."""
        return self.conversations.fold(name)

    def same(self, one: str, other: str) -> bool:
        """Whether two names are the same here."""
        return self.casefold(one) == self.casefold(other)

    def is_me(self, nick: str) -> bool:
        """Whether it is our own nick."""
        fold = self.conversations.fold
        return nick == self.nick or fold(nick) == fold(self.nick)

    def is_channel(self, target: str) -> bool:
        """Whether it is a channel's name here (CHANTYPES)."""
        return self.isupport.is_channel(target)

    @property
    def ranks(self) -> str:
        """The symbols of members' ranks, highest first, as "@+"."""
        return "".join(symbol for _, symbol in self.isupport.prefixes)
