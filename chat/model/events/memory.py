"""What happened to what is kept on this computer."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.events.base import ConversationEvent, Event, NetworkEvent


@dataclass(frozen=True, slots=True)
class NetworkRestored(NetworkEvent):
    """A network of an earlier run is there again, not connected, with what was said last."""


@dataclass(frozen=True, slots=True)
class NetworkForgotten(NetworkEvent):
    """The network is gone, with all that was said there."""


@dataclass(frozen=True, slots=True)
class MemoryRestored(Event):
    """All that an earlier run left is there; `wanted` are the networks to come back to."""

    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryForgotten(ConversationEvent):
    """All messages of the conversation were taken away, because the person wanted it."""


@dataclass(frozen=True, slots=True)
class StoreFailed(Event):
    """The local store has a problem that the person should know of; `words` are a sentence."""

    words: str
