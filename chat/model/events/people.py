"""What happened to people: to ourselves, and to those we write with."""

from __future__ import annotations

from chat.model.events.base import ConversationEvent, Event, NetworkEvent
from chat.model.files import Avatar
from chat.protocol.frozen import frozen


@frozen
class NickChanged(NetworkEvent):
    """Our own nick became `nick`."""

    old: str
    nick: str


@frozen
class AwayChanged(NetworkEvent):
    """We were marked away (True) or back (False)."""

    away: bool


@frozen
class PresenceChanged(ConversationEvent):
    """The other person came, went, went away or came back."""


@frozen
class Invited(NetworkEvent):
    """`nick` asks us to come into `channel`."""

    nick: str
    channel: str


@frozen
class IgnoredChanged(NetworkEvent):
    """Somebody is ignored from now on, or no longer."""


@frozen
class TypingChanged(ConversationEvent):
    """Somebody began to type there, or ended."""


@frozen
class ProfileChanged(NetworkEvent):
    """Somebody says something else of themselves."""

    nick: str


@frozen
class AvatarFetched(Event):
    """The picture of a person that is at this address is here."""

    url: str
    avatar: Avatar


@frozen
class AvatarFailed(Event):
    """There is no picture at this address, or it cannot be had now."""

    url: str


@frozen
class OwnPictureEnded(NetworkEvent):
    """Our own picture is with the server, or `problem` says why it is not."""

    problem: str


@frozen
class WhoisEnded(NetworkEvent):
    """What was asked about a person is known; each fact is a line or more, in words."""

    nick: str
    facts: tuple[str, ...]
