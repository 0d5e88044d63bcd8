"""The state of one network, and what its handlers and commands share to change it.

What a message from the server does stands in the handlers (by topic, gathered in `dispatch`);
what the person can do stands in `commands`. This file decides nothing of either.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import Protocol, TypedDict, TypeVar, Unpack

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    DeliveryState,
    Member,
    MessageKind,
    Movement,
    Presence,
)
from chat.model.events import (
    ConversationOpened,
    Event,
    FailureReason,
    MembersChanged,
    MessageAdded,
    MessageChanged,
    ReadingChanged,
    TypingChanged,
    UnreadChanged,
)
from chat.model.ports import Transport
from chat.model.security import Security
from chat.model.session.answers import Answers
from chat.model.session.batches import Batches
from chat.model.session.capabilities import Capabilities
from chat.model.session.conversation import SAME_TIME, Conversation, Mark
from chat.model.session.history_requests import HistoryRequests
from chat.model.session.incoming import Incoming, time_of
from chat.model.session.keywords import Keywords
from chat.model.session.login_state import Login
from chat.model.session.outgoing import Outgoing
from chat.model.session.search_request import SearchRequest
from chat.protocol.casemapping import CaseDict, casefold
from chat.protocol.client_tags import is_denied
from chat.protocol.isupport import ISupport
from chat.protocol.message import MalformedMessage, Message, format_message
from chat.protocol.source import Source, parse_source

LINES_KEPT = 500  # messages whose line is remembered as the server sent it
MAX_CONVERSATIONS = 1000  # that others can make us open; beyond, the network's own takes them


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


class Facts(TypedDict, total=False):
    """What more can be said of a message: fields of ChatMessage."""

    own: bool
    mention: bool
    state: DeliveryState
    msgid: str
    movement: Movement | None
    formatted: str
    reply_to: str
    account: str


class Session:
    """One network: who we are there, what is open, what is on its way.

    `publish` takes events in order; `clock` tells the time now, aware; `next_id` gives the ids of
    messages, unique among all sessions and runs; `origin` marks messages as of this program.
    """

    def __init__(
        self,
        network: str,
        request: ConnectionRequest,
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
        next_id: Callable[[], int],
        origin: str = "here",
    ) -> None:
        self.network = network
        self.publish = publish
        self.clock = clock
        self.next_id = next_id
        self.origin = origin
        self.keywords = Keywords()  # the model puts the one for all networks here
        self.outgoing = Outgoing()
        self.conversations: CaseDict[Conversation] = CaseDict()
        self.returning = False  # we have been in: our nick may still be that of the lost connection
        self.rejoin: dict[str, str] = {}  # channels to be in after registration, and their keys
        self.keys: dict[str, str] = {}  # of channels, as they were typed
        self._lines: OrderedDict[int, tuple[Message, ...]] = OrderedDict()
        self.name = ""  # the network's own, once 005 said it
        self.login = Login()
        self.work: Worker = _work_here  # for what is slow; the networks do it on a thread
        self.prepare(request)
        self.home = self._make_conversation("")

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
        self.away = False
        self.lines_sent = 0
        self.labels_given = 0
        self.batches_sent = 0
        self.parting_words = ""  # what the server's ERROR said
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
        self.quiet_who: set[str] = set()  # channels whose WHO we asked for ourselves
        self.ctcp_answered: deque[datetime] = deque(maxlen=3)
        self.use_casemapping()

    def description(self) -> tuple[ConnectionRequest, str]:
        """How to come back here as who we are, and the network's name."""
        nick = self.wanted_nick or self.nick
        return replace(self.request, nick=nick), self.name or self.request.host

    # Names

    def use_casemapping(self) -> None:
        """Compare names as the server does (CASEMAPPING), from now on."""
        mapping = self.isupport.casemapping
        if mapping is self.conversations.mapping:
            return
        self.conversations = self.conversations.remapped(mapping)
        for conversation in self.conversations.values():
            conversation.use_casemapping(mapping)

    def casefold(self, name: str) -> str:
        """The form in which names that are the same here are equal."""
        return casefold(name, self.conversations.mapping)

    def same(self, one: str, other: str) -> bool:
        """Whether two names are the same here."""
        return self.casefold(one) == self.casefold(other)

    def is_me(self, nick: str) -> bool:
        """Whether it is our own nick."""
        return nick == self.nick or self.same(nick, self.nick)

    def is_channel(self, target: str) -> bool:
        """Whether it is a channel's name here (CHANTYPES)."""
        return self.isupport.is_channel(target)

    @property
    def ranks(self) -> str:
        """The symbols of members' ranks, highest first, as "@+"."""
        return "".join(symbol for _, symbol in self.isupport.prefixes)

    # Lines

    def incoming(self, message: Message) -> Incoming:
        """A message with what the session knows of it."""
        source = parse_source(message.source)
        own = message.source is not None and self.is_me(source.nick)
        tags = message.tags
        label = self.batches.label_of(tags) if tags else ""
        time = time_of(tags, self.clock)
        if "time" in tags and not self.batches.is_past(tags):
            self.server_time = time
        return Incoming(message, source, own, time, label)

    def now_there(self) -> Mark | None:
        """A moment of the server's history that is past for sure, by its own clock."""
        return Mark("", self.server_time - SAME_TIME) if self.server_time else None

    def send(self, command: str, *params: str, tags: Mapping[str, str] | None = None) -> bool:
        """Send one line; False if there is no connection, or no line can say this."""
        if self.transport is None:
            return False
        try:
            line = format_message(Message(tags or {}, None, command, params))
        except MalformedMessage:
            return False
        self.transport.send(f"{line}\r\n".encode("utf-8", "replace"))
        self.lines_sent += 1
        return True

    def passes_tag(self, tag: str) -> bool:
        """Whether the server passes on this client-only tag of ours."""
        denied = self.isupport.get("CLIENTTAGDENY") or ""
        return "message-tags" in self.capabilities.enabled and not is_denied(tag, denied)

    def keep_line(self, number: int, messages: tuple[Message, ...]) -> None:
        """Remember what the server sent of a message, for a while, by the message's number."""
        self._lines[number] = messages
        while len(self._lines) > LINES_KEPT:
            self._lines.popitem(last=False)

    def forget_line(self, number: int) -> None:
        """What the server sent of a message is to be shown no more."""
        self._lines.pop(number, None)

    def line(self, number: int) -> str:
        """What the server sent of a message, if it is still remembered, or ""."""
        return "\n".join(map(format_message, self._lines.get(number, ())))

    # Conversations

    def find(self, target: str) -> Conversation | None:
        """The open conversation with a channel or person."""
        return self.conversations.get(target)

    def find_channel(self, name: str) -> Conversation | None:
        """The open channel of this name; a person's conversation is none."""
        conversation = self.find(name)
        return conversation if conversation is not None and conversation.is_channel else None

    def find_or_home(self, target: str) -> Conversation:
        """The open conversation with a channel or person, or else the network's own."""
        return self.conversations.get(target, self.home)

    def open(self, target: str) -> Conversation:
        """The conversation with a channel or person, opened if it is not."""
        return self.find(target) or self._make_conversation(target)

    def open_from_outside(self, target: str) -> Conversation:
        """The same when others caused it: nobody can make us open any number."""
        if len(self.conversations) >= MAX_CONVERSATIONS:
            return self.find_or_home(target)
        return self.open(target)

    def channels_with(self, nick: str) -> list[Conversation]:
        """The channels that a person is known to be in."""
        return [each for each in self.conversations.values() if nick in each.members]

    def update_member(self, nick: str, change: Callable[[Member], Member]) -> None:
        """Change what is known of a person wherever they are."""
        for conversation in self.channels_with(nick):
            before = conversation.members[nick]
            after = change(before)
            if after != before:
                conversation.put_member(after)
                self.publish(MembersChanged(conversation.key))

    def leave(self, conversation: Conversation) -> None:
        """We are no longer in the channel; the conversation stays."""
        conversation.joined = False
        conversation.clear_members()
        self.publish(MembersChanged(conversation.key))

    def _make_conversation(self, target: str) -> Conversation:
        key = ConversationKey(self.network, target)
        conversation = Conversation(
            key, is_channel=self.is_channel(target), casemapping=self.conversations.mapping
        )
        conversation.held = self.phase is not Phase.REGISTERED
        self.conversations[target] = conversation
        self.publish(ConversationOpened(key))
        return conversation

    # Messages

    def add(
        self,
        conversation: Conversation,
        kind: MessageKind,
        text: str,
        *,
        time: datetime | None = None,
        sender: str = "",
        **facts: Unpack[Facts],
    ) -> ChatMessage:
        """Append a message to a conversation, and count it if people wrote it to us."""
        when = time or self.clock()
        message = ChatMessage(self.next_id(), when, kind, sender, text, **facts)
        self.put(conversation, message)
        return message

    def put(self, conversation: Conversation, message: ChatMessage) -> None:
        """Append a message that is made already."""
        conversation.append(message)
        typists = conversation.typing.others
        if typists and (name := self.casefold(message.sender)) in typists:
            del typists[name]
            self.publish(TypingChanged(conversation.key))
        conversation.mark_seen(message)
        self.publish(MessageAdded(conversation.key, message))
        self.count(conversation, [message])

    def count(self, conversation: Conversation, messages: Iterable[ChatMessage]) -> None:
        """Count as unread what people wrote to us."""
        before = conversation.read
        if [one for one in messages if conversation.count(one)]:
            self.publish(UnreadChanged(conversation.key))
        if conversation.read is not None and conversation.read is not before:
            self.publish(ReadingChanged(conversation.key, conversation.read))

    def tell(
        self,
        conversations: Iterable[Conversation],
        text: str,
        incoming: Incoming,
        movement: Movement | None = None,
    ) -> None:
        """Say in conversations what happened; `movement` if somebody came or went."""
        for conversation in conversations:
            self.add(conversation, MessageKind.EVENT, text, time=incoming.time, movement=movement)

    def change(self, conversation: Conversation, message: ChatMessage) -> None:
        """Put a message in the place of the one with its id."""
        changed = conversation.replace(message)
        if changed is not None:
            conversation.mark_seen(changed)
            self.publish(MessageChanged(conversation.key, changed))

    def set_state(self, conversation: Conversation, message_id: int, state: DeliveryState) -> None:
        """Change how far an own message is."""
        message = conversation.message(message_id)
        if message is not None and message.state is not state:
            self.change(conversation, message.with_state(state))
