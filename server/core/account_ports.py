"""What the accounts need of the world, as Protocols; and what lasts of them, as data.

The slow ones are called in deferred work only, never under the state lock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from server.core.accounts import Account, Credentials
from server.core.entities import ListEntry, PastNick, Topic


class Passwords(Protocol):
    """Hashes passwords. Slow on purpose."""

    def make(self, password: str) -> Credentials:
        """What to keep of a password. Raises SaslError if it can be none."""

    def fits(self, credentials: Credentials | None, password: str) -> bool:
        """Whether it is the password. Without credentials: no, after the same time."""


class CannotSend(Exception):  # noqa: N818 - named for what it is
    """The mail did not go out; says why, for the log."""


class CodeSender(Protocol):
    """Tells somebody the code that verifies an account."""

    def send(self, account: str, address: str, code: str) -> None:
        """Send it. Slow. Raises CannotSend."""


class Invitations(Protocol):
    """Which codes of the operator let somebody register."""

    def is_open(self, code: str, now: float) -> bool:
        """Whether this code (a digest) may still be used. Slow: it asks the store."""


@dataclass(frozen=True, slots=True)
class AccountServices:
    """All of them together."""

    passwords: Passwords
    invitations: Invitations
    sender: CodeSender | None = None  # None: addresses are not verified


class _Nothing:
    """A core without a shell has no passwords and no invitations."""

    def make(self, password: str) -> Credentials:  # noqa: ARG002
        """No hashing here."""
        raise RuntimeError("no service for passwords")

    def fits(self, credentials: Credentials | None, password: str) -> bool:  # noqa: ARG002
        """No password fits."""
        return False

    def is_open(self, code: str, now: float) -> bool:  # noqa: ARG002
        """No invitation is open."""
        return False


NO_SERVICES = AccountServices(_Nothing(), _Nothing())


@dataclass(frozen=True, slots=True)
class SaveAccount:
    """An account is new, or has changed."""

    account: Account


@dataclass(frozen=True, slots=True)
class UseInvitation:
    """An invitation's code (a digest) was used for this account."""

    code: str
    account: str


@dataclass(frozen=True, slots=True)
class KeptChannel:
    """All that lasts of a channel with a founder."""

    name: str
    created: float
    founder: str
    topic: Topic | None = None
    modes: frozenset[str] = frozenset()
    key: str | None = None
    limit: int | None = None
    lists: dict[str, tuple[ListEntry, ...]] = field(default_factory=dict)
    access: dict[str, frozenset[str]] = field(default_factory=dict)  # account -> ranks
    former: tuple[str, ...] = ()  # names that it had before, casefolded; the oldest first


@dataclass(frozen=True, slots=True)
class SaveChannel:
    """A channel with a founder is new, or has changed."""

    channel: KeptChannel


@dataclass(frozen=True, slots=True)
class RemoveChannel:
    """A channel is kept no longer, or under this name no longer."""

    name: str


class Membership(NamedTuple):
    """A channel that a standing user is in, and its ranks there."""

    channel: str
    created: float
    ranks: frozenset[str]
    joined: int = 0  # the last message id when it joined: from where on it may read (mode H)


@dataclass(frozen=True, slots=True)
class Standing:
    """A user who stays in its channels while its clients are away."""

    account: str
    nick: str
    username: str
    realname: str
    host: str
    modes: frozenset[str] = frozenset()
    channels: tuple[Membership, ...] = ()
    nick_since: int = 0  # the last message id when the user took its nick; 0: not known
    past_nicks: tuple[PastNick, ...] = ()  # the oldest first


@dataclass(frozen=True, slots=True)
class SaveStanding:
    """What is kept of a standing user changed."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class RemoveStanding:
    """An account stays no longer."""

    account: str


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a server starts with."""

    accounts: tuple[Account, ...] = ()
    channels: tuple[KeptChannel, ...] = ()
    standing: tuple[Standing, ...] = ()
    secret: bytes = b""  # of this server, the same at every start


class AccountChange(NamedTuple):
    """What another program changed: an account by name, as it is now, or None if it is gone."""

    seq: int
    name: str
    account: Account | None


class AccountReader(Invitations, Protocol):
    """What is kept of accounts and channels."""

    def load(self) -> Kept:
        """Everything, at the start."""

    def changes(self, after: int) -> tuple[AccountChange, ...]:
        """What other programs changed, after that number. Slow: it asks the store."""
