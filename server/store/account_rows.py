"""Accounts, founded channels and who stays in them, as rows of their tables, and back.

No SQL but the names of the columns; who reads and writes the rows is `server.store.accounts`.
"""

from __future__ import annotations

import json
from typing import Any

from chat.protocol.scram import ScramVerifier
from server.core.account_ports import KeptChannel, Membership, Standing
from server.core.accounts import Account, Credentials
from server.core.entities import ListEntry, PastNick, Topic
from server.core.naming import fold

ACCOUNT_COLUMNS = (
    "key, name, created, hashed, scram_salt, scram_iterations, scram_stored_key, "
    "scram_server_key, email, suspended, always_on, fingerprints, code, code_expires"
)
CHANNEL_COLUMNS = (
    "key, name, created, founder, topic, topic_setter, topic_time, modes, join_key, join_limit, "
    "lists, access, former"
)
STANDING_COLUMNS = (
    "account, nick, username, realname, host, modes, channels, nick_since, past_nicks"
)


def row_of_account(account: Account) -> tuple[Any, ...]:
    """In the order of ACCOUNT_COLUMNS."""
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


def account_of(row: tuple[Any, ...]) -> Account:
    """The account of such a row."""
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


def row_of_channel(channel: KeptChannel) -> tuple[Any, ...]:
    """In the order of CHANNEL_COLUMNS."""
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
        json.dumps(channel.former),
    )


def channel_of(row: tuple[Any, ...]) -> KeptChannel:
    """The channel of such a row."""
    _, name, created, founder, text, setter, time, modes, *rest = row
    key, limit, lists, access, former = rest
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
        tuple(json.loads(former)),
    )


def row_of_standing(standing: Standing) -> tuple[Any, ...]:
    """In the order of STANDING_COLUMNS."""
    channels = [
        [name, created, _letters(ranks), joined]
        for name, created, ranks, joined in standing.channels
    ]
    return (
        standing.account,
        standing.nick,
        standing.username,
        standing.realname,
        standing.host,
        _letters(standing.modes),
        json.dumps(channels),
        standing.nick_since,
        json.dumps(standing.past_nicks),
    )


def standing_of(row: tuple[Any, ...]) -> Standing:
    """The user of such a row."""
    account, nick, username, realname, host, modes, channels, since, past = row
    memberships = tuple(
        Membership(name, created, frozenset(ranks), joined)
        for name, created, ranks, joined in json.loads(channels)
    )
    return Standing(
        account,
        nick,
        username,
        realname,
        host,
        frozenset(modes),
        memberships,
        since,
        tuple(PastNick(*each) for each in json.loads(past)),
    )


def _letters(modes: frozenset[str]) -> str:
    return "".join(sorted(modes))
