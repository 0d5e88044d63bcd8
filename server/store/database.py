"""One SQLite database: a connection that writes, and as many that read as there are readers.

In a file, readers see the last commit and wait for nobody (write-ahead log). In memory, there is
one connection, and who reads or writes takes turns. What the tables mean is the topics' business.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from server.core.stored import StoreFailure
from server.store.migrations import migrate

FILE_NAME = "chat.db"
_LASTING = "PRAGMA synchronous = FULL"  # a commit is on the disk when it returns
_BUSY_TIMEOUT = 10.0  # seconds; a backup or the command line may hold the file for a moment
_CACHE = 16 * 1024  # KiB of pages that a connection keeps
_LONG_LOG = 1000  # pages
_LOG_BYTES = 5 << 20  # of those, and of what one commit may add
_PAGES_A_COMMIT, _ROWS_A_PAGE = 2, 10  # in the log, about
#: Bytes of the file that readers see in memory; SQLite has a limit of its own, of about 2 GB. One
#: page of history holds messages that lie far apart in the file: a system call for each took four
#: times as long. The writer goes without: a disk that fails is an error to it, and not a signal.
_MAPPED = 1 << 40 if sys.maxsize > 1 << 32 else 0


class Database:
    """An open database, of the newest schema."""

    def __init__(self, path: Path | None) -> None:
        """Open the file, made if it is missing; None: in memory. Raises StoreFailure."""
        self.path = path
        self._turn = threading.Lock() if path is None else contextlib.nullcontext()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self._log = 0  # pages in it, about
        self._laid_out = False
        with translated(path):
            self._writer = self._connect()
            try:
                self._prepare()
            except BaseException:
                self._writer.close()
                raise

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path or ":memory:",
            timeout=_BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        return connection

    def _prepare(self) -> None:
        writer = self._writer
        if self.path is not None:
            self.path.chmod(0o600)
            writer.execute("PRAGMA journal_mode = WAL")
            writer.execute(_LASTING)
            writer.execute("PRAGMA wal_autocheckpoint = 0")  # not in a commit: `checkpoint`
        writer.execute("PRAGMA secure_delete = FAST")
        migrate(writer)

    @contextlib.contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction, committed at the end of the block, rolled back if that raises.

        `lasting`: it is on the disk then, and all before it; else some time later, in order.
        Raises StoreFailure for what SQLite refuses. One thread at a time.
        """
        with self._turn, translated(self.path):
            connection = self._writer
            if not lasting:
                connection.execute("PRAGMA synchronous = NORMAL")
            rows = connection.total_changes
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                if not lasting:
                    connection.execute(_LASTING)
            self._log += _PAGES_A_COMMIT + (connection.total_changes - rows) // _ROWS_A_PAGE

    def checkpoint(self, *, soon: bool = False) -> None:
        """Bring what was committed into the file if the log is long; with `soon`, in any case.

        The log does not grow then: it is begun anew. Takes time, so it is done between commits, not
        in one. Raises StoreFailure.
        """
        if self.path is None:
            return
        if not self._laid_out:
            self._laid_out = True
            _lay_out(self.path.with_name(f"{self.path.name}-wal"))
        if self._log > (0 if soon else _LONG_LOG):
            with translated(self.path):
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._log = 0

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees what is committed; from any thread. Raises StoreFailure."""
        if self.path is None:
            with self._turn, translated(None):
                yield self._writer
            return
        with translated(self.path):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
                connection.execute("PRAGMA query_only = ON")
                connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            try:
                yield connection
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._idle.append(connection)

    def close(self) -> None:
        """Close every connection that is not in use; the others when they are given back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
        with self._turn:
            self._writer.close()


def _lay_out(log: Path) -> None:
    """Make the log file as long as it becomes, with nothing in it.

    A commit that makes a file longer waits for the file system's own journal, too: half as long
    again in the median, and three times as long for one in a hundred.
    """
    with contextlib.suppress(OSError), log.open("ab") as file:
        missing = _LOG_BYTES - file.tell()
        if missing > 0:
            file.write(bytes(missing))
            file.flush()
            os.fsync(file.fileno())


@contextlib.contextmanager
def translated(path: Path | None) -> Iterator[None]:
    """What SQLite raises in the block is raised as StoreFailure, with what to do about it."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreFailure(_explained(path, error)) from error


def _explained(path: Path | None, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return (
            f"the database {path} is damaged ({error}); restore it from a backup (chat-server "
            "restore), or move it away to start with an empty one"
        )
    if code == sqlite3.SQLITE_FULL:
        return f"no room is left on the disk for the database {path}"
    return f"the database {path or 'in memory'} cannot be used: {error}"
