"""What happened in a channel, and what was asked about channels."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.entities import Ban, ListedChannel
from chat.model.events.base import ConversationEvent, NetworkEvent


@dataclass(frozen=True, slots=True)
class MembersChanged(ConversationEvent):
    """Who is in the channel, or their rank or presence, changed; ask the model for the list."""


@dataclass(frozen=True, slots=True)
class TopicChanged(ConversationEvent):
    """The channel's topic became `topic`; empty when there is none."""

    topic: str


@dataclass(frozen=True, slots=True)
class BansListed(ConversationEvent):
    """The channel's bans, which were asked for, are known."""

    bans: tuple[Ban, ...]


@dataclass(frozen=True, slots=True)
class ChannelsListed(NetworkEvent):
    """The channels that were asked for are known."""

    channels: tuple[ListedChannel, ...]
