"""What happened, for those who want to know: the events that the model publishes, by topic.

Frozen dataclasses in the past tense, published on the Tk thread, in order. Nothing that decides
or stores may live here.
"""

from __future__ import annotations

from chat.model.events.accounts import (
    AccountRefused,
    AccountRegistered,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    PasswordChanged,
    PasswordNotKept,
    PasswordRefused,
    VerificationWanted,
)
from chat.model.events.base import ConversationEvent, Event, NetworkEvent, TurnEnded
from chat.model.events.channels import BansListed, ChannelsListed, MembersChanged, TopicChanged
from chat.model.events.connection import (
    CertificateDoubted,
    ConnectionEstablished,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    Disconnected,
    FailureReason,
    NetworkNamed,
    PolicyTold,
    ReconnectScheduled,
    Registered,
)
from chat.model.events.conversations import (
    ConversationClosed,
    ConversationOpened,
    ConversationRenamed,
    DraftChanged,
    PreferencesChanged,
    ReadingChanged,
    UnreadChanged,
)
from chat.model.events.files import PictureFetched, TransferChanged
from chat.model.events.history import (
    ExcerptEnded,
    ExcerptGrown,
    HistoryAdded,
    HistoryEnded,
    PlaceFound,
    PlaceMissing,
)
from chat.model.events.memory import (
    HistoryForgotten,
    MemoryRestored,
    NetworkForgotten,
    NetworkRestored,
    StoreFailed,
)
from chat.model.events.messages import (
    MessageChanged,
    MessageDeleted,
    MessagesAdded,
    OriginalFound,
    Reacted,
    UncertainFound,
)
from chat.model.events.people import (
    AvatarFailed,
    AvatarFetched,
    AwayChanged,
    IgnoredChanged,
    NickChanged,
    OwnPictureEnded,
    PresenceChanged,
    ProfileChanged,
    TypingChanged,
    WhoisEnded,
)
from chat.model.events.searching import ExportEnded, ExportProgressed, MatchesFound, SearchGrown
from chat.model.events.servers import HostingChanged, ServersFound

__all__ = [
    "AccountRefused",
    "AccountRegistered",
    "AvatarFailed",
    "AvatarFetched",
    "AwayChanged",
    "BansListed",
    "CertificateDoubted",
    "ChannelsListed",
    "ConnectionEstablished",
    "ConnectionFailed",
    "ConnectionLost",
    "ConnectionStarted",
    "ConversationClosed",
    "ConversationEvent",
    "ConversationOpened",
    "ConversationRenamed",
    "Disconnected",
    "DraftChanged",
    "Event",
    "ExcerptEnded",
    "ExcerptGrown",
    "ExportEnded",
    "ExportProgressed",
    "FailureReason",
    "HistoryAdded",
    "HistoryEnded",
    "HistoryForgotten",
    "HostingChanged",
    "IgnoredChanged",
    "LoggedIn",
    "LoggedOut",
    "LoginFailed",
    "MatchesFound",
    "MembersChanged",
    "MemoryRestored",
    "MessageChanged",
    "MessageDeleted",
    "MessagesAdded",
    "NetworkEvent",
    "NetworkForgotten",
    "NetworkNamed",
    "NetworkRestored",
    "NickChanged",
    "OriginalFound",
    "OwnPictureEnded",
    "PasswordChanged",
    "PasswordNotKept",
    "PasswordRefused",
    "PictureFetched",
    "PlaceFound",
    "PlaceMissing",
    "PolicyTold",
    "PreferencesChanged",
    "PresenceChanged",
    "ProfileChanged",
    "Reacted",
    "ReadingChanged",
    "ReconnectScheduled",
    "Registered",
    "SearchGrown",
    "ServersFound",
    "StoreFailed",
    "TopicChanged",
    "TransferChanged",
    "TurnEnded",
    "TypingChanged",
    "UncertainFound",
    "UnreadChanged",
    "VerificationWanted",
    "WhoisEnded",
]
