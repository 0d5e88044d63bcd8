"""What operators did, as data to be stored: bans set and lifted, and the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from server.core.bans import BanKind, ServerBan


@dataclass(frozen=True, slots=True)
class SaveBan:
    """A ban is in force, in place of one of the same target."""

    ban: ServerBan


@dataclass(frozen=True, slots=True)
class RemoveBan:
    """A ban is lifted."""

    kind: BanKind
    target: str


@dataclass(frozen=True, slots=True)
class RemoveExpiredBans:
    """Bans that end by this time (seconds since the epoch) are over."""

    time: float


@dataclass(frozen=True, slots=True)
class LogAction:
    """An operator did something."""

    time: float  # seconds since the epoch
    operator: str  # the name of the operator, not a nick
    source: str  # nick!user@address of the connection; empty for the command line
    action: str  # the command, as KILL
    target: str
    detail: str  # a reason or a duration; never what somebody said
