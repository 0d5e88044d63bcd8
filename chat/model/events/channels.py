"""What happened in a channel, and what was asked about channels."""

from __future__ import annotations

from chat.model.entities import Ban, ListedChannel
from chat.model.events.base import ConversationEvent, NetworkEvent
from chat.protocol.frozen import frozen


@frozen
class MembersChanged(ConversationEvent):
    """Who is in the channel, or their rank or presence, changed; ask the model for the list."""


@frozen
class TopicChanged(ConversationEvent):
    """The channel's topic became `topic`; empty when there is none."""

    topic: str


@frozen
class BansListed(ConversationEvent):
    """The channel's bans, which were asked for, are known."""

    bans: tuple[Ban, ...]


@frozen
class ChannelsListed(NetworkEvent):
    """The channels that were asked for are known."""

    channels: tuple[ListedChannel, ...]
