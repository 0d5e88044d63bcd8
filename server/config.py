"""What the operator decides. Values only; the command line (`server/__main__.py`) fills them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def installed_version() -> str:
    """The version of the installed distribution; "unknown" when run from a bare checkout."""
    try:
        return version("chat-app")
    except PackageNotFoundError:
        return "unknown"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what clients may do. Lengths in bytes of UTF-8 unless said otherwise."""

    nick_length: int = 32
    channel_length: int = 64
    topic_length: int = 390
    away_length: int = 390
    kick_length: int = 390
    realname_length: int = 128
    username_length: int = 20
    key_length: int = 23
    line_length: int = 512  # with CR LF, without tags
    client_tags_length: int = 4094  # IRCv3 message-tags: data of a client's tag section
    channels_per_user: int = 100
    list_entries: int = 100  # for each of b, e, I of one channel
    modes_per_command: int = 6
    targets_per_command: int = 4
    mask_length: int = 200
    whowas_entries: int = 1000  # people who left or changed their nick
    send_queue: int = 4 * 1024 * 1024  # bytes waiting for one client before it is cut
    registration_timeout: float = 60.0  # seconds
    ping_interval: float = 120.0  # seconds of silence before a PING
    ping_timeout: float = 60.0  # seconds to answer it


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """One server's configuration."""

    host: str = "127.0.0.1"
    port: int = 6667
    backlog: int = 512  # pending connections of the listening socket
    plain_port: int | None = None
    server_name: str = "chat.local"
    network_name: str = "CHAT"
    data_dir: Path | None = None
    password: str = ""
    lobby: str = "#lobby"  # where guests of the plain port are
    motd: tuple[str, ...] = ("Welcome. Say hello in #lobby.",)
    client_tag_deny: str = ""  # CLIENTTAGDENY: "typing,draft/react" or "*,-typing"; none: all go
    description: str = "CHAT APP server"  # one line about this server, in WHOIS and ADMIN
    admin_name: str = ""  # who runs it; empty: ADMIN says that there is no information
    admin_email: str = ""
    version: str = field(default_factory=installed_version)
    limits: Limits = field(default_factory=Limits)
