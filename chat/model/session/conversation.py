"""A conversation: its messages, its members, its topic, and how much of it was not yet read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from chat.model.entities import (
    ChatMessage,
    ConversationKey,
    ConversationSummary,
    DeliveryState,
    Member,
    Presence,
)
from chat.model.session.edit_log import EditLog
from chat.model.session.reaction_log import ReactionLog
from chat.model.session.typing_state import TypingState
from chat.protocol.casemapping import CaseDict, CaseMapping

_TICK = timedelta(microseconds=1)
SAME_TIME = timedelta(seconds=1)  # in which two messages can have the same time

MAX_MESSAGES = 5000  # kept of one conversation, and what was fetched of its past; older go


class Mark(Struct, frozen=True):
    """A place in the server's history: a message by its id, if it has one, or a moment."""

    msgid: str
    time: datetime


class Conversation:
    """A channel, a person, or (with the target "") the network's own conversation."""

    def __init__(self, key: ConversationKey, *, is_channel: bool, casemapping: CaseMapping) -> None:
        self.key = key
        self.is_channel = is_channel
        self.joined = not is_channel
        self.topic = ""
        self.unread = 0
        self.mentions = 0
        self.away_note = ""  # what a person's absence was last explained with
        self.typing = TypingState()
        self.members: CaseDict[Member] = CaseDict(mapping=casemapping)
        self.arriving: list[Member] | None = None  # gathered from 353 until 366
        self.held = False  # what is said waits: not connected, or not back in it yet
        self._seen: Mark | ChatMessage | None = None
        self.oldest: Mark | None = (
            None  # the oldest place that the server's history was asked up to
        )
        self.from_store = True  # whether the local store may have older messages than these
        self.from_server = True  # whether the server's history may
        self.messages: deque[ChatMessage] = deque()
        self.latest: datetime | None = None  # when people last wrote
        self.newest_of_others: datetime | None = None  # of what counts as unread until it is read
        self.read: datetime | None = None  # the time of what was read last; None: nobody knows
        self.overruled: datetime | None = None  # what the server says of it, and is not believed
        self._room = MAX_MESSAGES
        self.reactions = ReactionLog()
        self.edits = EditLog()
        self._by_msgid: dict[str, ChatMessage] = {}
        self._sorted: tuple[Member, ...] | None = None

    def summary(self, *, connected: bool, presence: Presence | None = None) -> ConversationSummary:
        """What a list of conversations shows of it, on a network that is connected or not."""
        joined = self.joined and connected
        return ConversationSummary(
            self.key, self.is_channel, joined, self.unread, self.mentions, presence, self.latest
        )

    def message(self, message_id: int) -> ChatMessage | None:
        """The message of this id, if it is still kept."""
        for message in reversed(self.messages):
            if message.id == message_id:
                return message
        return None

    def append(self, message: ChatMessage) -> None:
        """Add a message at the end."""
        self.messages.append(self._noted(message))
        while len(self.messages) > self._room:
            self._by_msgid.pop(self.messages.popleft().msgid, None)
            self.from_store = self.from_server = True

    def insert(self, messages: Sequence[ChatMessage], *, older: bool = False) -> None:
        """Put messages of the past where their times belong.

        Among those of the same time, `older` ones go first and others last.
        """
        self._room += len(messages)
        if older and self._are_all_before(messages):
            self.messages.extendleft(self._noted(message) for message in reversed(messages))
            return
        kept = list(self.messages)
        find = bisect_left if older else bisect_right
        for message in reversed(messages) if older else messages:
            place = find(kept, message.time, key=lambda one: one.time)
            kept.insert(place, self._noted(message))
        self.messages = deque(kept)

    def _are_all_before(self, messages: Sequence[ChatMessage]) -> bool:
        """Whether they are in order, and before all that are here: so it is at every start."""
        times = [message.time for message in (*messages, *islice(self.messages, 1))]
        return all(one <= next_one for one, next_one in pairwise(times))

    def has_msgid(self, msgid: str) -> bool:
        """Whether a message with the server's id is here."""
        return msgid in self._by_msgid

    def by_msgid(self, msgid: str) -> ChatMessage | None:
        """The message with the server's id, if it is here."""
        return self._by_msgid.get(msgid)

    def mark_seen(self, message: ChatMessage) -> None:
        """A message of the server's is here, with all before it, unless some are being asked."""
        if not self.held and message.sender and message.state is DeliveryState.SENT:
            self._seen = message

    @property
    def seen(self) -> Mark | None:
        """Up to where we have the server's history, without a gap."""
        if isinstance(self._seen, ChatMessage):  # noted with each message, and seldom asked for
            margin = timedelta() if self._seen.msgid else SAME_TIME
            self._seen = Mark(self._seen.msgid, self._seen.time - margin)
        return self._seen

    @seen.setter
    def seen(self, mark: Mark | None) -> None:
        self._seen = mark

    def trim(self) -> None:
        """Let go of what was fetched of the past; the newest stay."""
        self._room = MAX_MESSAGES
        while len(self.messages) > self._room:
            self._by_msgid.pop(self.messages.popleft().msgid, None)
            self.from_store = self.from_server = True

    def clear(self) -> None:
        """Forget every message."""
        self.messages.clear()
        self._by_msgid.clear()
        self.reactions.clear()
        self.edits.clear()
        self._room = MAX_MESSAGES

    def replace(self, message: ChatMessage) -> ChatMessage | None:
        """Put a message in the place of the one with its id; how it stands there, None if gone."""
        for index in range(len(self.messages) - 1, -1, -1):
            if self.messages[index].id == message.id:
                self.messages[index] = message = self._noted(message)
                return message
        return None

    def move_down(self, message: ChatMessage) -> int | None:
        """Put the message of this id below what came after it and is older than `message`.

        Returns the id of the message that stands in its place now; None if it stays where it is.
        """
        place = next((at for at, one in enumerate(self.messages) if one.id == message.id), None)
        if place is None:
            return None
        goal = place
        for at in range(place + 1, len(self.messages)):
            one = self.messages[at]
            earlier = one.time < message.time
            if one.own and one.time == message.time:
                earlier = one.id < message.id  # said in one moment, in this order
            if earlier and one.state is DeliveryState.SENT:
                goal = at
        if goal == place:
            return None
        first = self.messages[place + 1].id
        moved = self.messages[place]
        del self.messages[place]
        self.messages.insert(goal, moved)
        return first

    def _noted(self, message: ChatMessage) -> ChatMessage:
        """The message with the reactions to it, to be found by the server's id from now on."""
        said = message.sender and message.state is DeliveryState.SENT
        if said and (self.latest is None or message.time > self.latest):
            self.latest = message.time
        others = bool(message.sender) and not message.own
        if others and (self.newest_of_others is None or message.time > self.newest_of_others):
            self.newest_of_others = message.time
        if message.msgid:
            if message.msgid in self.reactions and not message.deleted:
                message = replace(message, reactions=self.reactions.of(message.msgid))
            self._by_msgid[message.msgid] = message
        return message

    def count(self, message: ChatMessage) -> bool:
        """Count a message as unread if people wrote it to us; True if the counts changed."""
        if message.own or not message.sender:
            return False
        if self.read is None:  # nobody knows what was read before: at least not this
            self.read = message.time - _TICK
        self.unread += 1
        self.mentions += message.mention
        return True

    def recount(self) -> None:
        """Count what others wrote after what was read last."""
        unread = [
            one
            for one in self.messages
            if one.sender and not one.own and (self.read is None or one.time > self.read)
        ]
        self.unread = len(unread)
        self.mentions = sum(one.mention for one in unread)

    def first_unread(self) -> ChatMessage | None:
        """The message that the unread ones begin with, if there are any."""
        left, first = self.unread, None
        for message in reversed(self.messages):
            if not left:
                break
            if message.sender and not message.own:
                left, first = left - 1, message
        return first

    def put_member(self, member: Member) -> None:
        """Add a member, or replace what was known of it."""
        self.members[member.nick] = member
        self._sorted = None

    def drop_member(self, nick: str) -> Member | None:
        """Remove and return a member, if there is one."""
        self._sorted = None
        return self.members.pop(nick, None)

    def clear_members(self) -> None:
        """Nobody is known to be here."""
        self.members.clear()
        self.arriving = None
        self._sorted = None

    def use_casemapping(self, casemapping: CaseMapping) -> None:
        """The server told how it compares names."""
        self.members = self.members.remapped(casemapping)
        self._sorted = None

    def sorted_members(self, ranks: str) -> Sequence[Member]:
        """The members by rank and then name; `ranks` are all prefixes, highest first."""
        if self._sorted is None:
            self._sorted = tuple(
                sorted(
                    self.members.values(),
                    key=lambda member: (_rank(member, ranks), member.nick.casefold()),
                )
            )
        return self._sorted


def _rank(member: Member, ranks: str) -> int:
    place = ranks.find(member.prefixes[:1]) if member.prefixes else -1
    return place if place >= 0 else len(ranks)
