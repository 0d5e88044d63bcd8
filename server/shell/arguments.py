"""The command line of `chat-server`: options, their help, and what makes a value a bad one.

Only turns words into a `ServerConfig`; nothing is opened here but the file of --motd.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from chat.protocol.names import is_valid_hostname
from server.config import ServerConfig, installed_version

LOG_LEVELS = ("debug", "info", "warning", "error")
_DEFAULTS = ServerConfig()
_LONGEST_NETWORK_NAME = 50  # characters; it stands in a token of 005 and in window titles

_DESCRIPTION = """\
Host a chat. People join it with the CHAT APP client ("chat --server HOST"), or with any IRC client.
The server runs until Ctrl+C (or SIGTERM): then everyone is told, and it ends.
"""

_EXAMPLES = """\
examples:
  chat-server
      chat on this computer only, on port 6667
  chat-server --host 0.0.0.0
      open to the network: others join with this computer's name or address
  chat-server --host 0.0.0.0 --password "sesame" --motd rules.txt
      only for those who know the password; they are greeted with the text of rules.txt
  chat-server --plain-port 6668
      also let in programs that send bare text, such as: nc 127.0.0.1 6668
  chat-server --port 0
      on any free port; the first line printed says which
"""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command line asks for."""

    config: ServerConfig
    log_level: str


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the list of all options before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help.\n")


def parse_arguments(argv: list[str] | None) -> Arguments:
    """Read the command line; ends the program with status 2 and one sentence if it is wrong."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.plain_port is not None and options.password:
        parser.error(
            "--plain-port lets people in without a password, so it cannot go with --password"
        )
    if options.plain_port and options.plain_port == options.port:
        parser.error("--port and --plain-port cannot be the same port")
    config = ServerConfig(
        host=options.host,
        port=options.port,
        backlog=options.backlog,
        plain_port=options.plain_port,
        server_name=options.server_name,
        network_name=options.network_name,
        data_dir=options.data_dir,
        password=options.password,
        motd=_DEFAULTS.motd if options.motd is None else options.motd,
    )
    return Arguments(config, options.log_level)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="chat-server",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_network(parser)
    _add_identity(parser)
    _add_operation(parser)
    return parser


def _add_network(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where it listens")
    group.add_argument(
        "--host",
        default=_DEFAULTS.host,
        help="address to listen on; 127.0.0.1 is this computer only, 0.0.0.0 the whole network "
        "(default: %(default)s)",
    )
    group.add_argument(
        "--port",
        type=_port,
        default=_DEFAULTS.port,
        help="port for chat and IRC clients; 0: any free one (default: %(default)s)",
    )
    group.add_argument(
        "--plain-port",
        type=_port,
        metavar="PORT",
        help="also listen on this port for programs that send bare text: each is a guest in "
        f"{_DEFAULTS.lobby} (default: no such port)",
    )
    group.add_argument(
        "--backlog",
        type=_positive,
        metavar="N",
        default=_DEFAULTS.backlog,
        help="connections that may wait to be accepted (default: %(default)s)",
    )


def _add_identity(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what people see")
    group.add_argument(
        "--server-name",
        type=_server_name,
        metavar="NAME",
        default=_DEFAULTS.server_name,
        help="this server's name, with a dot in it (default: %(default)s)",
    )
    group.add_argument(
        "--network-name",
        type=_network_name,
        metavar="NAME",
        default=_DEFAULTS.network_name,
        help="the chat's name, shown in window titles; one word (default: %(default)s)",
    )
    group.add_argument(
        "--motd",
        type=_motd,
        metavar="FILE",
        help="a text file, shown to everyone who joins (default: a short welcome)",
    )
    group.add_argument(
        "--password",
        default=_DEFAULTS.password,
        help="let in only those who give it (default: everyone). Other users of this computer can "
        "see it in the list of processes",
    )


def _add_operation(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("operation")
    group.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="directory of this server's data: made if it is missing, and locked for this server "
        "alone. Nothing is stored in it yet: what was said is gone when the server ends",
    )
    group.add_argument(
        "--log-level",
        choices=LOG_LEVELS,
        default="info",
        help="how much to log to stderr: %(choices)s. Texts are never logged (default: "
        "%(default)s)",
    )
    group.add_argument("--version", action="version", version=f"%(prog)s {installed_version()}")


def _port(word: str) -> int:
    if not (word.isascii() and word.isdigit() and int(word) <= 65535):
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {word!r}")
    return int(word)


def _positive(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 65535):
        raise argparse.ArgumentTypeError(f"a number from 1 to 65535 is needed, not {word!r}")
    return int(word)


def _server_name(word: str) -> str:
    if not is_valid_hostname(word):
        raise argparse.ArgumentTypeError(
            f"a server's name is letters, digits and hyphens with a dot between, as chat.example, "
            f"not {word!r}"
        )
    return word


def _network_name(word: str) -> str:
    if not word.isprintable() or " " in word or not 0 < len(word) <= _LONGEST_NETWORK_NAME:
        raise argparse.ArgumentTypeError(
            f"a network's name is one word of at most {_LONGEST_NETWORK_NAME} characters, "
            f"not {word!r}"
        )
    return word


def _motd(word: str) -> tuple[str, ...]:
    try:
        text = Path(word).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise argparse.ArgumentTypeError(f"{word} is not a text in UTF-8") from None
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot read {word}: {error.strerror}") from None
    return tuple(line.replace("\0", "") for line in text.splitlines())
