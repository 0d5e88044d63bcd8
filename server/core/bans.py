"""Who may not come in at all: bans of addresses, accounts and masks, with reason and expiry.

The list and its lookups. Who may change it is the handlers', how it lasts the store's.
"""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from chat.protocol.masks import matches, normalize_mask
from server.core.addresses import Network, parse_range
from server.core.naming import CASEMAPPING, fold

_ACCOUNT = re.compile(r"[~$]?a(?:ccount)?:(?P<name>.+)", re.IGNORECASE)
ACCOUNT_SIGN = "~a:"


class BanKind(StrEnum):
    """What a ban looks at."""

    ADDRESS = "address"  # an address or a range of them
    ACCOUNT = "account"
    MASK = "mask"  # nick!user@host, where the host is the cloak or the address


@dataclass(frozen=True, slots=True)
class ServerBan:
    """One ban."""

    kind: BanKind
    target: str  # in its normal form: a range, a casefolded account, a mask
    reason: str
    setter: str  # who set it, as operators know them
    created: float  # seconds since the epoch
    expires: float | None = None  # the same; None: never

    @property
    def shown(self) -> str:
        """The target as commands take it."""
        return f"{ACCOUNT_SIGN}{self.target}" if self.kind is BanKind.ACCOUNT else self.target

    @property
    def explanation(self) -> str:
        """What the banned are told."""
        reason = self.reason or "no reason was given"
        return f"You are banned from this server: {reason}{self.until}"

    @property
    def until(self) -> str:
        """When it ends, as an end of a sentence; empty if never."""
        if self.expires is None:
            return ""
        return f" (until {datetime.fromtimestamp(self.expires, UTC):%Y-%m-%d %H:%M} UTC)"

    def has_expired(self, now: float) -> bool:
        """Whether it is over."""
        return self.expires is not None and self.expires <= now


@dataclass(frozen=True, slots=True)
class Identity:
    """All that bans look at of one connection."""

    address: str
    account: str | None = None
    sources: tuple[str, ...] = ()  # nick!user@host, with each of its hosts


def parse_target(text: str) -> tuple[BanKind, str]:
    """What somebody wants to ban: a range, `~a:ACCOUNT`, or a mask (nick, user@host or whole).

    Raises ValueError if it cannot be a target.
    """
    account = _ACCOUNT.fullmatch(text)
    if account is not None:
        return BanKind.ACCOUNT, fold(account["name"])
    try:
        return BanKind.ADDRESS, str(parse_range(text))
    except ValueError:
        return BanKind.MASK, parse_mask(text)


def parse_mask(text: str) -> str:
    """A mask in its normal form. Raises ValueError for one that could not stand in a message."""
    mask = normalize_mask(text)
    if not text or text[0] == ":" or any(char in " ,\0\r\n" for char in text):
        raise ValueError("a mask is a nick, user@host or nick!user@host; * and ? are wildcards")
    return fold(mask)


class ServerBans:
    """The bans in force. Those that expired are never found."""

    def __init__(self, bans: Iterable[ServerBan] = ()) -> None:
        self._bans: dict[tuple[BanKind, str], ServerBan] = {}
        self._by_length: dict[tuple[int, int], dict[Network, ServerBan]] = {}
        self._next_end = math.inf  # when the first of them expires
        self.replace(bans)

    def __len__(self) -> int:
        return len(self._bans)

    def replace(self, bans: Iterable[ServerBan]) -> None:
        """Have these in place of all before."""
        self._bans.clear()
        self._by_length.clear()
        self._next_end = math.inf
        for ban in bans:
            self.add(ban)

    def add(self, ban: ServerBan) -> None:
        """Enter a ban, in place of one of the same target."""
        self._bans[ban.kind, ban.target] = ban
        if ban.expires is not None:
            self._next_end = min(self._next_end, ban.expires)
        if ban.kind is BanKind.ADDRESS:
            network = parse_range(ban.target)
            same = self._by_length.setdefault((network.version, network.prefixlen), {})
            same[network] = ban

    def remove(self, kind: BanKind, target: str) -> ServerBan | None:
        """Take a ban out; None if there is no such."""
        ban = self._bans.pop((kind, target), None)
        if ban is not None and kind is BanKind.ADDRESS:
            network = parse_range(target)
            length = (network.version, network.prefixlen)
            del self._by_length[length][network]
            if not self._by_length[length]:
                del self._by_length[length]
        return ban

    def drop_expired(self, now: float) -> bool:
        """Forget those that are over; whether there were any. Costs nothing while there are not."""
        if now < self._next_end:
            return False
        count = len(self)
        self.replace([ban for ban in self._bans.values() if not ban.has_expired(now)])
        return len(self) < count

    def listed(self, now: float, *kinds: BanKind) -> list[ServerBan]:
        """Those in force of these kinds, or all; the oldest first."""
        wanted = kinds or tuple(BanKind)
        found = [
            ban for ban in self._bans.values() if ban.kind in wanted and not ban.has_expired(now)
        ]
        return sorted(found, key=lambda ban: ban.created)

    def find_address(self, address: str, now: float) -> ServerBan | None:
        """The ban that hits an address, the narrowest range first."""
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return None
        for version, length in sorted(self._by_length, reverse=True):
            if version == parsed.version:
                network = ipaddress.ip_network((parsed, length), strict=False)
                ban = self._by_length[version, length].get(network)
                if ban is not None and not ban.has_expired(now):
                    return ban
        return None

    def find(self, identity: Identity, now: float) -> ServerBan | None:
        """The ban that hits somebody, by address, account or mask."""
        return (
            self.find_address(identity.address, now)
            or self._find_account(identity.account, now)
            or self._find_mask(identity.sources, now)
        )

    def _find_account(self, account: str | None, now: float) -> ServerBan | None:
        if account is None:
            return None
        ban = self._bans.get((BanKind.ACCOUNT, fold(account)))
        return None if ban is None or ban.has_expired(now) else ban

    def _find_mask(self, sources: tuple[str, ...], now: float) -> ServerBan | None:
        for ban in self.listed(now, BanKind.MASK):
            if any(matches(ban.target, source, CASEMAPPING) for source in sources):
                return ban
        return None
