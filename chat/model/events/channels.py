"""What happened in a channel, and what was asked about channels."""

from __future__ import annotations

from chat.model.entities import Ban, ListedChannel
from chat.model.events.base import ConversationEvent, NetworkEvent


class MembersChanged(ConversationEvent, frozen=True):
    """Who is in the channel, or their rank or presence, changed; ask the model for the list."""


class TopicChanged(ConversationEvent, frozen=True):
    """The channel's topic became `topic`; empty when there is none."""

    topic: str


class BansListed(ConversationEvent, frozen=True):
    """The channel's bans, which were asked for, are known."""

    bans: tuple[Ban, ...]


class ChannelsListed(NetworkEvent, frozen=True):
    """The channels that were asked for are known."""

    channels: tuple[ListedChannel, ...]
