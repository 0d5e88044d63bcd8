"""Which files there are: one small database beside them, for what the files cannot tell.

Its own, so that somebody's upload never waits for the chat's commits, nor they for it.
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import astuple, dataclass
from pathlib import Path

_SCHEMA = 1
_CREATE = """
CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    created REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX uploads_created ON uploads (created);
"""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is whole and stored."""

    id: str
    owner: str  # "account:NAME" or "address:ADDRESS"
    name: str  # as its sender called it
    kind: str  # media type
    size: int  # bytes
    created: float  # seconds since the epoch


class Index:
    """The table of uploads. From any thread."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error if the file is no database or cannot be written."""
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._database.executescript(f"BEGIN; {_CREATE} PRAGMA user_version={_SCHEMA}; COMMIT;")
        elif version != _SCHEMA:
            self._database.close()
            raise sqlite3.DatabaseError(f"{path} was written by a newer version")

    def add(self, upload: Upload) -> None:
        """From here on it is there, also after a power cut."""
        with self._lock:
            self._database.execute("INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?)", astuple(upload))

    def find(self, identifier: str) -> Upload | None:
        """The upload of this id."""
        with self._lock:
            row = self._database.execute(
                "SELECT * FROM uploads WHERE id = ?", (identifier,)
            ).fetchone()
        return None if row is None else Upload(*row)

    def before(self, time: float) -> list[Upload]:
        """Those from before that time."""
        with self._lock:
            rows = self._database.execute(
                "SELECT * FROM uploads WHERE created < ?", (time,)
            ).fetchall()
        return [Upload(*row) for row in rows]

    def remove(self, upload: Upload) -> None:
        """From here on it is not there."""
        with self._lock:
            self._database.execute("DELETE FROM uploads WHERE id = ?", (upload.id,))

    def sizes(self) -> dict[str, int]:
        """Bytes by owner."""
        with self._lock:
            return dict(
                self._database.execute("SELECT owner, SUM(size) FROM uploads GROUP BY owner")
            )

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()
