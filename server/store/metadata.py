"""Storing metadata of accounts and channels, and reading it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from server.core.metadata_records import MoveMetadata, RemoveMetadata, SaveMetadata
from server.store.database import Database


def metadata_writers() -> dict[type, Callable[[sqlite3.Connection, Sequence[Any]], None]]:
    """Of each record type."""
    return {
        SaveMetadata: _save_metadata,
        RemoveMetadata: _remove_metadata,
        MoveMetadata: _move_metadata,
    }


def _save_metadata(connection: sqlite3.Connection, writes: Sequence[SaveMetadata]) -> None:
    for write in writes:
        if write.value is None:
            connection.execute(
                "DELETE FROM metadata WHERE owner = ? AND key = ?", (write.owner, write.key)
            )
        else:
            connection.execute(
                "INSERT OR REPLACE INTO metadata (owner, key, value) VALUES (?, ?, ?)",
                (write.owner, write.key, write.value),
            )


def _remove_metadata(connection: sqlite3.Connection, writes: Sequence[RemoveMetadata]) -> None:
    connection.executemany(
        "DELETE FROM metadata WHERE owner = ?", [(write.owner,) for write in writes]
    )


def _move_metadata(connection: sqlite3.Connection, writes: Sequence[MoveMetadata]) -> None:
    for write in writes:
        connection.execute(
            "UPDATE OR REPLACE metadata SET owner = ? WHERE owner = ?",
            (write.new_owner, write.owner),
        )


class MetadataReader:
    """Keeps to `server.core.ports.MetadataReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> dict[str, dict[str, str]]:
        """The values of every owner, by key."""
        owners: dict[str, dict[str, str]] = {}
        with self._database.reading() as connection:
            for owner, key, value in connection.execute("SELECT owner, key, value FROM metadata"):
                owners.setdefault(owner, {})[key] = value
        return owners
