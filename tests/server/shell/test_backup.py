"""Backup and restore: a whole copy of a running server's data, or one sentence why not."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.__main__ import main
from server.shell.data_dir import locked
from server.store.backup import LISTING, BackupError, back_up, unpack
from server.store.database import FILE_NAME, Database
from tests.fakes.live_server import server_process


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory as a server leaves it: database, secrets, uploads, and what is no data."""
    directory = tmp_path / "data"
    (directory / "uploads" / "ab").mkdir(parents=True)
    (directory / "uploads" / "ab" / "picture").write_bytes(bytes(range(256)) * 100)
    (directory / "uploads" / "half.part").write_bytes(b"half")
    (directory / "uploads" / ".incoming").write_bytes(b"half")
    (directory / "cert.pem").write_text("certificate")
    (directory / "server.lock").write_text("")
    with contextlib.closing(Database(directory / FILE_NAME)) as database, database.writing() as sql:
        sql.execute("INSERT INTO conversations (owner, name, shown) VALUES ('', '#a', '#A')")
    return directory


def contents(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file() and path.name not in ("server.lock", FILE_NAME)
    }


def channels(directory: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(directory / FILE_NAME)) as sql:
        return [name for (name,) in sql.execute("SELECT shown FROM conversations ORDER BY id")]


@pytest.mark.parametrize("name", ["backup.tar", "backup.tar.gz"])
def test_what_is_backed_up_is_restored(
    data_dir: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, new = tmp_path / name, tmp_path / "new" / "place"
    assert main(["backup", str(file), "--data-dir", str(data_dir)]) == 0
    assert f"{data_dir} is backed up in {file}, " in capsys.readouterr().out
    assert file.stat().st_mode & 0o077 == 0
    assert main(["restore", str(file), "--data-dir", str(new)]) == 0
    assert capsys.readouterr().out == f"{file} is restored in {new}\n"
    assert contents(new) == {
        "cert.pem": b"certificate",
        "uploads/ab/picture": bytes(range(256)) * 100,
    }
    assert channels(new) == ["#A"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["data", "new", name])


@pytest.fixture
def busy(data_dir: Path) -> Iterator[Database]:
    """The database while somebody writes to it without a pause."""
    database = Database(data_dir / FILE_NAME)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with database.writing() as sql:  # always two at once: a copy with one of them is torn
                for half in ("left", "right"):
                    row = (f"{number}{half}", half)
                    sql.execute(
                        "INSERT INTO conversations (owner, name, shown) VALUES ('', ?, ?)", row
                    )
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    yield database
    stop.set()
    thread.join()
    database.close()


@pytest.mark.usefixtures("busy")
def test_a_copy_while_it_is_written_to_is_of_one_moment(data_dir: Path, tmp_path: Path) -> None:
    for number in range(5):
        file, new = tmp_path / f"{number}.tar", tmp_path / f"new{number}"
        back_up(data_dir, file)
        new.mkdir()
        unpack(file, new)
        names = channels(new)
        assert names.count("left") == names.count("right")


def test_a_running_server_is_backed_up_and_its_place_is_not_restored_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir, file = tmp_path / "data", tmp_path / "backup.tar"
    with server_process("--data-dir", str(data_dir)) as process, process.client("alice") as alice:
        assert main(["backup", str(file), "--data-dir", str(data_dir)]) == 0
        alice.sync()
        capsys.readouterr()
        assert main(["restore", str(file), "--data-dir", str(data_dir), "--force"]) == 1
        assert f"a server is using {data_dir}; stop it first." in capsys.readouterr().err
        alice.sync()
        assert process.stop() == 0
    assert main(["restore", str(file), "--data-dir", str(tmp_path / "new")]) == 0
    with server_process("--data-dir", str(tmp_path / "new")) as process:
        process.client("alice").socket.close()


def test_a_directory_with_something_in_it_is_only_restored_into_by_force(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "backup.tar"
    back_up(data_dir, file)
    (data_dir / "cert.pem").write_text("newer")
    before = contents(data_dir)
    words = ["restore", str(file), "--data-dir", str(data_dir)]
    assert main(words) == 1
    assert f"{data_dir} is not empty; another --data-dir, or --force" in capsys.readouterr().err
    assert contents(data_dir) == before
    assert main([*words, "--force"]) == 0
    assert (data_dir / "cert.pem").read_text() == "certificate"
    aside = Path(capsys.readouterr().out.rpartition(" ")[2].strip())
    assert contents(aside) == before
    assert channels(aside) == ["#A"]


def test_a_backup_does_not_replace_another_unless_forced(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "backup.tar"
    file.write_text("precious")
    words = ["backup", str(file), "--data-dir", str(data_dir)]
    assert main(words) == 1
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == "precious"
    assert main([*words, "--force"]) == 0
    assert tarfile.is_tarfile(file)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["backup", "x.tar"], "which data directory? Give --data-dir"),
        (["backup", "x.tar", "--data-dir", "{tmp}"], "there is no database in {tmp}"),
        (["restore", "{tmp}/none", "--data-dir", "{tmp}/new"], "{tmp}/none: No such file"),
        (["backup", "{tmp}/no/x.tar", "--data-dir", "{tmp}/data"], "No such file or directory"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    data_dir: Path,
    tmp_path: Path,
    words: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([word.format(tmp=tmp_path) for word in words]) == 1
    said = capsys.readouterr().err
    assert told.format(tmp=tmp_path) in said
    assert said.count("\n") == 1


def test_a_file_that_was_cut_short_is_refused_wherever_it_was_cut(
    data_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.tar"
    size = back_up(data_dir, file)
    whole = file.read_bytes()
    for number, end in enumerate(range(0, size - 10240, size // 40)):
        new = tmp_path / f"new{number}"
        new.mkdir()
        file.write_bytes(whole[:end])
        with pytest.raises(BackupError, match=r"no whole backup|no backup, or damaged"):
            unpack(file, new)


def test_a_changed_file_is_refused(data_dir: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "backup.tar", tmp_path / "new"
    back_up(data_dir, file)
    file.write_bytes(file.read_bytes().replace(b"certificate", b"certificatE"))
    new.mkdir()
    with pytest.raises(BackupError, match="missing or changed"):
        unpack(file, new)


def archive_of(path: Path, *members: tuple[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "C:\\evil", "..\\evil"])
def test_nothing_is_unpacked_outside_of_the_directory(tmp_path: Path, name: str) -> None:
    file = archive_of(tmp_path / "x.tar", (name, b"evil"))
    (tmp_path / "new").mkdir()
    with pytest.raises(BackupError, match="outside of the directory"):
        unpack(file, tmp_path / "new")
    assert not list(tmp_path.rglob("*evil*"))


def test_links_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.tar"
    with tarfile.open(file, "w") as archive:
        member = tarfile.TarInfo("link")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    (tmp_path / "new").mkdir()
    with pytest.raises(BackupError, match="which is no plain file"):
        unpack(file, tmp_path / "new")


def test_a_damaged_database_is_refused_on_the_way_out_and_on_the_way_in(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = data_dir / FILE_NAME
    data = bytearray(database.read_bytes())
    data[4096 : 4096 * 3] = bytes(4096 * 2)
    database.write_bytes(data)
    assert main(["backup", str(tmp_path / "b.tar"), "--data-dir", str(data_dir)]) == 1
    assert "damaged" in capsys.readouterr().err
    assert not (tmp_path / "b.tar").exists()

    listed = {FILE_NAME: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}}
    listing = json.dumps({"format": 1, "files": listed}).encode()
    file = archive_of(tmp_path / "x.tar", (FILE_NAME, bytes(data)), (LISTING, listing))
    assert main(["restore", str(file), "--data-dir", str(tmp_path / "new")]) == 1
    assert "the database is damaged" in capsys.readouterr().err
    with locked(tmp_path / "new"):
        assert [path.name for path in (tmp_path / "new").iterdir()] == ["server.lock"]


def test_a_database_of_a_newer_server_is_refused(data_dir: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(data_dir / FILE_NAME)) as sql:
        sql.execute("PRAGMA user_version = 9999")
    with pytest.raises(BackupError, match="a newer version of the server made it"):
        back_up(data_dir, tmp_path / "b.tar")
