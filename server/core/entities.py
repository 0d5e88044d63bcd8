"""The nouns of the server, kept apart from the first day.

A `Session` is one connection, a `User` is a nick with one or more sessions, a `Channel` holds
users. Data and the small invariants that belong to it; what clients may do is decided by the
handlers, and what leaves is gathered by `server.core.delivery`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from secrets import token_hex
from typing import NamedTuple

from server.core.client_batch import ClientBatch
from server.core.delivery import TickLog
from server.core.ports import Sink
from server.core.rates import TokenBucket
from server.core.sasl import SaslExchange


@dataclass(eq=False, slots=True)
class Session:
    """One connection. `caps` is the bit set of negotiated capabilities (core.capabilities)."""

    id: int
    sink: Sink
    address: str  # of the peer, as text
    opened: float  # seconds since the epoch
    secure: bool = False  # over TLS
    reached: str = ""  # our address, as the client reached it
    caps: int = 0
    cap_version: int = 301
    negotiating: bool = False  # between CAP LS/REQ and CAP END, registration waits
    password: str | None = None
    nick: str | None = None  # before registration; afterwards user.nick
    username: str | None = None
    realname: str | None = None
    user: User | None = None  # set by registration
    closing: bool = False
    last_heard: float = 0.0
    ping_sent: float | None = None
    pace: TokenBucket | None = None  # what its lines are counted by; None: no limit
    logs: set[TickLog] = field(default_factory=set)  # the channels' logs that it reads
    away: str | None = None  # what this client said; `User.away` is what all of them come to
    away_since: float = 0.0
    certfp: str | None = None  # SHA-256 of the client's TLS certificate, in hexadecimal
    sasl: SaslExchange | None = None  # in progress
    login: str | None = None  # the account it logged in to; afterwards user.account
    batch: ClientBatch | None = None  # that it has opened and not closed
    subscriptions: dict[str, None] = field(default_factory=dict)  # keys of metadata, in order
    metadata: dict[str, str] = field(default_factory=dict)  # set before it was registered

    @property
    def account(self) -> str | None:
        """The account that it is logged in to."""
        return self.user.account if self.user is not None else self.login

    @property
    def registered(self) -> bool:
        """Whether NICK and USER (and CAP END) are through."""
        return self.user is not None

    @property
    def target(self) -> str:
        """What numerics call the client: its nick once registered, `*` before."""
        return self.user.nick if self.user is not None else "*"


class PastNick(NamedTuple):
    """A nick that a user had, between two message ids."""

    nick: str
    since: int
    until: int


@dataclass(eq=False, slots=True)
class User:
    """A nick on the network, with the sessions that speak for it."""

    nick: str
    username: str
    realname: str
    host: str  # as others see it
    signon: float
    sessions: list[Session] = field(default_factory=list)
    channels: set[Channel] = field(default_factory=set)
    away: str | None = None
    modes: set[str] = field(default_factory=set)
    invited: set[str] = field(default_factory=set)  # casefolded channel names
    last_spoke: float = 0.0
    account: str | None = None  # its name, if logged in
    operator: str | None = None  # the name under which it runs the server (OPER)
    key: str = field(default_factory=partial(token_hex, 8))  # no other user ever had it
    read_markers: dict[str, int] = field(default_factory=dict)  # of one without account
    last_knock: float = 0.0
    nick_since: int = 0  # the last message id when it took its nick
    past_nicks: list[PastNick] = field(default_factory=list)  # the oldest first
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """nick!user@host, as it stands before what the user does."""
        return f"{self.nick}!{self.username}@{self.host}"


@dataclass(slots=True)
class ListEntry:
    """One entry of a channel's list (ban, exception, invitation): who set it, and when."""

    mask: str
    setter: str
    time: float


@dataclass(slots=True)
class Topic:
    """A channel's topic, who set it (nick!user@host), and when."""

    text: str
    setter: str
    time: float


@dataclass(eq=False, slots=True)
class Channel:
    """A channel: its members with their ranks, its modes and lists, its tick log."""

    name: str
    created: float
    members: dict[User, set[str]] = field(default_factory=dict)  # user -> rank letters, as {"o"}
    joined: dict[User, int] = field(default_factory=dict)  # member -> the last message id then
    topic: Topic | None = None
    modes: set[str] = field(default_factory=set)  # letters of those without a parameter
    key: str | None = None
    limit: int | None = None
    lists: dict[str, dict[str, ListEntry]] = field(
        default_factory=lambda: {"b": {}, "e": {}, "I": {}}
    )
    log: TickLog = field(default_factory=TickLog)
    metadata: dict[str, str] = field(default_factory=dict)
    founder: str | None = None  # account; a channel with one outlives its last member
    access: dict[str, set[str]] = field(default_factory=dict)  # casefolded account -> its ranks
