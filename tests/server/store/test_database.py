"""The database as a file: its schema, its commits, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.config import ServerConfig
from server.core.stored import StoreFailure, Window
from server.store.database import FILE_NAME, Database
from server.store.migrations import migrate, migrations
from server.store.store import SqliteStore, open_store
from tests.fakes.fake_clock import FakeClock
from tests.server.store.messages import ROOM, said

EVERYTHING = Window(1000)


def schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize("version", [0, *migrations()])
def test_every_earlier_version_is_brought_to_the_newest(version: int, tmp_path: Path) -> None:
    fresh, old = sqlite3.connect(":memory:"), sqlite3.connect(tmp_path / "old.db")
    migrate(fresh)
    for number, script in migrations().items():
        if number <= version:
            old.executescript(f"{script};PRAGMA user_version = {number}")
    migrate(old)
    assert schema(old) == schema(fresh)
    assert old.execute("PRAGMA user_version").fetchone() == (max(migrations()),)
    migrate(old)  # nothing is left to do
    old.close()
    fresh.close()


def test_a_step_that_fails_leaves_the_version_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {1: "CREATE TABLE a (b)", 2: "CREATE TABLE c (d); CREATE TABLE a (b)"}
    monkeypatch.setattr("server.store.migrations.migrations", lambda: steps)
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.Error):
        migrate(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert [name for _, name, _ in schema(connection)] == ["a"]
    connection.close()


def test_the_numbers_of_the_steps_are_unique() -> None:
    names = [file.name for file in (Path("server/store/schema")).glob("*.sql")]
    assert len(names) == len(migrations())


def test_a_database_of_a_later_server_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with pytest.raises(StoreFailure, match="install the newer server"):
        Database(path)


def test_what_is_no_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"not a database " * 1000)
    with pytest.raises(StoreFailure, match=r"is damaged .*; restore it from a backup"):
        Database(path)
    assert path.read_bytes().startswith(b"not a database")  # left as it was


def test_a_directory_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreFailure, match="cannot be used"):
        Database(tmp_path / "missing" / FILE_NAME)


@pytest.mark.parametrize("kept", [True, False], ids=["file", "memory"])
class TestStore:
    @pytest.fixture
    def store(self, kept: bool, tmp_path: Path):
        store = open_store(ServerConfig(data_dir=tmp_path if kept else None), FakeClock())
        yield store
        store.close()

    def test_what_is_committed_is_read(self, store: SqliteStore) -> None:
        assert store.history.last_id() == 0
        store.commit([said(1, "one"), said(2, "two")])
        assert store.history.last_id() == 2
        assert [each.text for each in store.history.read(ROOM, EVERYTHING)] == ["one", "two"]

    def test_a_commit_that_fails_stores_nothing(
        self, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        @dataclass(frozen=True)
        class Refused:
            pass

        def refuse(connection, records) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        store._writers[Refused] = refuse
        with pytest.raises(StoreFailure, match="disk I/O error"):
            store.commit([said(1, "one"), Refused()])
        assert store.history.read(ROOM, EVERYTHING) == []
        store.commit([said(1, "one")])
        assert len(store.history.read(ROOM, EVERYTHING)) == 1

    def test_a_write_that_nobody_can_take_is_left_out(self, store: SqliteStore, caplog) -> None:
        store.commit([said(1, "one"), "what is this?", said(2, "two")])
        assert [each.text for each in store.history.read(ROOM, EVERYTHING)] == ["one", "two"]
        assert "a write of type str is left out" in caplog.text

    def test_a_write_that_can_never_be_stored_is_left_out(self, store: SqliteStore, caplog) -> None:
        store.commit([said(1, "one")])
        store.commit([said(2, "two"), said(1, "one again"), said(3, "three")])
        read = [each.text for each in store.history.read(ROOM, EVERYTHING)]
        assert read == ["one", "two", "three"]
        assert "a write of type StoreMessage is left out" in caplog.text


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    Database(tmp_path / FILE_NAME).close()
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_reader_that_is_in_use_is_closed_when_it_is_given_back(tmp_path: Path) -> None:
    database = Database(tmp_path / FILE_NAME)
    with database.reading() as connection:
        database.close()
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_the_log_does_not_grow_without_end(tmp_path: Path) -> None:
    store = open_store(ServerConfig(data_dir=tmp_path), FakeClock())
    log = tmp_path / f"{FILE_NAME}-wal"
    sizes = []
    for round_ in range(20):
        store.commit([said(round_ * 1000 + number, "x" * 300) for number in range(1, 1001)])
        while store.tidy():
            pass
        sizes.append(log.stat().st_size)
    assert sizes[-1] == sizes[9] < 12_000_000
    store.close()
