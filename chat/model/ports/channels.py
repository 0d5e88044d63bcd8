"""Channels: being in them, and keeping order there (part of `ChatModel`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chat.model.entities import ConversationKey, Member


class ChannelsModel(Protocol):
    """What is known of a channel, and what can be asked of the server about it."""

    def members(self, key: ConversationKey) -> Sequence[Member]:
        """The channel's members, by rank and then name; empty for people."""

    def topic(self, key: ConversationKey) -> str:
        """The channel's topic, or ""."""

    def join_channel(self, network: str, channel: str, key: str = "") -> None:
        """Ask to join."""

    def part_channel(self, key: ConversationKey, reason: str = "") -> None:
        """Leave a channel; its conversation closes when the server confirms."""

    def set_topic(self, key: ConversationKey, topic: str) -> None:
        """Ask to change the channel's topic."""

    def change_mode(self, key: ConversationKey, modes: str, *params: str) -> None:
        """Ask to change modes of a channel, as "+o" with a nick or "-b" with a mask."""

    def invite(self, key: ConversationKey, nick: str, asked_in: str | None = None) -> None:
        """Ask somebody into a channel; that it was done is also told in the target `asked_in`."""

    def kick(self, key: ConversationKey, nick: str, reason: str = "") -> None:
        """Ask to put somebody out of a channel."""

    def list_channels(self, network: str) -> None:
        """Ask which channels there are: ChannelsListed follows."""

    def list_bans(self, key: ConversationKey) -> None:
        """Ask who is banned from a channel: BansListed follows."""
