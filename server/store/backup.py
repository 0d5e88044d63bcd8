"""A data directory as one file, and back: the database as of one moment, and all files beside it.

The file is a tar archive (gzip where its name ends so). Its last member lists the others with their
sums, so that a file that was cut short is never taken for a whole one. Runs beside a live server:
SQLite copies the database as its last commit left it, and the other files appear whole or not.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO, Any

from server.config import installed_version
from server.store.database import FILE_NAME, translated
from server.store.migrations import migrations

LISTING = "chat-backup.json"
_FORMAT = 1
#: What is no data: the lock, the database's own working files, files that are still being written.
_LEFT_OUT = frozenset({"server.lock", FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"})
_DATABASE = ".sqlite3"  # of another database in the directory, as that of the uploads
_UNFINISHED = frozenset({".part", f"{_DATABASE}-wal", f"{_DATABASE}-shm"})
_PIECE = 1 << 20  # bytes


class BackupError(Exception):
    """It cannot be done; the text is one sentence without its full stop."""


def back_up(data_dir: Path, file: Path) -> int:
    """Write the backup of a data directory, for its owner alone; its size in bytes.

    The file appears when it is whole. Raises BackupError, StoreFailure, or OSError.
    """
    if not (data_dir / FILE_NAME).is_file():
        raise BackupError(f"there is no database in {data_dir}")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".chat-backup-") as work:
        copy, partial = Path(work, FILE_NAME), Path(work, "archive")
        copy_database(data_dir / FILE_NAME, copy)
        with partial.open("xb") as stream:
            _write(stream, data_dir, copy, compressed=file.suffix in (".gz", ".tgz"))
            stream.flush()
            os.fsync(stream.fileno())
        partial.chmod(0o600)
        partial.replace(file)
    return file.stat().st_size


def copy_database(source: Path, copy: Path) -> None:
    """Copy a database that may be in use, as its last commit left it, and check the copy.

    Raises StoreFailure, and BackupError if the copy is damaged, which the source then is too.
    """
    with translated(source):
        reader = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        with closing(reader), closing(sqlite3.connect(copy)) as writer:
            reader.backup(writer)
            # The copy says that it has a write-ahead log; as one file it needs none.
            writer.execute("PRAGMA journal_mode = DELETE")
    check_database(copy)


def check_database(path: Path) -> None:
    """Raises BackupError if the database is damaged or of a newer server."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        verdict, version = str(error), 0
    if verdict != "ok":
        raise BackupError(f"the database is damaged ({verdict})")
    if version > max(migrations()):
        raise BackupError("a newer version of the server made it; install that version first")


def _write(stream: IO[bytes], data_dir: Path, database: Path, *, compressed: bool) -> None:
    listed: dict[str, dict[str, Any]] = {}
    with tarfile.open(fileobj=stream, mode="w:gz" if compressed else "w") as archive:
        listed[FILE_NAME] = _add(archive, FILE_NAME, database)
        for path in _files(data_dir):
            name = path.relative_to(data_dir).as_posix()
            try:
                listed[name] = _add(archive, name, _at_rest(path, database.with_name("beside")))
            except FileNotFoundError:  # expired since it was listed
                continue
        listing = {
            "format": _FORMAT,
            "server": installed_version(),
            "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "files": listed,
        }
        data = json.dumps(listing, indent=1).encode()
        archive.addfile(_member(LISTING, len(data)), io.BytesIO(data))


def _at_rest(path: Path, copy: Path) -> Path:
    """The file, or if it is a database that may be in use, a copy of it."""
    if path.suffix != _DATABASE:
        return path
    copy.unlink(missing_ok=True)
    copy_database(path, copy)
    return copy


def _files(data_dir: Path) -> Iterator[Path]:
    """The files that belong to the data, without what is hidden or half written."""
    for path in sorted(data_dir.rglob("*")):
        parts = path.relative_to(data_dir).parts
        hidden = any(part.startswith(".") for part in parts) or path.suffix in _UNFINISHED
        if not hidden and parts[0] not in _LEFT_OUT and path.is_file() and not path.is_symlink():
            yield path


def _add(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        member = _member(name, os.fstat(file.fileno()).st_size)
        summed = _Summed(file)
        archive.addfile(member, summed)  # type: ignore[arg-type]
    return {"size": member.size, "sha256": summed.sum.hexdigest()}


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, 0o600, int(time.time())
    return member


class _Summed:
    """A file that adds up what is read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = hashlib.sha256()

    def read(self, size: int) -> bytes:
        """What a tar archive reads."""
        data = self._file.read(size)
        self.sum.update(data)
        return data


def unpack(file: Path, directory: Path) -> None:
    """Unpack a backup into a directory that is empty, and check that it is whole.

    Raises BackupError, or OSError. What was unpacked until then stays.
    """
    sums: dict[str, dict[str, Any]] = {}
    listing: dict[str, Any] = {}
    try:
        with tarfile.open(file) as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isreg() else None
                if content is None:
                    raise BackupError(f"{file} holds {member.name!r}, which is no plain file")
                if member.name == LISTING:
                    listing = json.load(content)
                else:
                    sums[member.name] = _extract(content, directory, member.name)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BackupError(f"{file} is no backup, or damaged ({error})") from None
    if not listing or listing.get("files") != sums:
        raise BackupError(f"{file} is no whole backup: something of it is missing or changed")
    check_database(directory / FILE_NAME)


def _extract(content: IO[bytes], directory: Path, name: str) -> dict[str, Any]:
    pure = PurePosixPath(name)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or "\\" in name or ":" in name:
        raise BackupError(f"the backup holds {name!r}, which would be outside of the directory")
    path = directory.joinpath(*pure.parts)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size, summed = 0, hashlib.sha256()
    with path.open("xb") as target:
        path.chmod(0o600)
        while piece := content.read(_PIECE):
            target.write(piece)
            summed.update(piece)
            size += len(piece)
        target.flush()
        os.fsync(target.fileno())
    return {"size": size, "sha256": summed.hexdigest()}
