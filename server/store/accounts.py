"""Storing accounts, founded channels and who stays in them; reading them back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from chat.protocol.scram import ScramVerifier
from server.core.account_ports import (
    AccountChange,
    Kept,
    KeptChannel,
    Membership,
    RemoveChannel,
    RemoveStanding,
    SaveAccount,
    SaveChannel,
    SaveStanding,
    Standing,
    UseInvitation,
)
from server.core.accounts import Account, Credentials
from server.core.entities import ListEntry, Topic
from server.core.naming import fold
from server.store.database import Database

_ACCOUNT_COLUMNS = (
    "key, name, created, hashed, scram_salt, scram_iterations, scram_stored_key, "
    "scram_server_key, email, suspended, always_on, fingerprints, code, code_expires"
)
_CHANNEL_COLUMNS = (
    "key, name, created, founder, topic, topic_setter, topic_time, modes, join_key, join_limit, "
    "lists, access"
)
_STANDING_COLUMNS = "account, nick, username, realname, host, modes, channels"


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
    _replace(connection, "accounts", _ACCOUNT_COLUMNS, [_account_row(w.account) for w in writes])


def use_invitations(connection: sqlite3.Connection, writes: Sequence[UseInvitation]) -> None:
    """Note who used an invitation: it is used up."""
    connection.executemany(
        "UPDATE invitations SET account = ? WHERE code = ?",
        [(fold(write.account), write.code) for write in writes],
    )


def _save_channels(connection: sqlite3.Connection, writes: Sequence[SaveChannel]) -> None:
    _replace(connection, "channels", _CHANNEL_COLUMNS, [_channel_row(w.channel) for w in writes])


def _remove_channels(connection: sqlite3.Connection, writes: Sequence[RemoveChannel]) -> None:
    keys = [(fold(write.name),) for write in writes]
    connection.executemany("DELETE FROM channels WHERE key = ?", keys)


def _save_standing(connection: sqlite3.Connection, writes: Sequence[SaveStanding]) -> None:
    last = {write.standing.account: write.standing for write in writes}  # the last word counts
    rows = [
        (
            each.account,
            each.nick,
            each.username,
            each.realname,
            each.host,
            _letters(each.modes),
            json.dumps(
                [
                    [name, created, _letters(ranks), joined]
                    for name, created, ranks, joined in each.channels
                ]
            ),
        )
        for each in last.values()
    ]
    _replace(connection, "standing", _STANDING_COLUMNS, rows)


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
            accounts = connection.execute(f"SELECT {_ACCOUNT_COLUMNS} FROM accounts")
            channels = connection.execute(f"SELECT {_CHANNEL_COLUMNS} FROM channels ORDER BY key")
            standing = connection.execute(f"SELECT {_STANDING_COLUMNS} FROM standing")
            (secret,) = connection.execute("SELECT secret FROM server_secret").fetchone()
            return Kept(
                tuple(map(_account, accounts)),
                tuple(map(_channel, channels)),
                tuple(map(_standing, standing)),
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
    query = f"SELECT {_ACCOUNT_COLUMNS} FROM accounts WHERE key = ?"
    row = connection.execute(query, (key,)).fetchone()
    return _account(row) if row is not None else None


def _account_row(account: Account) -> tuple[Any, ...]:
    kept = account.credentials
    scram = kept.scram if kept is not None else None
    return (
        fold(account.name),
        account.name,
        account.created,
        kept.hashed if kept is not None else None,
        scram.salt if scram is not None else None,
        scram.iterations if scram is not None else None,
        scram.stored_key if scram is not None else None,
        scram.server_key if scram is not None else None,
        account.email,
        account.suspended,
        account.always_on,
        " ".join(sorted(account.fingerprints)),
        account.code,
        account.code_expires,
    )


def _account(row: tuple[Any, ...]) -> Account:
    _, name, created, hashed, *scram = row[:8]
    email, suspended, always_on, fingerprints, code, expires = row[8:]
    return Account(
        name,
        created,
        Credentials(hashed, ScramVerifier(*scram)) if hashed is not None else None,
        email,
        bool(suspended),
        None if always_on is None else bool(always_on),
        frozenset(fingerprints.split()),
        code,
        expires,
    )


def _channel_row(channel: KeptChannel) -> tuple[Any, ...]:
    topic = channel.topic
    lists = {
        mode: [[entry.mask, entry.setter, entry.time] for entry in entries]
        for mode, entries in channel.lists.items()
    }
    return (
        fold(channel.name),
        channel.name,
        channel.created,
        channel.founder,
        topic.text if topic is not None else None,
        topic.setter if topic is not None else None,
        topic.time if topic is not None else None,
        _letters(channel.modes),
        channel.key,
        channel.limit,
        json.dumps(lists),
        json.dumps({account: _letters(ranks) for account, ranks in channel.access.items()}),
    )


def _channel(row: tuple[Any, ...]) -> KeptChannel:
    _, name, created, founder, text, setter, time, modes, key, limit, lists, access = row
    return KeptChannel(
        name,
        created,
        founder,
        Topic(text, setter, time) if text is not None else None,
        frozenset(modes),
        key,
        limit,
        {
            mode: tuple(ListEntry(*entry) for entry in entries)
            for mode, entries in json.loads(lists).items()
        },
        {account: frozenset(ranks) for account, ranks in json.loads(access).items()},
    )


def _standing(row: tuple[Any, ...]) -> Standing:
    account, nick, username, realname, host, modes, channels = row
    memberships = tuple(
        Membership(name, created, frozenset(ranks), joined)
        for name, created, ranks, joined in json.loads(channels)
    )
    return Standing(account, nick, username, realname, host, frozenset(modes), memberships)


def _letters(modes: frozenset[str]) -> str:
    return "".join(sorted(modes))
