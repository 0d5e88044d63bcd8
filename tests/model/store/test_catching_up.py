"""A large history of an earlier version: there at once, searched as a whole, indexed in steps."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from chat.model.entities import Deletion
from chat.model.store import catching_up
from chat.model.store.archive import Archive
from chat.model.store.records import DeletionKept, MessagesKept, SearchQuery
from chat.model.store.schema import MIGRATIONS, migrate
from tests.model.store.test_archive import LOBBY, message, texts
from tests.model.store.test_keeper import Desk
from tests.model.store.test_words import is_whole

COUNT = 95


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "STEP", 10)


@pytest.fixture(params=range(1, len(MIGRATIONS)))
def path(request: pytest.FixtureRequest, tmp_path: Path, small_steps: None) -> Path:
    """A history of each earlier version."""
    path = tmp_path / "history.db"
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, upto=request.param)
    old.execute("BEGIN")
    old.execute(
        "INSERT INTO conversations (id, network, target, folded, is_channel, opened)"
        " VALUES (1, 'net', '#lobby', '#lobby', 1, 1)"
    )
    old.executemany(
        "INSERT INTO messages (id, conversation, time, kind, sender, text, own, mention, state,"
        " msgid) VALUES (?, 1, ?, 'message', 'bob', ?, 0, 0, 'sent', ?)",
        [(n, n, f"said{n} long ago", f"m{n}") for n in range(1, COUNT + 1)],
    )
    old.execute("COMMIT")
    old.close()
    return path


def found(archive: Archive, text: str) -> list[int]:
    return [one.message.id for one in archive.search(SearchQuery(text))]


def test_it_is_read_and_written_before_it_is_indexed(path: Path) -> None:
    archive = Archive(path)
    assert archive.behind
    assert len(texts(archive)) == COUNT
    archive.write([MessagesKept(LOBBY, (message(500, "said now"),))])
    archive.write([DeletionKept(LOBBY, "m3", Deletion("eve"))])  # whose words are in
    archive.write([DeletionKept(LOBBY, "m90", Deletion("eve"))])  # whose are not
    assert [number for _time, number in archive.matches(LOBBY, "said9", 9).found][-1] == 9
    assert archive.behind
    assert found(archive, "said3") == [39, 38, 37, 36, 35, 34, 33, 32, 31, 30]
    assert not archive.behind
    assert found(archive, "now") == [500]
    assert is_whole(path)
    archive.close()


def test_it_goes_on_where_it_was_ended(path: Path) -> None:
    steps = 0
    while True:
        archive = Archive(path)  # a step is taken at once
        if not archive.behind:
            break
        steps += 1
        archive.close()
    assert steps == COUNT // 10
    assert is_whole(path)
    archive.close()


def test_a_search_given_up_meanwhile_finds_nothing(path: Path) -> None:
    archive = Archive(path)
    assert archive.search(SearchQuery("said"), lambda: False) == ()
    assert archive.behind
    archive.close()


def test_the_thread_takes_the_steps_when_nothing_is_asked(path: Path) -> None:
    desk = Desk(path).start()
    assert len(desk.texts()) == COUNT
    while not (whole := is_whole(path)):
        assert len(desk.texts()) == COUNT  # each question is answered between two steps
    desk.keeper.close()
    assert whole
    archive = Archive(path)
    assert not archive.behind
    archive.close()
