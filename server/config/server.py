"""One server's configuration: the options before the first section, and the sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from server.config import checks
from server.config.accounts import AccountOptions
from server.config.history import HistoryOptions
from server.config.limits import Limits
from server.config.rates import NO_RATES, Rates
from server.config.uploads import Uploads
from server.config.version import installed_version
from server.options import declared_options, option

LISTENING = "where it listens"
DOORS = "other ways in"
APPEARANCE = "what people see"
OPERATION = "operation"
MOST_PORT = 65535
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]


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
        "#lobby",
        help="the channel where guests of the plain port are",
        metavar="CHANNEL",
        check=checks.check_lobby,
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
        check=checks.check_url,
    )
    trusted_proxies: tuple[str, ...] = option(
        (),
        help="address or range of a proxy in front of the ports for WebSocket and files, that is "
        "believed when it says whom it hands on (X-Forwarded-For); others are not",
        flag="--trusted-proxy",
        metavar="ADDRESS",
        check=checks.check_ranges,
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
        check=checks.check_server_name,
    )
    network_name: str = option(
        "CHAT",
        help="the chat's name, shown in window titles; one word",
        check=checks.check_network_name,
        reload=True,
    )
    description: str = option(
        "CHAT APP server",
        help="one line about this server, in WHOIS and ADMIN",
        check=checks.check_line,
        reload=True,
    )
    admin_name: str = option("", help="who runs it, in ADMIN", check=checks.check_line, reload=True)
    admin_email: str = option(
        "", help="how to reach who runs it, in ADMIN", check=checks.check_line, reload=True
    )
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
        check=checks.check_operators,
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
        check=checks.check_client_tag_deny,
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
