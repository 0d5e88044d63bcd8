"""What lasts of accounts, channels and users, as the database gives it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.config import ServerConfig
from server.core.account_ports import (
    KeptChannel,
    Membership,
    RemoveChannel,
    RemoveStanding,
    SaveChannel,
    SaveStanding,
    Standing,
)
from server.core.entities import ListEntry, PastNick, Topic
from server.store.store import SqliteStore, open_store
from tests.fakes.fake_clock import FakeClock

CHANNEL = KeptChannel(
    "#Room",
    1_750_000_000.5,
    "alice",
    Topic("Welcome", "alice!a@host", 1_750_000_001.0),
    frozenset("nt"),
    "key",
    25,
    {"b": (ListEntry("x!*@*", "alice", 1_750_000_002.0),)},
    {"alice": frozenset("q"), "bob": frozenset("ov")},
    ("#hall", "#lobby"),
)
STANDING = Standing(
    "alice",
    "Alicia",
    "user",
    "Real Name",
    "host.example",
    frozenset("Ai"),
    (Membership("#Room", 1_750_000_000.5, frozenset("q"), 7),),
    1 << 60,
    (PastNick("alice", 0, 1 << 59), PastNick("ally", 1 << 59, 1 << 60)),
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    store = open_store(ServerConfig(), FakeClock())
    yield store
    store.close()


@pytest.mark.parametrize("channel", [CHANNEL, KeptChannel("#bare", 1.0, "bob")])
def test_a_channel_comes_back_whole_until_it_is_removed(
    store: SqliteStore, channel: KeptChannel
) -> None:
    store.commit([SaveChannel(KeptChannel(channel.name, 0.0, "carol")), SaveChannel(channel)])
    assert store.accounts.load().channels == (channel,)
    store.commit([RemoveChannel(channel.name)])
    assert store.accounts.load().channels == ()


@pytest.mark.parametrize("standing", [STANDING, Standing("bob", "bob", "b", "B", "host")])
def test_who_stays_comes_back_whole_until_removed(store: SqliteStore, standing: Standing) -> None:
    before = Standing(standing.account, "before", "u", "r", "h")
    store.commit([SaveStanding(before), SaveStanding(standing)])
    assert store.accounts.load().standing == (standing,)
    store.commit([RemoveStanding(standing.account)])
    assert store.accounts.load().standing == ()
