from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.model.known_servers import MOST_DURATION, KnownServers, beside
from chat.model.security import Pin

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PIN = Pin("chat.example", 6697, "ab" * 32, NOON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "servers.json"


def test_a_pin_is_there_at_the_next_start(path: Path) -> None:
    KnownServers(path).put_pin(PIN)
    known = KnownServers(path)
    assert known.pin("CHAT.example", 6697) == "ab" * 32
    assert known.pin("chat.example", 6698) == ""
    assert known.pins() == [PIN]
    known.drop_pin("chat.example", 6697)
    known.drop_pin("chat.example", 6697)
    assert KnownServers(path).pins() == []


def test_a_policy_holds_for_its_time_and_nought_forgets_it(path: Path) -> None:
    KnownServers(path).note_policy("Chat.Example", 6697, 60, NOON)
    known = KnownServers(path)
    policy = known.policy("chat.example", NOON + timedelta(seconds=59))
    assert policy is not None
    assert (policy.port, policy.duration) == (6697, 60)
    assert known.policies(NOON) == [policy]
    assert known.policy("chat.example", NOON + timedelta(seconds=60)) is None
    known.note_policy("chat.example", 6697, 0, NOON)
    known.note_policy("chat.example", 6697, 0, NOON)
    assert KnownServers(path).policies(NOON) == []


def test_a_policy_without_end_is_no_error(path: Path) -> None:
    known = KnownServers(path)
    known.note_policy("h", 1, 10**15, NOON)
    [policy] = known.policies(NOON)
    assert policy.duration == MOST_DURATION
    known.drop_policy("h")
    assert known.policies(NOON) == []


def test_accounts_and_marks(path: Path) -> None:
    known = KnownServers(path)
    known.put_account("h", 1, "ann")
    known.allow_unencrypted("h:1", True)
    known.mark_kept("account ann at h:1", True)
    known.mark_kept("account ann at h:1", True)
    again = KnownServers(path)
    assert again.account("H", 1) == "ann"
    assert again.unencrypted() == ["h:1"]
    assert again.kept_passwords() == ["account ann at h:1"]
    again.put_account("h", 1, "")
    again.put_account("h", 1, "")
    again.allow_unencrypted("h:1", False)
    again.mark_kept("account ann at h:1", False)
    empty = KnownServers(path)
    assert (empty.account("h", 1), empty.unencrypted(), empty.kept_passwords()) == ("", [], [])


def test_another_window_of_the_program_loses_nothing(path: Path) -> None:
    one, other = KnownServers(path), KnownServers(path)
    one.put_pin(PIN)
    other.put_account("h", 1, "ann")
    assert KnownServers(path).pins() == [PIN]


@pytest.mark.parametrize(
    "content",
    [
        {"pins": 1, "policies": [], "accounts": "x"},
        {"pins": {"h:1": "x", "h": {"since": "2026-01-01"}, "i:2": {"fingerprint": 3}}},
        {"pins": {"h:1": {"fingerprint": "ab", "since": "yesterday"}}},
        {"policies": {"h": 1, "i": {"port": "x"}, "j": {"port": 1, "duration": 1, "expires": 9}}},
        {"accounts": {"h:1": 3}},
    ],
)
def test_what_makes_no_sense_is_not_there(path: Path, content: object) -> None:
    path.write_text(json.dumps(content))
    known = KnownServers(path)
    assert known.pins() == []
    assert known.policies(NOON) == []
    assert known.account("h", 1) == ""


def test_without_a_file_it_is_remembered_for_the_run() -> None:
    known = KnownServers()
    known.put_pin(PIN)
    assert known.pins() == [PIN]


def test_the_file_is_beside_the_settings() -> None:
    assert beside(Path("a/settings.json")) == Path("a/servers.json")
    assert beside(Path("a/ann.json")) == Path("a/ann.servers.json")
