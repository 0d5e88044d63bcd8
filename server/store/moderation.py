"""Storing bans and the audit log, and reading them back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from server.core.bans import BanKind, ServerBan
from server.core.moderation_records import (
    LogAction,
    RemoveBan,
    RemoveExpiredBans,
    SaveBan,
)
from server.store.database import Database

_BAN_COLUMNS = "kind, target, reason, setter, created, expires"
_ACTION_COLUMNS = "time, operator, source, action, target, detail"


def moderation_writers() -> dict[type, Callable[[sqlite3.Connection, Sequence[Any]], None]]:
    """Of each record type."""
    return {
        SaveBan: save_bans,
        RemoveBan: remove_bans,
        RemoveExpiredBans: remove_expired_bans,
        LogAction: log_actions,
    }


def save_bans(connection: sqlite3.Connection, writes: Sequence[SaveBan]) -> None:
    """Enter bans, each in place of one of the same target."""
    connection.executemany(
        f"INSERT INTO bans ({_BAN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (kind, target) DO UPDATE SET reason = excluded.reason, "
        "setter = excluded.setter, created = excluded.created, expires = excluded.expires",
        [_ban_row(write.ban) for write in writes],
    )


def remove_bans(connection: sqlite3.Connection, writes: Sequence[RemoveBan]) -> None:
    """Take bans out; one that is not there is no error."""
    connection.executemany(
        "DELETE FROM bans WHERE kind = ? AND target = ?",
        [(write.kind.value, write.target) for write in writes],
    )


def remove_expired_bans(
    connection: sqlite3.Connection, writes: Sequence[RemoveExpiredBans]
) -> None:
    """Take out the bans that are over."""
    times = [(write.time,) for write in writes]
    connection.executemany("DELETE FROM bans WHERE expires <= ?", times)


def log_actions(connection: sqlite3.Connection, writes: Sequence[LogAction]) -> None:
    """Enter what operators did, in order."""
    connection.executemany(
        f"INSERT INTO audit ({_ACTION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.time, each.operator, each.source, each.action, each.target, each.detail)
            for each in writes
        ],
    )


class ModerationReader:
    """Keeps to `server.core.ports.ModerationReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def bans(self) -> list[ServerBan]:
        """All bans, also expired ones that were not removed yet; the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_BAN_COLUMNS} FROM bans ORDER BY created")
            return [ServerBan(BanKind(kind), *rest) for kind, *rest in rows]

    def revision(self) -> int:
        """A number that is another one after every change of the bans, whoever made it."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT revision FROM ban_revision").fetchone()[0])

    def actions(self, most: int) -> list[LogAction]:
        """The newest of the audit log, the oldest of those first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_ACTION_COLUMNS} FROM audit ORDER BY id DESC LIMIT ?", (most,)
            ).fetchall()
        return [LogAction(*row) for row in reversed(rows)]


def _ban_row(ban: ServerBan) -> tuple[str, str, str, str, float, float | None]:
    return (ban.kind.value, ban.target, ban.reason, ban.setter, ban.created, ban.expires)
