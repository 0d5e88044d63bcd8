"""Being in channels, and keeping order there (`chat.model.ports.channels`)."""

from __future__ import annotations

from collections.abc import Sequence

from chat.model.client.part import Part
from chat.model.entities import ConversationKey, Member
from chat.model.session import commands


class Channels(Part):
    """What is known of a channel, and what the server can be asked about it."""

    def members(self, key: ConversationKey) -> Sequence[Member]:
        """See ChatModel."""
        session, conversation = self._find(key)
        return conversation.sorted_members(session.ranks) if conversation else ()

    def topic(self, key: ConversationKey) -> str:
        """See ChatModel."""
        _, conversation = self._find(key)
        return conversation.topic if conversation else ""

    def join_channel(self, network: str, channel: str, key: str = "") -> None:
        """See ChatModel."""
        self._on_network(network, commands.join_channel, channel, key)

    def part_channel(self, key: ConversationKey, reason: str = "") -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.part_channel, reason)

    def set_topic(self, key: ConversationKey, topic: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.set_topic, topic)

    def change_mode(self, key: ConversationKey, modes: str, *params: str) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.change_mode, modes, *params)

    def invite(self, key: ConversationKey, nick: str, asked_in: str | None = None) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.invite, nick, asked_in)

    def kick(self, key: ConversationKey, nick: str, reason: str = "") -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.kick, nick, reason)

    def list_channels(self, network: str) -> None:
        """See ChatModel."""
        self._on_network(network, commands.list_channels)

    def list_bans(self, key: ConversationKey) -> None:
        """See ChatModel."""
        self._in_conversation(key, commands.change_mode, "+b")
