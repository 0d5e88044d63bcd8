"""Files on the disk: whole or not there, within their bounds, until they expire."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.config import Uploads
from server.files.index import Upload
from server.files.kinds import TEXT, UNKNOWN, clean_name, is_shown, kind_of, suffix_of
from server.files.store import INDEX_NAME, FileStore, NoRoom, TooLarge
from tests.fakes.fake_clock import FakeClock

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
BOUNDS = Uploads(max_size=100, each=150, total=200, days=1.0)


class Rig:
    """A store that can be opened again, with bounds that can change."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.clock = FakeClock()
        self.bounds = BOUNDS
        self.store = self.opened()

    def opened(self) -> FileStore:
        return FileStore(self.directory, lambda: self.bounds, self.clock)

    def restart(self) -> None:
        self.store.close()
        self.store = self.opened()

    def files(self) -> list[str]:
        """All that is on the disk, but the index."""
        found = (path for path in self.directory.rglob("*") if path.is_file())
        return sorted(path.name for path in found if not path.name.startswith(INDEX_NAME))


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path / "uploads")
    yield made
    made.store.close()


def test_what_is_added_is_there_also_after_a_restart(rig: Rig) -> None:
    upload = rig.store.add("address:a", "picture.png", [PNG[:10], PNG[10:]])
    rig.restart()
    assert rig.store.sweep() == 0
    assert rig.store.find(upload.id) == upload
    assert (upload.name, upload.kind, upload.size) == ("picture.png", "image/png", len(PNG))
    with rig.store.open(upload) as file:
        assert file.read() == PNG


def test_addresses_cannot_be_guessed(rig: Rig) -> None:
    ids = {rig.store.add("address:a", "x", [b"x"]).id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(identifier) == 22 for identifier in ids)
    assert rig.store.find("../../etc/passwd") is None


def broken_off() -> Iterator[bytes]:
    yield b"half"
    raise ConnectionError(0, "the sender broke off")


def full() -> Iterator[bytes]:
    yield b"half"
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("pieces", "error"),
    [
        (broken_off, ConnectionError),
        (full, NoRoom),
        (lambda: iter([b"x" * 60, b"x" * 41]), TooLarge),
    ],
)
def test_half_a_file_leaves_nothing(
    rig: Rig, pieces: Callable[[], Iterator[bytes]], error: type[Exception]
) -> None:
    with pytest.raises(error):
        rig.store.add("address:a", "x", pieces())
    assert rig.files() == []
    rig.store.add("address:a", "x", [b"x" * 100])
    rig.store.add("address:a", "x", [b"x" * 50])  # nothing of it counts


def test_a_file_as_large_as_may_be(rig: Rig) -> None:
    assert rig.store.add("address:a", "x", [b"x" * 100]).size == 100
    with pytest.raises(TooLarge):
        rig.store.check_room("address:b", 101)


def test_each_has_a_share_and_all_have_the_whole(rig: Rig) -> None:
    rig.store.add("address:a", "x", [b"x" * 100])
    with pytest.raises(NoRoom, match="Your files may take 150 bytes"):
        rig.store.add("address:a", "x", [b"x" * 51])
    rig.store.add("address:b", "x", [b"x" * 100])
    with pytest.raises(NoRoom, match="The server has no room"):
        rig.store.add("address:c", "x", [b"x"])
    rig.restart()
    with pytest.raises(NoRoom, match="Your files"):
        rig.store.check_room("address:a", 51)
    rig.bounds = replace(BOUNDS, total=300)
    rig.store.add("address:c", "x", [b"x"])


def test_what_is_too_old_is_gone_and_its_room_is_free(rig: Rig) -> None:
    old = rig.store.add("address:a", "old", [b"x" * 100])
    rig.clock.advance(23 * 3600)
    young = rig.store.add("address:b", "young", [b"x" * 100])
    assert rig.store.expires(old) == 3600
    rig.clock.advance(3601)
    assert rig.store.find(old.id) is None
    assert rig.store.expire() == 1
    assert rig.files() == [young.id]
    rig.store.add("address:a", "new", [b"x" * 100])


def test_for_good_is_for_good(rig: Rig) -> None:
    rig.bounds = replace(BOUNDS, days=0)
    upload = rig.store.add("address:a", "x", [b"x"])
    rig.clock.advance(10 * 365 * 24 * 3600)
    assert rig.store.expire() == 0
    assert rig.store.find(upload.id) == upload
    assert rig.store.expires(upload) is None


def test_what_a_crash_left_is_swept(rig: Rig) -> None:
    kept = rig.store.add("address:a", "x", [b"x"])
    (rig.directory / "partial" / "half").write_bytes(b"half")
    (rig.directory / "content" / "renamed-but-not-entered").write_bytes(b"whole")
    rig.restart()
    assert rig.store.sweep() == 2
    assert rig.files() == [kept.id]


def test_what_is_on_its_way_in_is_not_swept(rig: Rig) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        assert rig.store.sweep() == 0
        yield b"two"

    upload = rig.store.add("address:a", "x", pieces())
    with rig.store.open(upload) as file:
        assert file.read() == b"onetwo"


def test_of_who_has_no_files_nothing_is_remembered(rig: Rig) -> None:
    rig.store.check_room("address:a", 10)
    with pytest.raises(TooLarge):
        rig.store.add("address:b", "x", [b"x" * 101])
    rig.store.add("address:c", "x", [b"x"])
    rig.clock.advance(86401)
    assert rig.store.expire() == 1
    assert rig.store._used == {}


def test_a_newer_index_is_left_alone(rig: Rig) -> None:
    rig.store.close()
    with sqlite3.connect(rig.directory / INDEX_NAME) as database:
        database.execute("PRAGMA user_version=99")
    database.close()
    with pytest.raises(sqlite3.DatabaseError, match="newer version"):
        rig.opened()


# Kinds


@pytest.mark.parametrize(
    ("content", "kind", "shown", "suffix"),
    [
        (PNG, "image/png", True, ".png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(50), "image/jpeg", True, ".jpg"),
        (b"GIF89a" + bytes(20), "image/gif", True, ".gif"),
        ("grüße\n".encode(), TEXT, True, ".txt"),
        (b"<html><script>alert(1)</script>", TEXT, True, ".txt"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', TEXT, True, ".txt"),
        (b"BM is how a bitmap begins", TEXT, True, ".txt"),
        (b"%PDF-1.7\n\xff\xfe\x00", "application/pdf", False, ".pdf"),
        (b"\x00\x01\x02\x03\xff", UNKNOWN, False, ""),
        (b"", UNKNOWN, False, ""),
        (b"x" * 10 + "🎉".encode()[:3], TEXT, True, ".txt"),  # the head ends within a character
    ],
)
def test_the_kind_is_told_by_the_content(
    content: bytes, kind: str, shown: bool, suffix: str
) -> None:
    assert kind_of(content) == kind
    assert is_shown(kind) is shown
    assert suffix_of(kind) == suffix


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("picture.png", "picture.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\notes.txt", "notes.txt"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
        ("gpj.exe\u202etxt", "gpj.exetxt"),
        (" .. ", "file"),
        ("", "file"),
        ("x" * 200 + ".png", "x" * 96 + ".png"),
    ],
)
def test_names_are_names_and_no_more(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_an_upload_knows_what_it_is(rig: Rig) -> None:
    upload = rig.store.add("account:alice", "x", [b"x"])
    assert upload == Upload(upload.id, "account:alice", "x", TEXT, 1, rig.clock())
