"""A chat in memory: tests say what is there and what happens, and read what was asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

from chat.model.entities import (
    ChatMessage,
    ConnectionRequest,
    ConversationKey,
    ConversationSummary,
    DeliveryState,
    Member,
    MessageKind,
    Movement,
)
from chat.model.events import (
    ConnectionStarted,
    ConversationClosed,
    ConversationOpened,
    ConversationRenamed,
    Event,
    HistoryAdded,
    HistoryForgotten,
    MembersChanged,
    MessageChanged,
    MessagesAdded,
    NetworkForgotten,
    NetworkRestored,
    Registered,
    TopicChanged,
    TurnEnded,
    UnreadChanged,
)
from chat.model.ports import Subscriber
from tests.fakes.fake_accounts import FakeAccounts, FakePasswords
from tests.fakes.fake_avatars import FakeAvatars
from tests.fakes.fake_connect import FakeDiscovery
from tests.fakes.fake_drafts import FakeDrafts
from tests.fakes.fake_editing import FakeEditing
from tests.fakes.fake_export import FakeExport
from tests.fakes.fake_files import FakeFiles
from tests.fakes.fake_finding import FakeFinding, FakeSearch
from tests.fakes.fake_hosting import FakeHosting
from tests.fakes.fake_ignoring import FakeIgnoring
from tests.fakes.fake_marks import (
    FakeDetails,
    FakeMultiline,
    FakeReactions,
    FakeRedaction,
    FakeReplies,
)
from tests.fakes.fake_notices import FakeNotices
from tests.fakes.fake_places import FakePlaces
from tests.fakes.fake_preferences import FakePreferences
from tests.fakes.fake_profiles import FakeProfiles
from tests.fakes.fake_reading import FakeReading
from tests.fakes.fake_tray import FakeTray
from tests.fakes.fake_trust import FakeTrust
from tests.fakes.fake_typing import FakeTyping

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class FakeModel:
    """Implements `chat.model.ports.ChatModel`.

    `calls` holds each command as a tuple, its name first. State is set by the attributes and the
    methods named for what happened, which publish as the model does.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.notices = FakeNotices()
        self.tray = FakeTray()
        self.files = FakeFiles()
        self.discovery = FakeDiscovery()
        self.hosting = FakeHosting()
        self.places = FakePlaces()
        self.export = FakeExport()
        self.finding = FakeFinding()
        self.search = FakeSearch()
        self.accounts = FakeAccounts()
        self.passwords = FakePasswords()
        self.trust = FakeTrust()
        self.names: dict[str, str] = {}
        self.nicks: dict[str, str] = {}
        self.connected: set[str] = set()
        self.away: set[str] = set()
        self.retries: dict[str, float] = {}  # seconds until a network is tried again
        self.requests: dict[str, ConnectionRequest] = {}
        self.doubts: dict[str, int] = {}  # messages of a network that are uncertain
        self.summaries: list[ConversationSummary] = []
        self.kept: dict[ConversationKey, list[ChatMessage]] = {}
        self.membership: dict[ConversationKey, list[Member]] = {}
        self.topics: dict[ConversationKey, str] = {}
        self.errors: dict[str, Exception] = {}  # raised by the command of this name
        self.during_connect: list[Event] = []  # published before `connect` returns
        self.turns: list[list[Event]] = []  # what each coming turn of the pump publishes
        self.profiles = FakeProfiles()
        self.avatars = FakeAvatars()
        self.drafts = FakeDrafts()
        self.restoring = False
        self.typing_notice = FakeTyping()
        self.reading = FakeReading(self)
        self.preferences = FakePreferences(self)
        self.ignoring = FakeIgnoring(self)
        self.closed = False
        self.bytes_in_line = 400
        self.replies = FakeReplies(self.calls, self.kept, self._say)
        self.reactions = FakeReactions(self.calls)
        self.redaction = FakeRedaction(self.calls)
        self.editing = FakeEditing(self.calls)
        self.multiline = FakeMultiline(lambda: self.bytes_in_line)
        self.details = FakeDetails()
        self._subscribers: list[Subscriber] = []
        self._ids = count(1)

    # What tests do with it.

    def publish(self, *events: Event) -> None:
        for event in events:
            for subscriber in self._subscribers:
                subscriber(event)

    def end_turn(self) -> None:
        self.publish(TurnEnded())

    def register(self, network: str, nick: str = "ann", name: str = "") -> ConversationKey:
        """The network welcomes us; returns its own conversation."""
        self.connected.add(network)
        self.nicks[network] = nick
        self.names[network] = name or self.names.get(network, network)
        key = self.open(network, "")
        self.publish(Registered(network, nick))
        return key

    def open(self, network: str, target: str, *, joined: bool = True) -> ConversationKey:
        """A conversation opens, or is joined again."""
        key = ConversationKey(network, target)
        known = any(summary.key == key for summary in self.summaries)
        self._put(ConversationSummary(key, target.startswith("#"), joined))
        if not known:
            self.publish(ConversationOpened(key))
        return key

    def close_quietly(self, key: ConversationKey) -> None:
        """A conversation is gone."""
        self.summaries = [one for one in self.summaries if one.key != key]
        self.drafts.kept.pop(key, None)
        self.publish(ConversationClosed(key))

    def rename(self, key: ConversationKey, nick: str) -> ConversationKey:
        """The other person changes nick."""
        new = ConversationKey(key.network, nick)
        self.summaries = [
            ConversationSummary(new, one.is_channel, one.joined) if one.key == key else one
            for one in self.summaries
        ]
        self.kept[new] = self.kept.pop(key, [])
        self.drafts.kept[new] = self.drafts.kept.pop(key, "")
        self.publish(ConversationRenamed(key, new))
        return new

    def drop_connection(self, network: str, event: Event) -> None:
        """A connection ends, as `event` tells."""
        self.connected.discard(network)
        for one in list(self.summaries):
            if one.key.network == network:
                self._put(ConversationSummary(one.key, one.is_channel, False))
        self.publish(event)

    def message(
        self,
        text: str,
        *,
        sender: str = "bob",
        kind: MessageKind = MessageKind.MESSAGE,
        own: bool = False,
        state: DeliveryState = DeliveryState.SENT,
        time: datetime = NOON,
        mention: bool = False,
        msgid: str = "",
        movement: Movement | None = None,
    ) -> ChatMessage:
        """A new message, not yet in any conversation."""
        number = next(self._ids)
        return ChatMessage(number, time, kind, sender, text, own, mention, state, msgid, movement)

    def receive(self, key: ConversationKey, text: str, *, sender: str = "bob") -> ChatMessage:
        """A message of somebody arrives."""
        return self.add(key, self.message(text, sender=sender))

    def add(self, key: ConversationKey, message: ChatMessage) -> ChatMessage:
        """A message is appended; what others say counts as unread."""
        self.kept.setdefault(key, []).append(message)
        self.publish(MessagesAdded(key, (message,)))
        if not message.own:
            self.count_unread(key, self.summary(key).unread + 1)
        return message

    def add_history(self, key: ConversationKey, at: int, *messages: ChatMessage) -> None:
        """Messages of the past take their places."""
        self.kept.setdefault(key, [])[at:at] = messages
        self.publish(HistoryAdded(key, messages))

    def restore(self, request: ConnectionRequest, *targets: str) -> str:
        """A network of an earlier run is there again."""
        network = f"{request.host}:{request.port}"
        self.requests[network] = request
        self.names[network] = request.host
        self.nicks[network] = request.nick
        for target in ("", *targets):
            self.open(network, target, joined=False)
        self.publish(NetworkRestored(network))
        return network

    def change(self, key: ConversationKey, message: ChatMessage, state: DeliveryState) -> None:
        """A message gets another state."""
        changed = message.with_state(state)
        kept = self.kept[key]
        kept[kept.index(message)] = changed
        self.publish(MessageChanged(key, changed))

    def count_unread(self, key: ConversationKey, unread: int, mentions: int = 0) -> None:
        """The counts of a conversation change."""
        one = self.summary(key)
        self._put(ConversationSummary(key, one.is_channel, one.joined, unread, mentions))
        self.publish(UnreadChanged(key))

    def change_members(self, key: ConversationKey, *members: Member) -> None:
        """The channel's members are these now."""
        self.membership[key] = list(members)
        self.publish(MembersChanged(key))

    def change_topic(self, key: ConversationKey, topic: str) -> None:
        """The channel's topic is this now."""
        self.topics[key] = topic
        self.publish(TopicChanged(key, topic))

    def summary(self, key: ConversationKey) -> ConversationSummary:
        return next(one for one in self.summaries if one.key == key)

    def called(self, name: str) -> list[tuple[object, ...]]:
        """The calls of one command, without its name."""
        return [call[1:] for call in self.calls if call[0] == name]

    def texts(self, key: ConversationKey) -> list[str]:
        return [message.text for message in self.kept.get(key, [])]

    def put(self, summary: ConversationSummary) -> None:
        """A conversation stands like this now; nobody is told."""
        self._put(summary)

    def _put(self, summary: ConversationSummary) -> None:
        for at, one in enumerate(self.summaries):
            if one.key == summary.key:
                self.summaries[at] = summary
                return
        self.summaries.append(summary)

    def _call(self, *call: object) -> None:
        self.calls.append(call)
        if (error := self.errors.get(str(call[0]))) is not None:
            raise error

    # The port.

    def subscribe(self, subscriber: Subscriber) -> None:
        self._subscribers.append(subscriber)

    def pump(self, limit: int = 500) -> bool:
        self._call("pump", limit)
        if self.turns:
            self.publish(*self.turns.pop(0))
        self.end_turn()
        return bool(self.turns)

    def connect(self, request: ConnectionRequest) -> str:
        self._call("connect", request)
        network = f"{request.host}:{request.port}"
        self.requests[network] = request
        self.names.setdefault(network, request.host)
        self.nicks[network] = request.nick
        self.open(network, "")
        self.publish(*self.during_connect)
        return network

    def reconnect(self, network: str) -> None:
        self._call("reconnect", network)
        self.retries.pop(network, None)
        self.publish(ConnectionStarted(network, network.partition(":")[0], 6667))

    def request(self, network: str) -> ConnectionRequest:
        return self.requests[network]

    def load_older(self, key: ConversationKey) -> None:
        self._call("load_older", key)

    def forget_conversation(self, key: ConversationKey) -> None:
        self._call("forget_conversation", key)
        self.kept[key] = []
        self.publish(HistoryForgotten(key))

    def limit_history(self, size: int) -> None:
        self._call("limit_history", size)

    def forget_everything(self) -> None:
        self._call("forget_everything")
        for key in list(self.kept):
            self.kept[key] = []
            self.publish(HistoryForgotten(key))

    def retry_in(self, network: str) -> float | None:
        return self.retries.get(network)

    def uncertain(self, network: str) -> int:
        return self.doubts.get(network, 0)

    def resend_uncertain(self, network: str) -> None:
        self._call("resend_uncertain", network)
        self.doubts.pop(network, None)

    def leave_uncertain(self, network: str) -> None:
        self._call("leave_uncertain", network)
        self.doubts.pop(network, None)

    def cancel_connect(self, network: str) -> None:
        self._call("cancel_connect", network)

    def disconnect(self, network: str, reason: str = "") -> None:
        self._call("disconnect", network, reason)

    def is_restoring(self) -> bool:
        return self.restoring

    def close(self) -> None:
        self._call("close")
        self.closed = True

    def networks(self) -> Sequence[str]:
        return list(self.names)

    def network_name(self, network: str) -> str:
        return self.names.get(network, network)

    def nick(self, network: str) -> str:
        return self.nicks.get(network, "")

    def is_connected(self, network: str) -> bool:
        return network in self.connected

    def is_away(self, network: str) -> bool:
        return network in self.away

    def conversations(self) -> Sequence[ConversationSummary]:
        networks = list(self.names)
        return sorted(self.summaries, key=lambda one: networks.index(one.key.network))

    def messages(self, key: ConversationKey) -> Sequence[ChatMessage]:
        return tuple(self.kept.get(key, ()))

    def members(self, key: ConversationKey) -> Sequence[Member]:
        return tuple(self.membership.get(key, ()))

    def topic(self, key: ConversationKey) -> str:
        return self.topics.get(key, "")

    def is_channel(self, network: str, target: str) -> bool:
        return target.startswith("#")

    def room(self, key: ConversationKey) -> int:
        return self.bytes_in_line

    def mark_read(self, key: ConversationKey) -> None:
        self._call("mark_read", key)
        if self.summary(key).unread:
            self.count_unread(key, 0)

    def send_message(self, key: ConversationKey, text: str) -> None:
        self._call("send_message", key, text)
        self._send(key, text, MessageKind.MESSAGE)

    def send_action(self, key: ConversationKey, text: str) -> None:
        self._call("send_action", key, text)
        self._send(key, text, MessageKind.ACTION)

    def _say(self, key: ConversationKey, text: str) -> None:
        self._send(key, text, MessageKind.MESSAGE)

    def _send(self, key: ConversationKey, text: str, kind: MessageKind) -> None:
        nick = self.nick(key.network)
        state = DeliveryState.PENDING
        self.add(key, self.message(text, sender=nick, kind=kind, own=True, state=state))

    def send_notice(self, key: ConversationKey, text: str) -> None:
        self._call("send_notice", key, text)
        self._send(key, text, MessageKind.NOTICE)

    def ask_program(self, key: ConversationKey, nick: str, command: str, text: str = "") -> None:
        self._call("ask_program", key, nick, command, text)

    def ping_server(self, key: ConversationKey) -> None:
        self._call("ping_server", key)

    def retry_message(self, key: ConversationKey, message_id: int) -> None:
        self._call("retry_message", key, message_id)

    def open_conversation(self, network: str, target: str) -> ConversationKey:
        self._call("open_conversation", network, target)
        return self.open(network, target)

    def close_conversation(self, key: ConversationKey) -> None:
        self._call("close_conversation", key)

    def join_channel(self, network: str, channel: str, key: str = "") -> None:
        self._call("join_channel", network, channel, key)

    def part_channel(self, key: ConversationKey, reason: str = "") -> None:
        self._call("part_channel", key, reason)

    def change_nick(self, network: str, nick: str) -> None:
        self._call("change_nick", network, nick)

    def set_topic(self, key: ConversationKey, topic: str) -> None:
        self._call("set_topic", key, topic)

    def set_away(self, network: str, reason: str) -> None:
        self._call("set_away", network, reason)

    def send_line(self, network: str, line: str) -> None:
        self._call("send_line", network, line)

    def change_mode(self, key: ConversationKey, modes: str, *params: str) -> None:
        self._call("change_mode", key, modes, *params)

    def invite(self, key: ConversationKey, nick: str, asked_in: str | None = None) -> None:
        self._call("invite", key, nick, *([] if asked_in is None else [asked_in]))

    def forget_network(self, network: str) -> None:
        self._call("forget_network", network)
        self.connected.discard(network)
        self.summaries = [one for one in self.summaries if one.key.network != network]
        self.names.pop(network, None)
        self.publish(NetworkForgotten(network))

    def kick(self, key: ConversationKey, nick: str, reason: str = "") -> None:
        self._call("kick", key, nick, reason)

    def list_channels(self, network: str) -> None:
        self._call("list_channels", network)

    def list_bans(self, key: ConversationKey) -> None:
        self._call("list_bans", key)

    def whois(self, network: str, nick: str) -> None:
        self._call("whois", network, nick)

    def add_notice(self, key: ConversationKey, text: str, *, error: bool = False) -> None:
        self._call("add_notice", key, text, error)
        kind = MessageKind.ERROR if error else MessageKind.EVENT
        self.add(key, self.message(text, sender="", kind=kind, own=True))
