"""Bans and the audit log as they are stored."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import ServerConfig
from server.core.bans import BanKind, ServerBan
from server.core.moderation_records import LogAction, RemoveBan, RemoveExpiredBans, SaveBan
from server.store.store import SqliteStore, open_store
from tests.fakes.fake_clock import FakeClock


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    config = ServerConfig(data_dir=tmp_path if request.param == "file" else None)
    with contextlib.closing(open_store(config, FakeClock())) as opened:
        yield opened


def ban(target: str, *, created: float = 1.0, reason: str = "why") -> ServerBan:
    return ServerBan(BanKind.MASK, target, reason, "root", created, 3600.5)


def action(number: int) -> LogAction:
    return LogAction(float(number), "root", "oona!user@192.0.2.1", "KILL", f"nick{number}", "why")


def test_bans_are_kept_the_oldest_first(store: SqliteStore) -> None:
    late, early = ban("a!*@*", created=2.0), ban("b!*@*", created=1.0)
    forever = ServerBan(BanKind.ADDRESS, "192.0.2.0/24", "", "command line", 3.0)
    store.commit([SaveBan(late), SaveBan(early), SaveBan(forever)])
    assert store.moderation.bans() == [early, late, forever]


def test_a_ban_replaces_one_of_the_same_target(store: SqliteStore) -> None:
    store.commit([SaveBan(ban("a!*@*")), SaveBan(ban("a!*@*", created=5.0, reason="again"))])
    assert store.moderation.bans() == [ban("a!*@*", created=5.0, reason="again")]


def test_removed_bans_are_gone(store: SqliteStore) -> None:
    store.commit([SaveBan(ban("a!*@*")), SaveBan(ban("b!*@*"))])
    store.commit([RemoveBan(BanKind.MASK, "a!*@*"), RemoveBan(BanKind.MASK, "none")])
    assert store.moderation.bans() == [ban("b!*@*")]


def test_bans_that_are_over_are_removed_and_no_others(store: SqliteStore) -> None:
    forever = ServerBan(BanKind.ADDRESS, "192.0.2.0/24", "", "command line", 3.0)
    store.commit([SaveBan(ban("a!*@*")), SaveBan(forever), RemoveExpiredBans(3600.0)])
    assert store.moderation.bans() == [ban("a!*@*"), forever]
    store.commit([RemoveExpiredBans(3600.5)])
    assert store.moderation.bans() == [forever]


def test_every_change_of_the_bans_is_a_new_revision_and_nothing_else_is(
    store: SqliteStore,
) -> None:
    seen = [store.moderation.revision()]
    for write in (
        SaveBan(ban("a!*@*")),
        SaveBan(ban("a!*@*", reason="again")),
        RemoveBan(BanKind.MASK, "a!*@*"),
    ):
        store.commit([write])
        seen.append(store.moderation.revision())
    assert len(set(seen)) == 4
    store.commit([action(1), RemoveBan(BanKind.MASK, "none")])
    assert store.moderation.revision() == seen[-1]


def test_the_newest_actions_in_the_order_in_which_they_were_done(store: SqliteStore) -> None:
    store.commit([action(number) for number in range(5)])
    store.commit([action(5)])
    assert store.moderation.actions(3) == [action(3), action(4), action(5)]
    assert len(store.moderation.actions(100)) == 6


def test_all_of_it_survives_a_restart(tmp_path: Path) -> None:
    config = ServerConfig(data_dir=tmp_path)
    with contextlib.closing(open_store(config, FakeClock())) as store:
        store.commit([SaveBan(ban("a!*@*")), action(1)])
    with contextlib.closing(open_store(config, FakeClock())) as store:
        assert store.moderation.bans() == [ban("a!*@*")]
        assert store.moderation.actions(10) == [action(1)]
