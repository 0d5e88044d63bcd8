"""What happened to people: to ourselves, and to those we write with."""

from __future__ import annotations

from dataclasses import dataclass

from chat.model.events.base import ConversationEvent, Event, NetworkEvent
from chat.model.files import Avatar


@dataclass(frozen=True, slots=True)
class NickChanged(NetworkEvent):
    """Our own nick became `nick`."""

    old: str
    nick: str


@dataclass(frozen=True, slots=True)
class AwayChanged(NetworkEvent):
    """We were marked away (True) or back (False)."""

    away: bool


@dataclass(frozen=True, slots=True)
class PresenceChanged(ConversationEvent):
    """The other person came, went, went away or came back."""


@dataclass(frozen=True, slots=True)
class IgnoredChanged(NetworkEvent):
    """Somebody is ignored from now on, or no longer."""


@dataclass(frozen=True, slots=True)
class TypingChanged(ConversationEvent):
    """Somebody began to type there, or ended."""


@dataclass(frozen=True, slots=True)
class ProfileChanged(NetworkEvent):
    """Somebody says something else of themselves."""

    nick: str


@dataclass(frozen=True, slots=True)
class AvatarFetched(Event):
    """The picture of a person that is at this address is here."""

    url: str
    avatar: Avatar


@dataclass(frozen=True, slots=True)
class AvatarFailed(Event):
    """There is no picture at this address, or it cannot be had now."""

    url: str


@dataclass(frozen=True, slots=True)
class OwnPictureEnded(NetworkEvent):
    """Our own picture is with the server, or `problem` says why it is not."""

    problem: str


@dataclass(frozen=True, slots=True)
class WhoisEnded(NetworkEvent):
    """What was asked about a person is known; each fact is a line or more, in words."""

    nick: str
    facts: tuple[str, ...]
