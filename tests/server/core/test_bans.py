"""The list of server bans: what hits whom, and for how long."""

from __future__ import annotations

import pytest

from server.core.bans import BanKind, Identity, ServerBan, ServerBans, parse_target
from server.core.durations import format_duration, parse_duration


def ban(
    target: str, *, kind: BanKind | None = None, created: float = 0.0, expires: float | None = None
) -> ServerBan:
    found, normal = parse_target(target)
    return ServerBan(kind or found, normal, "why", "root", created, expires)


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("192.0.2.77/24", BanKind.ADDRESS, "192.0.2.0/24"),
        ("2001:db8::1", BanKind.ADDRESS, "2001:db8::1/128"),
        ("~a:Alice", BanKind.ACCOUNT, "alice"),
        ("a:Alice", BanKind.ACCOUNT, "alice"),
        ("$A:Alice", BanKind.ACCOUNT, "alice"),
        ("account:Alice", BanKind.ACCOUNT, "alice"),
        ("Evil*", BanKind.MASK, "evil*!*@*"),
        ("user@host", BanKind.MASK, "*!user@host"),
        ("*.narrow.wide.ip", BanKind.MASK, "*!*@*.narrow.wide.ip"),
        ("n!u@h", BanKind.MASK, "n!u@h"),
    ],
)
def test_targets(text: str, kind: BanKind, target: str):
    assert parse_target(text) == (kind, target)


@pytest.mark.parametrize("text", ["", ":x", "a b", "a,b", "a\0b"])
def test_what_is_no_target(text: str):
    with pytest.raises(ValueError, match="a mask is"):
        parse_target(text)


def test_a_range_hits_the_addresses_in_it():
    bans = ServerBans([ban("192.0.2.0/24"), ban("2001:db8::/32")])
    for address in ("192.0.2.1", "2001:db8:5::1"):
        assert bans.find(Identity(address), 0.0) is not None
    for address in ("192.0.3.1", "2001:db9::1", "localhost"):
        assert bans.find(Identity(address), 0.0) is None


def test_the_narrowest_range_is_named():
    wide, narrow = ban("192.0.0.0/16"), ban("192.0.2.1")
    bans = ServerBans([wide, narrow])
    assert bans.find_address("192.0.2.1", 0.0) == narrow
    assert bans.find_address("192.0.2.2", 0.0) == wide


def test_accounts_and_masks():
    bans = ServerBans([ban("~a:alice"), ban("evil*!*@*")])
    assert bans.find(Identity("192.0.2.1", "ALICE"), 0.0) is not None
    assert bans.find(Identity("192.0.2.1", "bob"), 0.0) is None
    assert bans.find(Identity("192.0.2.1", None, ("Evil1!u@h",)), 0.0) is not None
    assert bans.find(Identity("192.0.2.1", None, ("good!u@h", "good!u@192.0.2.1")), 0.0) is None


def test_a_ban_ends_when_it_expires():
    bans = ServerBans([ban("192.0.2.1", expires=60.0), ban("~a:x", expires=60.0)])
    assert bans.find(Identity("192.0.2.1"), 59.9) is not None
    assert bans.find(Identity("192.0.2.1", "x"), 60.0) is None
    assert len(bans.listed(59.9)) == 2
    assert bans.listed(60.0) == []


def test_those_that_are_over_are_dropped():
    bans = ServerBans([ban("192.0.2.0/24", expires=60.0), ban("x!*@*", expires=90.0), ban("y!*@*")])
    assert not bans.drop_expired(59.0)
    assert len(bans) == 3
    assert bans.drop_expired(60.0)
    assert [each.target for each in bans.listed(0.0)] == ["x!*@*", "y!*@*"]
    assert not bans.drop_expired(89.0)
    bans.remove(BanKind.MASK, "x!*@*")
    assert not bans.drop_expired(1e12)
    assert bans.find_address("192.0.2.1", 0.0) is None
    bans.add(ban("z!*@*", expires=1.0))
    assert bans.drop_expired(1.0)


def test_listed_by_kind_the_oldest_first():
    late, early = ban("a!*@*", created=2.0), ban("b!*@*", created=1.0)
    bans = ServerBans([late, early, ban("192.0.2.1", created=0.0)])
    assert bans.listed(5.0, BanKind.MASK) == [early, late]
    assert len(bans) == 3


def test_a_ban_of_the_same_target_replaces_the_other_and_removing_ends_it():
    bans = ServerBans([ban("192.0.2.1"), ban("192.0.2.2")])
    bans.add(ban("192.0.2.1", expires=60.0))
    assert len(bans) == 2
    removed = bans.remove(BanKind.ADDRESS, "192.0.2.1/32")
    assert removed is not None
    assert removed.expires == 60.0
    assert bans.find_address("192.0.2.1", 0.0) is None
    assert bans.find_address("192.0.2.2", 0.0) is not None
    assert bans.remove(BanKind.ADDRESS, "192.0.2.1/32") is None
    assert bans.remove(BanKind.ADDRESS, "192.0.2.2/32") is not None
    assert bans.remove(BanKind.MASK, "x!*@*") is None


def test_what_the_banned_are_told():
    told = ServerBan(BanKind.MASK, "x!*@*", "flooding", "root", 0.0, 86400.0).explanation
    assert told == "You are banned from this server: flooding (until 1970-01-02 00:00 UTC)"
    told = ServerBan(BanKind.ACCOUNT, "x", "", "root", 0.0).explanation
    assert told == "You are banned from this server: no reason was given"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("90", 5400),
        ("2h", 7200),
        ("1d12h", 129600),
        ("1W", 604800),
        ("10s", 10),
        ("", None),
        ("h", None),
        ("2x", None),
        ("1.5h", None),
        ("alice", None),
        ("192.0.2.1", None),
        ("²", None),
        ("999999w", 0),  # a date that no calendar has
        ("999999999", 0),
        ("100w" * 50, 3_024_000_000),
    ],
)
def test_durations(text: str, seconds: int | None):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "for ever"), (10, "10s"), (129600, "1d12h"), (694861, "1w1d1h1m1s")]
)
def test_durations_written(seconds: int, text: str):
    assert format_duration(seconds) == text
