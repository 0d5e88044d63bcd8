"""The store's thread: answers come through the queue; a damaged file ends nothing."""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from chat.model.entities import Place
from chat.model.export_formats import ExportFormat
from chat.model.ports import LocalStore
from chat.model.store import exporting
from chat.model.store.archive import Archive
from chat.model.store.keeper import Keeper, default_path
from chat.model.store.records import (
    ExportJob,
    ExportState,
    Matches,
    MessagesKept,
    SearchQuery,
    Stretch,
)
from tests.model.store.test_archive import LOBBY, message

PATIENCE = 10


class Desk:
    """A keeper, and the thread that its answers are for."""

    def __init__(self, path: Path) -> None:
        self.answers: queue.Queue[Callable[[], None]] = queue.Queue()
        self.told: list[str] = []
        self.keeper = Keeper(path)

    def start(self) -> Desk:
        store: LocalStore = self.keeper
        store.start(self.answers.put, self.told.append)
        return self

    def take(self, count: int = 1) -> None:
        """Wait for answers and take them in."""
        for _ in range(count):
            self.answers.get(timeout=PATIENCE)()

    def texts(self) -> list[str]:
        got: list[Any] = []
        self.keeper.older(LOBBY, None, 100, got.append)
        while not got:
            self.take()
        return [one.text for one in got[0]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = Desk(path)
    yield made
    made.keeper.close()
    assert not [one for one in threading.enumerate() if one.name == "store"]


def test_what_is_written_is_there_at_the_next_start(desk: Desk, path: Path) -> None:
    desk.start()
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    desk.keeper.close()
    again = Desk(path).start()
    assert again.texts() == ["m1"]
    again.keeper.close()
    assert not again.told


def test_what_comes_within_a_moment_is_one_transaction(desk: Desk, monkeypatch: Any) -> None:
    written: list[int] = []
    write = Archive.write

    def count(archive: Archive, changes: Sequence[Any]) -> None:
        written.append(len(changes))
        write(archive, changes)

    monkeypatch.setattr(Archive, "write", count)
    for number in range(1, 4):
        desk.keeper.write([MessagesKept(LOBBY, (message(number),))])
    desk.start()
    assert desk.texts() == ["m1", "m2", "m3"]  # what is asked after it does not wait for more
    assert written == [3]


def test_a_question_that_fails_is_told_and_the_next_is_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Archive, "matches", fail)
    desk.start()
    got: list[Any] = []
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    desk.keeper.matches(LOBBY, "m1", 5, got.append)
    desk.take(2)
    assert got == [Matches()]
    assert ["RuntimeError" in words for words in desk.told] == [True]
    assert desk.texts() == ["m1"]


def test_what_is_no_text_is_searched_as_it_would_be_kept(desk: Desk) -> None:
    desk.start()
    got: list[Any] = []
    desk.keeper.matches(LOBBY, "\ud800", 5, got.append)
    desk.keeper.search(SearchQuery("\ud800"), got.append)
    desk.keeper.search(SearchQuery('"\ud800"'), got.append)
    desk.take(3)
    assert got == [Matches(), (), ()]
    assert desk.told == []


def test_questions_are_answered_by_the_pump(desk: Desk) -> None:
    desk.start()
    got: list[Any] = []
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    desk.keeper.load(5, got.append)
    desk.keeper.search(SearchQuery("m1"), got.append)
    assert got == []
    desk.take(2)
    assert got[0] == ()
    assert [found.message.text for found in got[1]] == ["m1"]
    desk.keeper.forget(LOBBY)
    assert desk.texts() == []
    desk.keeper.forget_everything()
    assert desk.texts() == []


def test_a_damaged_file_is_set_aside_and_told(desk: Desk, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database at all" * 100)
    desk.start()
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    assert desk.texts() == ["m1"]
    [told] = desk.told
    assert "was damaged" in told
    [aside] = [file for file in path.parent.iterdir() if "damaged" in file.name]
    assert aside.read_bytes().startswith(b"this is no database")


@pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")
@pytest.mark.parametrize("there_before", [False, True])
def test_what_was_said_is_for_its_owners_eyes(
    desk: Desk, path: Path, *, there_before: bool
) -> None:
    if there_before:
        path.parent.mkdir()
        Archive(path).close()
        path.chmod(0o644)
    desk.start()
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    assert desk.texts() == ["m1"]
    rights = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert len(rights) == 3
    assert set(rights.values()) == {0o600}
    assert there_before or path.parent.stat().st_mode & 0o777 == 0o700


def test_damage_that_shows_later_is_dealt_with_as_well(desk: Desk, path: Path) -> None:
    path.parent.mkdir()
    archive = Archive(path)
    archive.write([MessagesKept(LOBBY, tuple(message(number) for number in range(2000)))])
    archive.close()
    content = bytearray(path.read_bytes())
    content[4096 * 4 :] = b"\xff" * (len(content) - 4096 * 4)
    path.write_bytes(content)
    desk.start()
    assert desk.texts() == []  # somebody waits for an answer, so there is one
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    assert desk.texts() == ["m1"]
    assert any("was damaged" in told for told in desk.told)


def test_where_nothing_can_be_kept_it_is_told_and_works_for_this_run(
    desk: Desk, path: Path
) -> None:
    path.parent.write_text("a file where the folder should be")
    desk.start()
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    assert desk.texts() == ["m1"]
    assert "No history can be kept" in desk.told[0]


def test_a_file_that_cannot_be_written_is_told_and_kept(desk: Desk, path: Path) -> None:
    desk.start()
    desk.keeper.write([MessagesKept(LOBBY, (message(1),))])
    assert desk.texts() == ["m1"]

    def fail(_archive: Archive) -> None:
        raise sqlite3.OperationalError("disk is full")

    desk.keeper._jobs.put(fail)
    desk.take()
    assert desk.told == [
        "The history could not be written (disk is full): what is said now is not kept here."
        " Make room on the disk."
    ]
    assert desk.texts() == ["m1"]


def test_closing_what_was_never_started_is_nothing(path: Path) -> None:
    Keeper(path).close()
    assert not path.exists()
    assert default_path().name == "history.db"


def test_it_reads_on_after_a_message_and_around_one(desk: Desk) -> None:
    desk.start().keeper.write([MessagesKept(LOBBY, tuple(message(n) for n in range(1, 8)))])
    got: list[Any] = []
    desk.keeper.newer(LOBBY, message(5), 10, got.append)
    desk.keeper.around(LOBBY, Place(message_id=4), 3, got.append)
    desk.keeper.around(LOBBY, Place(message_id=99), 3, got.append)
    desk.take(3)
    assert [one.id for one in got[0]] == [6, 7]
    assert ([one.id for one in got[1].messages], got[1].found) == ([3, 4, 5], 4)
    assert got[2] == Stretch()


def test_an_export_goes_page_by_page_and_leaves_nothing_when_the_program_ends(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    desk.start().keeper.write([MessagesKept(LOBBY, tuple(message(n) for n in range(1, 8)))])
    states: list[ExportState] = []
    job = ExportJob(LOBBY, tmp_path / "out.jsonl", ExportFormat.JSON, "t")
    desk.keeper.export(job, states.append)
    while not (states and states[-1].ended):
        desk.take()
    assert [state.done for state in states] == [2, 4, 6, 7]
    assert len(job.path.read_text().splitlines()) == 7
    other = ExportJob(LOBBY, tmp_path / "other.txt", ExportFormat.TEXT, "t")
    cancel = desk.keeper.export(other, states.append)
    cancel()
    desk.take()
    assert states[-1].cancelled
    desk.keeper.export(other, states.append)
    desk.keeper.close()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["out.jsonl"]


def test_a_smaller_limit_holds_at_once(desk: Desk) -> None:
    long = tuple(message(number, "x" * 2_000) for number in range(1, 1_001))
    desk.start().keeper.write([MessagesKept(LOBBY, long)])
    desk.keeper.limit(1_000_000)
    left = desk.texts()
    assert len(left) == 100
    got: list[Any] = []
    desk.keeper.older(LOBBY, None, 10_000, got.append)
    desk.take()
    assert 0 < len(got[0]) < 500
    assert got[0][-1].id == 1_000
