"""What happened to people: to ourselves, and to those we write with."""

from __future__ import annotations

from chat.model.events.base import ConversationEvent, Event, NetworkEvent
from chat.model.files import Avatar


class NickChanged(NetworkEvent, frozen=True):
    """Our own nick became `nick`."""

    old: str
    nick: str


class AwayChanged(NetworkEvent, frozen=True):
    """We were marked away (True) or back (False)."""

    away: bool


class PresenceChanged(ConversationEvent, frozen=True):
    """The other person came, went, went away or came back."""


class Invited(NetworkEvent, frozen=True):
    """`nick` asks us to come into `channel`."""

    nick: str
    channel: str


class IgnoredChanged(NetworkEvent, frozen=True):
    """Somebody is ignored from now on, or no longer."""


class TypingChanged(ConversationEvent, frozen=True):
    """Somebody began to type there, or ended."""


class ProfileChanged(NetworkEvent, frozen=True):
    """Somebody says something else of themselves."""

    nick: str


class AvatarFetched(Event, frozen=True):
    """The picture of a person that is at this address is here."""

    url: str
    avatar: Avatar


class AvatarFailed(Event, frozen=True):
    """There is no picture at this address, or it cannot be had now."""

    url: str


class OwnPictureEnded(NetworkEvent, frozen=True):
    """Our own picture is with the server, or `problem` says why it is not."""

    problem: str


class WhoisEnded(NetworkEvent, frozen=True):
    """What was asked about a person is known; each fact is a line or more, in words."""

    nick: str
    facts: tuple[str, ...]
