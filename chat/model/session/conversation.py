"""A conversation: its messages, its members, its topic, and how much of it was not yet read."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from chat.model.entities import ChatMessage, ConversationKey, ConversationSummary, Member
from chat.protocol.casemapping import CaseDict, CaseMapping

MAX_MESSAGES = 5000  # kept of one conversation; older ones are forgotten


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
        self.members: CaseDict[Member] = CaseDict(mapping=casemapping)
        self.arriving: list[Member] | None = None  # gathered from 353 until 366
        self.messages: deque[ChatMessage] = deque(maxlen=MAX_MESSAGES)
        self._sorted: tuple[Member, ...] | None = None

    def summary(self, *, connected: bool) -> ConversationSummary:
        """What a list of conversations shows of it, on a network that is connected or not."""
        joined = self.joined and connected
        return ConversationSummary(self.key, self.is_channel, joined, self.unread, self.mentions)

    def message(self, message_id: int) -> ChatMessage | None:
        """The message of this id, if it is still kept."""
        for message in reversed(self.messages):
            if message.id == message_id:
                return message
        return None

    def replace(self, message: ChatMessage) -> bool:
        """Put a message in the place of the one with its id; False if that is gone."""
        for index in range(len(self.messages) - 1, -1, -1):
            if self.messages[index].id == message.id:
                self.messages[index] = message
                return True
        return False

    def count(self, message: ChatMessage) -> bool:
        """Count a message as unread if people wrote it to us; True if the counts changed."""
        if message.own or not message.sender:
            return False
        self.unread += 1
        self.mentions += message.mention
        return True

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
