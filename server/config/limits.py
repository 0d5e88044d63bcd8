"""Bounds of what clients may do (`[limits]`)."""

from __future__ import annotations

from dataclasses import dataclass

from server.options import option


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what clients may do. Lengths in bytes of UTF-8 unless said otherwise."""

    nick_length: int = option(32, help="longest nick, bytes", least=9, most=64, reload=True)
    channel_length: int = option(
        64, help="longest name of a channel, bytes", least=9, most=200, reload=True
    )
    topic_length: int = option(390, help="longest topic, bytes", least=1, most=390, reload=True)
    away_length: int = option(
        390, help="longest away message, bytes", least=1, most=390, reload=True
    )
    kick_length: int = option(
        390, help="longest reason of a kick or a part, bytes", least=1, most=390, reload=True
    )
    realname_length: int = option(
        128, help="longest real name, bytes", least=1, most=256, reload=True
    )
    username_length: int = option(
        20, help="longest user name, bytes", least=1, most=64, reload=True
    )
    key_length: int = option(
        23, help="longest key of a channel, bytes", least=1, most=64, reload=True
    )
    line_length: int = option(
        512, help="longest line with CR LF, without tags, bytes", least=512, most=8192
    )
    client_tags_length: int = option(
        4094, help="longest tags of a line from a client, bytes", least=4094, most=65536
    )
    channels_per_user: int = option(
        100, help="channels that one user may be in at once", least=1, reload=True
    )
    list_entries: int = option(
        100, help="entries of each of a channel's ban, exception and invite lists",
        least=1, reload=True,
    )  # fmt: skip
    modes_per_command: int = option(
        6, help="modes with a parameter that one MODE changes", least=3, most=20, reload=True
    )
    monitor_entries: int = option(
        100, help="nicks on one client's MONITOR list", least=1, reload=True
    )
    multiline_bytes: int = option(
        4096, help="longest message of several lines, bytes", least=512, reload=True
    )
    multiline_lines: int = option(
        100, help="lines of one message of several lines", least=2, reload=True
    )
    metadata_keys: int = option(
        50, help="keys of metadata that one person or channel can have", least=1, reload=True
    )
    metadata_key_bytes: int = option(
        40, help="longest key of metadata, bytes", least=8, most=64, reload=True
    )
    metadata_value_bytes: int = option(
        256, help="longest value of metadata, bytes", least=16, most=256, reload=True
    )
    metadata_subscriptions: int = option(
        100, help="keys of metadata that one client can follow", least=1, reload=True
    )
    batch_timeout: float = option(
        30.0, help="seconds that a client has to finish a message of several lines", least=1,
        reload=True,
    )  # fmt: skip
    targets_per_command: int = option(
        4, help="targets of one command, as of PRIVMSG or KICK", least=1, reload=True
    )
    mask_length: int = option(
        200, help="longest mask in a channel's lists, bytes", least=50, most=400, reload=True
    )
    whowas_entries: int = option(1000, help="people that WHOWAS remembers after they left", least=0)
    send_queue: int = option(
        4 * 1024 * 1024,
        help="bytes that may wait for one client before it is cut; for clients from then on",
        least=65536,
        reload=True,
    )
    registration_timeout: float = option(
        60.0, help="seconds that a new connection has to register", least=1, reload=True
    )
    handshake_timeout: float = option(
        15.0, help="seconds that a new connection has for TLS or WebSocket to begin", least=1,
        reload=True,
    )  # fmt: skip
    ping_interval: float = option(
        120.0, help="seconds of silence before a client is asked for a sign", least=1, reload=True
    )
    ping_timeout: float = option(
        60.0, help="seconds that it then has to give one", least=1, reload=True
    )
