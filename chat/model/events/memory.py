"""What happened to what is kept on this computer."""

from __future__ import annotations

from chat.model.events.base import ConversationEvent, Event, NetworkEvent
from chat.protocol.frozen import frozen


@frozen
class NetworkRestored(NetworkEvent):
    """A network of an earlier run is there again, not connected, with what was said last."""


@frozen
class NetworkForgotten(NetworkEvent):
    """The network is gone, with all that was said there."""


@frozen
class MemoryRestored(Event):
    """All that an earlier run left is there; `wanted` are the networks to come back to."""

    wanted: tuple[str, ...]


@frozen
class HistoryForgotten(ConversationEvent):
    """All messages of the conversation were taken away, because the person wanted it."""


@frozen
class StoreFailed(Event):
    """The local store has a problem that the person should know of; `words` are a sentence."""

    words: str
