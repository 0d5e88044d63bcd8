"""What happened, for those who want to know: the events that the model publishes.

Frozen dataclasses in the past tense, published on the Tk thread, in order. Nothing that decides
or stores may live here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from chat.model.entities import (
    Ban,
    ChatMessage,
    ConversationKey,
    ConversationPreferences,
    Deletion,
    FoundServer,
    ListedChannel,
    Looking,
)
from chat.model.files import Picture, Transfer
from chat.model.hosted import HostedServer
from chat.model.security import Certificate, Doubt


class FailureReason(StrEnum):
    """Why a connection could not be made, or was refused before registration ended."""

    NAME_NOT_FOUND = "name-not-found"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    UNTRUSTED = "untrusted"  # nothing speaks for the server's certificate
    CHANGED = "changed"  # it is another than the one that the person trusted
    ONLY_ENCRYPTED = "only-encrypted"  # the server wants TLS always (sts), and TLS failed
    NICK_IN_USE = "nick-in-use"
    NICK_INVALID = "nick-invalid"
    WRONG_PASSWORD = "wrong-password"
    LOGIN_REFUSED = "login-refused"  # account or password are wrong, or the account is locked
    LOGIN_UNAVAILABLE = "login-unavailable"  # the server offers no login that we know
    LOGIN_UNENCRYPTED = "login-unencrypted"  # it would have the password in clear text
    LOGIN_PASSWORD = "login-password"  # no password is known for the account
    ACCOUNT_REFUSED = "account-refused"  # a new account was not made
    BANNED = "banned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Event:
    """Anything the model publishes."""


@dataclass(frozen=True, slots=True)
class NetworkEvent(Event):
    """Something that happened on one network; `network` is its key in the model."""

    network: str


@dataclass(frozen=True, slots=True)
class ConnectionStarted(NetworkEvent):
    """Looking up and dialling began."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class ConnectionEstablished(NetworkEvent):
    """The socket is open; registration (NICK, USER, CAP) began."""


@dataclass(frozen=True, slots=True)
class Registered(NetworkEvent):
    """The server said welcome (001); `nick` is the one it granted."""

    nick: str


@dataclass(frozen=True, slots=True)
class ConnectionFailed(NetworkEvent):
    """No registration was reached; `detail` is the system's or the server's own wording."""

    reason: FailureReason
    detail: str


@dataclass(frozen=True, slots=True)
class CertificateDoubted(NetworkEvent):
    """A server showed a certificate that is to be compared; nothing was sent to it.

    `pinned` is the fingerprint that was trusted there until now, "" at the first time.
    """

    host: str
    port: int
    certificate: Certificate
    doubt: Doubt
    pinned: str = ""


@dataclass(frozen=True, slots=True)
class LoggedIn(NetworkEvent):
    """We are logged in to `account`, by its own spelling."""

    account: str


@dataclass(frozen=True, slots=True)
class LoggedOut(NetworkEvent):
    """We are logged in to no account any more."""


@dataclass(frozen=True, slots=True)
class AccountRegistered(NetworkEvent):
    """A new account is made, or completed by its code."""

    account: str


@dataclass(frozen=True, slots=True)
class VerificationWanted(NetworkEvent):
    """A new account needs a code; `words` are the server's, and say where it is to be found."""

    account: str
    words: str


@dataclass(frozen=True, slots=True)
class AccountRefused(NetworkEvent):
    """A new account was not made: the specification's code ("UNAVAILABLE": ours), and words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class LoginFailed(NetworkEvent):
    """While connected, a login did not work; `detail` is the server's own wording."""

    reason: FailureReason
    detail: str


@dataclass(frozen=True, slots=True)
class PolicyTold(NetworkEvent):
    """Over TLS the server said for how many seconds it wants TLS from us; 0: no longer (sts)."""

    duration: int


@dataclass(frozen=True, slots=True)
class ConnectionLost(NetworkEvent):
    """A registered connection ended without being asked to; `detail` says why, if known."""

    detail: str


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
class StoreFailed(Event):
    """The local store has a problem that the person should know of; `words` are a sentence."""

    words: str


@dataclass(frozen=True, slots=True)
class ServersFound(Event):
    """The servers that tell of themselves on the local network are these now."""

    servers: tuple[FoundServer, ...]
    looking: Looking


@dataclass(frozen=True, slots=True)
class PasswordNotKept(Event):
    """The system's keyring did not do what it should: `words` say why.

    `name`: it could not forget this password; "": it could not keep or tell one.
    """

    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class HostingChanged(Event):
    """The server that we host is as `server` says now."""

    server: HostedServer


@dataclass(frozen=True, slots=True)
class ReconnectScheduled(NetworkEvent):
    """The connection will be tried again in `delay` seconds, unless that is stopped."""

    delay: float


@dataclass(frozen=True, slots=True)
class UncertainFound(NetworkEvent):
    """Messages may have arrived before the connection ended, and the server cannot say."""


@dataclass(frozen=True, slots=True)
class Disconnected(NetworkEvent):
    """The connection was ended on request."""


@dataclass(frozen=True, slots=True)
class NetworkNamed(NetworkEvent):
    """The server told its network's name (NETWORK in 005)."""

    name: str


@dataclass(frozen=True, slots=True)
class ProfileChanged(NetworkEvent):
    """Somebody says something else of themselves."""

    nick: str


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
class ChannelsListed(NetworkEvent):
    """The channels that were asked for are known."""

    channels: tuple[ListedChannel, ...]


@dataclass(frozen=True, slots=True)
class WhoisEnded(NetworkEvent):
    """What was asked about a person is known; each fact is a line or more, in words."""

    nick: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConversationEvent(Event):
    """Something that happened in one conversation."""

    key: ConversationKey


@dataclass(frozen=True, slots=True)
class ConversationOpened(ConversationEvent):
    """A conversation appeared: a channel joined, a private message sent or received."""


@dataclass(frozen=True, slots=True)
class ConversationRenamed(ConversationEvent):
    """The other person changed nick: what was `key` is now `new`."""

    new: ConversationKey


@dataclass(frozen=True, slots=True)
class ConversationClosed(ConversationEvent):
    """A conversation was left or closed, and is gone from the list."""


@dataclass(frozen=True, slots=True)
class MessageAdded(ConversationEvent):
    """A message was appended: received, sent (then pending), or a notice of the program's own."""

    message: ChatMessage


@dataclass(frozen=True, slots=True)
class MessageChanged(ConversationEvent):
    """A message already shown changed, as from pending to sent; same `message.id` as before."""

    message: ChatMessage


@dataclass(frozen=True, slots=True)
class Reacted(ConversationEvent):
    """Somebody reacted to the message with the server's id `msgid`, or took that back.

    `present` says which. If the message is here, MessageChanged tells how it stands now.
    """

    msgid: str
    nick: str
    text: str
    own: bool
    time: datetime
    present: bool


@dataclass(frozen=True, slots=True)
class OriginalFound(ConversationEvent):
    """What was answered long ago was looked up: `Replies.original` has it by its `msgid` now."""

    msgid: str


@dataclass(frozen=True, slots=True)
class MessageDeleted(ConversationEvent):
    """The message with the server's id `msgid` was taken away, be it here or not."""

    msgid: str
    deletion: Deletion


@dataclass(frozen=True, slots=True)
class HistoryAdded(ConversationEvent):
    """Messages of the past took their places among those that are here; oldest first."""

    messages: tuple[ChatMessage, ...]


@dataclass(frozen=True, slots=True)
class HistoryForgotten(ConversationEvent):
    """All messages of the conversation were taken away, because the person wanted it."""


@dataclass(frozen=True, slots=True)
class HistoryEnded(ConversationEvent):
    """What was asked for as older messages is all here now, be it nothing."""


@dataclass(frozen=True, slots=True)
class PlaceFound(ConversationEvent):
    """A message that was to be shown is loaded, with what stands around it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class PlaceMissing(ConversationEvent):
    """A message that was to be shown cannot be had; `words` are a sentence for the person."""

    words: str


@dataclass(frozen=True, slots=True)
class ExcerptGrown(ConversationEvent):
    """More of the past around a place is loaded, before or after what was."""


@dataclass(frozen=True, slots=True)
class ExcerptEnded(ConversationEvent):
    """What was loaded around a place has met the newest messages, and is one with them."""


@dataclass(frozen=True, slots=True)
class MatchesFound(ConversationEvent):
    """Which messages contain a text that was looked for: their numbers, newest first.

    `more`: there are others, older than these.
    """

    text: str
    numbers: tuple[int, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class SearchGrown(Event):
    """A search has more results, or has come to its end: ask `search` which."""


@dataclass(frozen=True, slots=True)
class ExportProgressed(ConversationEvent):
    """So many of so many messages are written to the file."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ExportEnded(ConversationEvent):
    """The file is there with `count` messages, or nothing is: cancelled, or with a problem."""

    path: Path
    count: int
    cancelled: bool = False
    problem: str = ""


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
class PreferencesChanged(ConversationEvent):
    """The person wants something else of the conversation, as that it is muted."""

    preferences: ConversationPreferences


@dataclass(frozen=True, slots=True)
class ReadingChanged(ConversationEvent):
    """The conversation is read up to the message of this time."""

    read: datetime


@dataclass(frozen=True, slots=True)
class TypingChanged(ConversationEvent):
    """Somebody began to type there, or ended."""


@dataclass(frozen=True, slots=True)
class PresenceChanged(ConversationEvent):
    """The other person came, went, went away or came back."""


@dataclass(frozen=True, slots=True)
class DraftChanged(ConversationEvent):
    """What was begun to be written there is this now."""

    text: str


@dataclass(frozen=True, slots=True)
class UnreadChanged(ConversationEvent):
    """The conversation's unread or mention count changed."""


@dataclass(frozen=True, slots=True)
class TurnEnded(Event):
    """All events of one pump turn were published: what was gathered may be shown in one go."""


@dataclass(frozen=True, slots=True)
class TransferChanged(Event):
    """A file on its way got on, or its transfer is over."""

    transfer: Transfer


@dataclass(frozen=True, slots=True)
class PictureFetched(Event):
    """The picture that a transfer was to fetch can be shown."""

    transfer: int
    picture: Picture
