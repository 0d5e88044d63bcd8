"""What happened to what is kept on this computer."""

from __future__ import annotations

from chat.model.events.base import ConversationEvent, Event, NetworkEvent


class NetworkRestored(NetworkEvent, frozen=True):
    """A network of an earlier run is there again, not connected, with what was said last."""


class NetworkForgotten(NetworkEvent, frozen=True):
    """The network is gone, with all that was said there."""


class MemoryRestored(Event, frozen=True):
    """All that an earlier run left is there; `wanted` are the networks to come back to."""

    wanted: tuple[str, ...]


class HistoryForgotten(ConversationEvent, frozen=True):
    """All messages of the conversation were taken away, because the person wanted it."""


class StoreFailed(Event, frozen=True):
    """The local store has a problem that the person should know of; `words` are a sentence."""

    words: str
