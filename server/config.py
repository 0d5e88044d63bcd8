"""What the operator decides, each declared once. Values only.

The command line (`server.shell.arguments`) and the file (`server.shell.config_file`) fill them in.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from chat.protocol.names import is_valid_hostname
from server.options import declared_options, option

LISTENING = "where it listens"
DOORS = "other ways in"
APPEARANCE = "what people see"
OPERATION = "operation"

MOST_PORT = 65535
_LONGEST_NETWORK_NAME = 50  # characters; it stands in a token of 005 and in window titles

# IRCv3 message-tags, "CLIENTTAGDENY": "*" first or not at all, "-" before what it lets through.
_TAG = r"[A-Za-z0-9./-]+"
_CLIENT_TAG_LIST = re.compile(rf"(?:{_TAG}(?:,{_TAG})*|\*(?:,-{_TAG})*)?")

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]


@cache
def installed_version() -> str:
    """The version of the installed distribution; "unknown" when run from a bare checkout.

    Looked up when it is asked for: that takes a tenth of the time that a start may take.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("chat-app")
    except PackageNotFoundError:
        return "unknown"


def _check_server_name(name: str) -> None:
    if not is_valid_hostname(name):
        raise ValueError(
            f"a server's name is letters, digits and hyphens with a dot between, as chat.example, "
            f"not {name!r}"
        )


def _check_network_name(name: str) -> None:
    if not name.isprintable() or " " in name or not 0 < len(name) <= _LONGEST_NETWORK_NAME:
        raise ValueError(
            f"a network's name is one word of at most {_LONGEST_NETWORK_NAME} characters, "
            f"not {name!r}"
        )


def _check_ranges(ranges: tuple[str, ...]) -> None:
    for each in (ranges,) if isinstance(ranges, str) else ranges:
        try:
            ip_network(each, strict=False)
        except ValueError:
            text = f"an address or a range is needed, as 10.0.0.0/8, not {each!r}"
            raise ValueError(text) from None


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if url and not (parts.scheme in ("http", "https") and parts.hostname and url.isascii()):
        raise ValueError(f"a URL is needed, as https://chat.example/files, not {url!r}")


@dataclass(frozen=True, slots=True)
class Uploads:
    """What people may leave on the server for each other."""

    who: Literal["accounts", "everyone"] = option(
        "everyone",
        help="who may upload: people with an account, or everyone who is on the chat",
        flag="--uploads-who",
        reload=True,
    )
    max_size: int = option(
        16 * 1024 * 1024,
        help="largest file, bytes",
        flag="--uploads-max-size",
        metavar="BYTES",
        least=1,
        reload=True,
    )
    each: int = option(
        256 * 1024 * 1024,
        help="what one person's files may take together, bytes",
        flag="--uploads-each",
        metavar="BYTES",
        least=1,
        reload=True,
    )
    total: int = option(
        4 * 1024 * 1024 * 1024,
        help="what all files may take together, bytes",
        flag="--uploads-total",
        metavar="BYTES",
        least=1,
        reload=True,
    )
    days: float = option(
        30.0,
        help="days that a file stays; 0: for good",
        flag="--uploads-days",
        metavar="DAYS",
        least=0,
        reload=True,
    )


def _check_operators(operators: tuple[str, ...]) -> None:
    for operator in (operators,) if isinstance(operators, str) else operators:
        name, colon, password = operator.partition(":")
        if not name.strip() or " " in name or not colon or not password:
            raise ValueError("an operator is given as NAME:PASSWORD, its name one word")


def _check_client_tag_deny(value: str) -> None:
    if not _CLIENT_TAG_LIST.fullmatch(value):
        raise ValueError(
            f'denied tags are names parted by commas, or "*" and what is let through, '
            f"as *,-typing, not {value!r}"
        )


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


def _check_mail_command(command: str) -> None:
    try:
        shlex.split(command)
    except ValueError as error:
        raise ValueError(f"this is no command that could be run ({error}): {command!r}") from None


Registration = Literal["open", "invitation", "closed"]


@dataclass(frozen=True, slots=True)
class AccountOptions:
    """Accounts: who may have one, and what it brings."""

    registration: Registration = option(
        "open",
        help="who may register an account: everybody (open), who has a code of 'chat-server "
        "account invite' (invitation), or nobody but by 'chat-server account add' (closed)",
        reload=True,
    )
    register_before_connect: bool = option(
        False, help="let people register an account before they are connected", reload=True
    )
    register_requires_email: bool = option(
        False,
        help="an account needs an e-mail address; it is verified if there is a mail command",
        reload=True,
    )
    email_domains: tuple[str, ...] = option(
        (),
        help="e-mail addresses must be of one of these domains; none given: of any",
        metavar="DOMAIN",
        reload=True,
    )
    mail_command: str = option(
        "",
        help="program that sends the mail on its standard input, as 'sendmail -t': new accounts "
        "with an address are then verified by a code; 'log': the code is written to the log",
        metavar="COMMAND",
        check=_check_mail_command,
        reload=True,
    )
    mail_sender: str = option(
        "", help="sender's address of such mails", metavar="ADDRESS", reload=True
    )
    custom_account_names: bool = option(
        True, help="an account may have another name than its owner's nick", reload=True
    )
    accounts_per_address: int = option(
        60, help="accounts that one address may register in an hour; 0: any number",
        least=0, reload=True,
    )  # fmt: skip
    password_least: int = option(
        6, help="characters that a password needs", least=1, most=64, reload=True
    )
    always_on: bool = option(
        False,
        help="accounts stay in their channels while their clients are away, unless they choose "
        "otherwise by 'MODE nick -A'",
        reload=True,
    )
    channels_per_account: int = option(
        50, help="channels that one account may have founded", least=0, reload=True
    )


@dataclass(frozen=True, slots=True)
class Rates:
    """How often, and how many: what keeps one client from harming the others. 0: no such limit.

    Chosen so that a class of sixty behind one address, all back at once after their network broke
    off, gets in, and that a person who pastes a page is slowed but loses nothing.
    """

    message_rate: float = option(
        4.0,
        help="lines a second that a client may send; what comes faster waits",
        least=0,
        reload=True,
    )
    message_burst: int = option(
        32, help="lines that a client may send at once before it is slowed", least=1, reload=True
    )
    receive_queue: int = option(
        32 * 1024,
        help="bytes that a client may send too fast before it is cut; a line counts 64 at least",
        least=1024,
        reload=True,
    )
    connections_per_address: int = option(
        150, help="connections from one address (IPv6: one /64) at a time", least=0, reload=True
    )
    connection_rate: float = option(
        2.0, help="new connections a second from one address", least=0, reload=True
    )
    connection_burst: int = option(
        150,
        help="new connections from one address at once before the rate counts",
        least=1,
        reload=True,
    )
    password_attempts: int = option(
        5,
        help="wrong passwords for one account from one address within the window",
        least=0,
        reload=True,
    )
    password_attempts_per_address: int = option(
        100,
        help="wrong passwords from one address, or for one account, within the window",
        least=0,
        reload=True,
    )
    password_window: float = option(
        300.0, help="seconds for which a wrong password counts", least=1, reload=True
    )
    nick_rate: float = option(
        0.2, help="changes of its nick a second for one user", least=0, reload=True
    )
    nick_burst: int = option(
        5, help="changes of its nick at once before the rate counts", least=1, reload=True
    )
    invite_rate: float = option(
        0.2, help="invitations a second from one user", least=0, reload=True
    )
    invite_burst: int = option(
        10, help="invitations at once before the rate counts", least=1, reload=True
    )
    metadata_rate: float = option(
        0.5, help="changes of metadata a second from one client", least=0, reload=True
    )
    metadata_burst: int = option(
        50, help="changes of metadata at once before the rate counts", least=1, reload=True
    )


NO_RATES = Rates(
    message_rate=0.0,
    receive_queue=2**40,
    connections_per_address=0,
    connection_rate=0.0,
    password_attempts=0,
    password_attempts_per_address=0,
    nick_rate=0.0,
    invite_rate=0.0,
    metadata_rate=0.0,
)


@dataclass(frozen=True, slots=True)
class HistoryOptions:
    """What is kept of what was said, for how long, and what people may do with it."""

    days: int = option(
        365,
        flag="--history-days",
        help="days for which messages are kept; 0: as long as there is room",
        least=0,
        reload=True,
    )
    megabytes: int = option(
        4096,
        flag="--history-megabytes",
        help="how large the database may grow before the oldest messages go; without a data "
        "directory, 64 at most",
        least=1,
        reload=True,
    )
    messages_per_request: int = option(
        100,
        flag="--history-messages-per-request",
        help="most messages that one CHATHISTORY or SEARCH brings",
        least=1,
        most=1000,
        reload=True,
    )
    redaction_hours: float = option(
        24.0,
        flag="--history-redaction-hours",
        help="hours for which people can delete what they said themselves; 0: for ever. A "
        "channel's operators always can",
        least=0,
        reload=True,
    )
    read_markers: int = option(
        1000,
        flag="--history-read-markers",
        help="conversations of one account for which it is remembered how far they were read",
        least=1,
        reload=True,
    )


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """One server's configuration. Fields without `option` follow from others, or are constant."""

    host: str = option(
        "127.0.0.1",
        group=LISTENING,
        help="address to listen on; 127.0.0.1 is this computer only, 0.0.0.0 the whole network",
    )
    port: int = option(
        6667, help="port for chat and IRC clients; 0: any free one", least=0, most=MOST_PORT
    )
    plain_port: int | None = option(
        None,
        help="also listen on this port for programs that send bare text: each is a guest in the "
        "lobby",
        metavar="PORT",
        least=0,
        most=MOST_PORT,
    )
    lobby: str = option(
        "#lobby", help="the channel where guests of the plain port are", metavar="CHANNEL"
    )
    backlog: int = option(
        512, help="connections that may wait to be accepted", least=1, most=MOST_PORT
    )

    tls_port: int | None = option(
        None,
        group=DOORS,
        help="also listen on this port with TLS; needs a certificate, see below",
        metavar="PORT",
        least=0,
        most=MOST_PORT,
    )
    tls_cert: Path | None = option(
        None,
        help="file with the certificate and its chain, in PEM; read again at SIGHUP",
        metavar="FILE",
    )
    tls_key: Path | None = option(
        None, help="file with the certificate's private key, in PEM", metavar="FILE"
    )
    tls: Literal["auto"] | None = option(
        None,
        help="instead of those: a certificate of the server's own making, kept in the data "
        "directory; its fingerprint is printed, for people to compare",
    )
    sts_duration: int | None = option(
        None,
        help="seconds for which clients that came with TLS once must always come with TLS (STS); "
        "0 takes back what was asked of them before",
        metavar="SECONDS",
        least=0,
        reload=True,
    )
    ws_port: int | None = option(
        None,
        help="also listen on this port for chat in web pages (WebSocket); with TLS if there is a "
        "certificate",
        metavar="PORT",
        least=0,
        most=MOST_PORT,
    )
    ws_origins: tuple[str, ...] = option(
        (),
        help="a web page's origin that may use it, as https://chat.example; * is all. Without "
        "any, only pages that come from this machine itself",
        flag="--ws-origin",
        metavar="ORIGIN",
    )
    files_port: int | None = option(
        None,
        help="also listen on this port for files that people send each other (HTTP); with TLS if "
        "there is a certificate",
        metavar="PORT",
        least=0,
        most=MOST_PORT,
    )
    files_url: str = option(
        "",
        help="where people reach that port, if not at this machine's own address: the URL that "
        "a proxy hands on to it",
        metavar="URL",
        check=_check_url,
    )
    trusted_proxies: tuple[str, ...] = option(
        (),
        help="address or range of a proxy in front of the ports for WebSocket and files, that is "
        "believed when it says whom it hands on (X-Forwarded-For); others are not",
        flag="--trusted-proxy",
        metavar="ADDRESS",
        check=_check_ranges,
    )
    announce: bool = option(
        True,
        help="let clients on the same network find the server by themselves (DNS-SD), if others "
        "than this computer can reach it",
    )

    server_name: str = option(
        "chat.local",
        group=APPEARANCE,
        help="this server's name, with a dot in it",
        check=_check_server_name,
    )
    network_name: str = option(
        "CHAT",
        help="the chat's name, shown in window titles; one word",
        check=_check_network_name,
        reload=True,
    )
    description: str = option(
        "CHAT APP server", help="one line about this server, in WHOIS and ADMIN", reload=True
    )
    admin_name: str = option("", help="who runs it, in ADMIN", reload=True)
    admin_email: str = option("", help="how to reach who runs it, in ADMIN", reload=True)
    motd_file: Path | None = option(
        None,
        key="motd",
        flag="--motd",
        metavar="FILE",
        help="a text file, shown to everyone who joins; without one, a short welcome",
        reload=True,
    )
    password: str = option(
        "",
        help="let in only those who give it; empty: everyone",
        secret=True,
        reload=True,
    )

    data_dir: Path | None = option(
        None,
        group=OPERATION,
        metavar="DIR",
        help="directory of this server's data: made if it is missing, and locked for this server "
        "alone. What was said is stored in it; without one, it is gone when the server ends",
    )
    log_level: LogLevel = option(
        "info",
        help="how much to log. Texts and passwords are never logged",
        reload=True,
    )
    log_format: LogFormat = option(
        "text", help="how a line of the log looks: key=value pairs, or a JSON object"
    )
    log_file: Path | None = option(
        None, help="log to this file instead of stderr; opened again when it was moved away"
    )

    end_with_stdin: bool = option(
        False,
        help="end when standard input does: for a program that starts a server of its own, so "
        "that none is left behind, however that program ends",
    )

    metrics_port: int | None = option(
        None,
        metavar="PORT",
        help="tell how the server does on this port, as Prometheus reads it; 0: any free one",
        least=0,
        most=MOST_PORT,
    )
    metrics_host: str = option("127.0.0.1", help="address that the metrics' port is on")

    no_limits: bool = option(
        False,
        help="no limit of rates and of connections, for tests and measurements; lengths stay",
    )
    oper: tuple[str, ...] = option(
        (),
        help="a server operator, with a password or its argon2 hash; repeated for each",
        metavar="NAME:PASSWORD",
        secret=True,
        reload=True,
        check=_check_operators,
    )
    cloak_addresses: bool = option(
        True,
        help="show others a cloak in place of a person's address; operators see the address",
    )

    client_tag_deny: str = option(
        "",
        help="client-only tags that are not passed on, without their +, parted by commas: "
        '"typing,draft/react"; "*,-typing" is all but that one; empty: all are passed on',
        metavar="TAGS",
        check=_check_client_tag_deny,
        reload=True,
    )
    motd: tuple[str, ...] = ("Welcome. Say hello in #lobby.",)  # the lines of motd_file
    limits: Limits = field(default_factory=Limits)
    uploads: Uploads = field(default_factory=Uploads)
    accounts: AccountOptions = field(default_factory=AccountOptions)
    history: HistoryOptions = field(default_factory=HistoryOptions)
    rates: Rates = field(default_factory=Rates)

    @property
    def version(self) -> str:
        """Of this program."""
        return installed_version()

    @property
    def effective_rates(self) -> Rates:
        """The rates that count: none under --no-limits."""
        return NO_RATES if self.no_limits else self.rates


OPTIONS = tuple(declared_options(ServerConfig))
