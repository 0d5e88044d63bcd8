"""The capabilities the server offers, each a bit, so that a session's set is one integer.

Sets of capabilities are compared once for each line and recipient; integers make that cheap.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, unique

from server.config import ServerConfig


@unique
class Cap(IntEnum):  # not IntFlag, whose operators run in Python: each costs as much as a send
    """A bit for each capability; `NAMES` tells the wire names (IRCv3 capability registry)."""

    MESSAGE_TAGS = 1 << 0
    SERVER_TIME = 1 << 1
    ECHO_MESSAGE = 1 << 2
    LABELED_RESPONSE = 1 << 3
    BATCH = 1 << 4
    MULTI_PREFIX = 1 << 5
    USERHOST_IN_NAMES = 1 << 6
    EXTENDED_JOIN = 1 << 7
    AWAY_NOTIFY = 1 << 8
    SETNAME = 1 << 9
    CAP_NOTIFY = 1 << 10
    DRAFT_CHATHISTORY = 1 << 11
    DRAFT_EVENT_PLAYBACK = 1 << 12
    DRAFT_MESSAGE_REDACTION = 1 << 13
    DRAFT_READ_MARKER = 1 << 14
    SOJU_IM_SEARCH = 1 << 15
    DRAFT_SEARCH = 1 << 16
    DRAFT_PERSISTENCE = 1 << 17
    STANDARD_REPLIES = 1 << 20
    NO_IMPLICIT_NAMES = 1 << 21
    DRAFT_NO_IMPLICIT_NAMES = 1 << 22
    DRAFT_PRE_AWAY = 1 << 23
    DRAFT_EXTENDED_ISUPPORT = 1 << 24
    INVITE_NOTIFY = 1 << 25
    SASL = 1 << 40
    ACCOUNT_NOTIFY = 1 << 41
    ACCOUNT_TAG = 1 << 42
    DRAFT_ACCOUNT_REGISTRATION = 1 << 43
    CHGHOST = 1 << 26
    EXTENDED_MONITOR = 1 << 27
    DRAFT_MULTILINE = 1 << 28
    DRAFT_CHANNEL_RENAME = 1 << 29
    DRAFT_METADATA_2 = 1 << 30
    DRAFT_METADATA_3 = 1 << 31
    DRAFT_MESSAGE_EDIT = 1 << 32


def _wire_name(name: str) -> str:
    """`DRAFT_PRE_AWAY` is `draft/pre-away` on the wire, `SOJU_IM_SEARCH` `soju.im/search`."""
    words = name.lower().replace("_", "-")
    return words.replace("draft-", "draft/", 1).replace("soju-im-", "soju.im/", 1)


NAMES: dict[str, Cap] = {_wire_name(cap.name): cap for cap in Cap}


def _metadata_limits(config: ServerConfig) -> str:
    limits = config.limits
    return (
        f"before-connect,max-subs={limits.metadata_subscriptions},max-keys={limits.metadata_keys},"
        f"max-value-bytes={limits.metadata_value_bytes}"
    )


def _account_registration(config: ServerConfig) -> str:
    """The keys of draft/account-registration, "Capabilities"."""
    options = config.accounts
    keys = {
        "before-connect": options.register_before_connect,
        "email-required": options.register_requires_email,
        "custom-account-name": options.custom_account_names,
    }
    return ",".join(key for key, holds in keys.items() if holds)


#: What stands after "=" in CAP LS under version 302, of those that have something there.
VALUES: dict[Cap, Callable[[ServerConfig], str]] = {
    Cap.DRAFT_METADATA_2: _metadata_limits,
    Cap.DRAFT_METADATA_3: lambda config: (
        f"{_metadata_limits(config)},max-key-bytes={config.limits.metadata_key_bytes}"
    ),
    Cap.DRAFT_ACCOUNT_REGISTRATION: _account_registration,
    Cap.DRAFT_MULTILINE: lambda config: (
        f"max-bytes={config.limits.multiline_bytes},max-lines={config.limits.multiline_lines}"
    ),
}


def is_offered(config: ServerConfig, cap: Cap) -> bool:
    """Nobody is told of a REGISTER that only refuses."""
    closed = config.accounts.registration == "closed"
    return not (closed and cap is Cap.DRAFT_ACCOUNT_REGISTRATION)


def offered(config: ServerConfig) -> dict[str, str]:
    """What is offered to everybody, by name with its value, "" for none."""
    return {
        name: VALUES[cap](config) if cap in VALUES else ""
        for name, cap in NAMES.items()
        if is_offered(config, cap)
    }


#: Of each of these sets a session may have one at most (metadata, "Relation with others").
EXCLUSIVE = (Cap.DRAFT_METADATA_2 | Cap.DRAFT_METADATA_3,)

#: The bits that change how every relayed line is written: sessions that agree on these share
#: bytes. What only some lines ask for is in those lines' own `Line.mask`.
RELAY_MASK = int(Cap.MESSAGE_TAGS | Cap.SERVER_TIME | Cap.ACCOUNT_TAG)
