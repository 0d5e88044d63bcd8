"""How far accounts have read: storing it, and reading all of it at the start."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from server.core.records import SaveReadMarker
from server.store.database import Database


class ReadMarkers:
    """Keeps to `server.core.ports.ReadMarkers`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, dict[str, int]]:
        """Of each account, of each target, the time in milliseconds since the epoch."""
        markers: dict[str, dict[str, int]] = {}
        with self._database.reading() as connection:
            for account, target, time in connection.execute("SELECT * FROM read_markers"):
                markers.setdefault(account, {})[target] = time
        return markers


def save_read_markers(connection: sqlite3.Connection, markers: Sequence[SaveReadMarker]) -> None:
    """Store how far accounts have read."""
    connection.executemany(
        "INSERT INTO read_markers VALUES (?, ?, ?) "
        "ON CONFLICT (account, target) DO UPDATE SET time = max(time, excluded.time)",
        [(each.account, each.target, each.time) for each in markers],
    )
