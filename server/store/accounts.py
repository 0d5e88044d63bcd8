"""Storing accounts, founded channels and who stays in them; reading them back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from server.core.account_ports import (
    AccountChange,
    Kept,
    RemoveChannel,
    RemoveStanding,
    SaveAccount,
    SaveChannel,
    SaveStanding,
    UseInvitation,
)
from server.core.accounts import Account
from server.core.naming import fold
from server.store.account_rows import (
    ACCOUNT_COLUMNS,
    CHANNEL_COLUMNS,
    STANDING_COLUMNS,
    account_of,
    channel_of,
    row_of_account,
    row_of_channel,
    row_of_standing,
    standing_of,
)
from server.store.database import Database


def account_writers() -> dict[type, Callable[[sqlite3.Connection, Sequence[Any]], None]]:
    """Of each record type."""
    return {
        SaveAccount: save_accounts,
        UseInvitation: use_invitations,
        SaveChannel: _save_channels,
        RemoveChannel: _remove_channels,
        SaveStanding: _save_standing,
        RemoveStanding: _remove_standing,
    }


def save_accounts(connection: sqlite3.Connection, writes: Sequence[SaveAccount]) -> None:
    """Enter accounts, each in the place of the one of the same name."""
    _replace(connection, "accounts", ACCOUNT_COLUMNS, [row_of_account(w.account) for w in writes])


def use_invitations(connection: sqlite3.Connection, writes: Sequence[UseInvitation]) -> None:
    """Note who used an invitation: it is used up."""
    connection.executemany(
        "UPDATE invitations SET account = ? WHERE code = ?",
        [(fold(write.account), write.code) for write in writes],
    )


def _save_channels(connection: sqlite3.Connection, writes: Sequence[SaveChannel]) -> None:
    _replace(connection, "channels", CHANNEL_COLUMNS, [row_of_channel(w.channel) for w in writes])


def _remove_channels(connection: sqlite3.Connection, writes: Sequence[RemoveChannel]) -> None:
    keys = [(fold(write.name),) for write in writes]
    connection.executemany("DELETE FROM channels WHERE key = ?", keys)


def _save_standing(connection: sqlite3.Connection, writes: Sequence[SaveStanding]) -> None:
    last = {write.standing.account: write.standing for write in writes}  # the last word counts
    _replace(connection, "standing", STANDING_COLUMNS, list(map(row_of_standing, last.values())))


def _remove_standing(connection: sqlite3.Connection, writes: Sequence[RemoveStanding]) -> None:
    keys = [(write.account,) for write in writes]
    connection.executemany("DELETE FROM standing WHERE account = ?", keys)


def _replace(
    connection: sqlite3.Connection, table: str, columns: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    places = ", ".join("?" * len(columns.split(",")))
    connection.executemany(f"REPLACE INTO {table} ({columns}) VALUES ({places})", rows)


class AccountReader:
    """Keeps to `server.core.account_ports.AccountReader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> Kept:
        """Everything, at the start. Raises StoreFailure."""
        with self._database.reading() as connection:
            accounts = connection.execute(f"SELECT {ACCOUNT_COLUMNS} FROM accounts")
            channels = connection.execute(f"SELECT {CHANNEL_COLUMNS} FROM channels ORDER BY key")
            standing = connection.execute(f"SELECT {STANDING_COLUMNS} FROM standing")
            (secret,) = connection.execute("SELECT secret FROM server_secret").fetchone()
            return Kept(
                tuple(map(account_of, accounts)),
                tuple(map(channel_of, channels)),
                tuple(map(standing_of, standing)),
                secret,
            )

    def find(self, name: str) -> Account | None:
        """An account by name, as it is stored. Raises StoreFailure."""
        with self._database.reading() as connection:
            return _find(connection, fold(name))

    def last_change(self) -> int:
        """The number of the last change that the command line made. Raises StoreFailure."""
        with self._database.reading() as connection:
            query = "SELECT coalesce(max(seq), 0) FROM account_changes"
            return int(connection.execute(query).fetchone()[0])

    def changes(self, after: int) -> tuple[AccountChange, ...]:
        """What the command line changed after that number. Raises StoreFailure."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT max(seq), account FROM account_changes WHERE seq > ? GROUP BY account "
                "ORDER BY 1",
                (after,),
            ).fetchall()
            return tuple(AccountChange(seq, name, _find(connection, name)) for seq, name in rows)

    def is_open(self, code: str, now: float) -> bool:
        """Whether an invitation may still be used. Raises StoreFailure."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM invitations WHERE code = ? AND account IS NULL AND expires > ?",
                (code, now),
            ).fetchone()
        return row is not None


class AccountEditor:
    """What the command line does to accounts, whether a server runs or not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, account: Account) -> None:
        """Enter an account, or change it; a running server will see it. Raises StoreFailure."""
        with self._database.writing() as connection:
            save_accounts(connection, [SaveAccount(account)])
            _note_change(connection, account.name)

    def remove(self, name: str) -> None:
        """Remove an account, and what was kept by it. Raises StoreFailure.

        Who registers one of the same name later must find nothing of it: no messages above all.
        """
        key = fold(name)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM accounts WHERE key = ?", (key,))
            connection.execute("DELETE FROM standing WHERE account = ?", (key,))
            connection.execute("DELETE FROM read_markers WHERE account = ?", (key,))
            connection.execute("DELETE FROM metadata WHERE owner = ?", (key,))
            connection.execute(
                "UPDATE conversations SET floor = (SELECT coalesce(max(id), 0) FROM messages) "
                "WHERE owner = ?",
                (f"={key}",),
            )
            _note_change(connection, name)

    def invite(self, code: str, created: float, expires: float) -> None:
        """Open an invitation, by its code's digest. Raises StoreFailure."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO invitations (code, created, expires) VALUES (?, ?, ?)",
                (code, created, expires),
            )


def _note_change(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("INSERT INTO account_changes (account) VALUES (?)", (fold(name),))


def _find(connection: sqlite3.Connection, key: str) -> Account | None:
    query = f"SELECT {ACCOUNT_COLUMNS} FROM accounts WHERE key = ?"
    row = connection.execute(query, (key,)).fetchone()
    return account_of(row) if row is not None else None
