"""The command line of the client: what can be said on it, and what it means. Opens nothing."""

from __future__ import annotations

import argparse
import getpass
import importlib.metadata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chat.controller.connect_form import parse_form
from chat.controller.links import IRC_PORT, IRC_TLS_PORT, parse_link
from chat.controller.names import FALLBACK_NICK, nick_error, nick_from
from chat.model.entities import ConnectionRequest
from chat.model.hosted import FOLDER
from chat.model.store.keeper import FILE_NAME
from chat.translation import N_, _, languages, system_language, use_language
from chat.view.ports import ConnectForm

_DESCRIPTION = N_("Chat with the people on your network, or on any IRC network, in a window.")
_EXAMPLES = N_("""\
examples:
  chat
      open the window and ask where to connect
  chat --server 192.168.1.20 --nick ann
      connect to a server on your network and join #lobby
  chat --server irc.example.org --tls --channel '#python' --channel '#help'
      connect over TLS (port 6697) and join two channels
  chat ircs://irc.example.org/#python
      the same from a link, as web pages have it

In the window, type /help to see the commands. To host a chat yourself: chat-server --help
""")


class Arguments(Struct, frozen=True):
    """What was asked for on the command line; with no `request`, the connect dialog opens."""

    request: ConnectionRequest | None = None
    language: str | None = None  # as "de"; None: as it was last
    theme: str | None = None  # "light", "dark", "system"; None: as it was last
    settings_path: Path | None = None  # None: where this system keeps settings
    history_path: Path | None = None  # None: where this system keeps data
    hosting_folder: Path | None = None  # None: where this system keeps data
    default_nick: str = FALLBACK_NICK
    nick: str = ""  # to be in the connect dialog's field; "": the one used last
    ask_password: bool = False
    discovery: bool = True  # look for servers on the network while the connect dialog is open
    log_level: str = "WARNING"
    log_file: Path | None = None  # None: standard error


def parse_arguments(argv: Sequence[str] | None = None) -> Arguments:
    """Read the command line (`sys.argv` if None).

    Raises SystemExit, after a sentence on standard error, if it makes no sense.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    nick = _account_nick()
    return Arguments(
        request=_request(parser, options, nick),
        language=options.language,
        theme=options.theme,
        settings_path=options.settings,
        history_path=_history_path(options),
        hosting_folder=_hosting_folder(options),
        default_nick=nick,
        nick=_given_nick(parser, options),
        ask_password=options.password_prompt,
        discovery=options.discovery,
        log_level=options.log_level.upper(),
        log_file=options.log_file,
    )


def speak_for(argv: Sequence[str] | None = None) -> None:
    """Use the language that the command line asks for, before it is read: `--help` speaks it."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--language")
    try:
        wanted = early.parse_known_args(argv)[0].language
    except argparse.ArgumentError:  # the real parser says what is wrong
        wanted = None
    use_language(wanted or system_language())


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Says "usage" in the language of the program."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """See argparse.HelpFormatter."""
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chat",
        description=_(_DESCRIPTION),
        epilog=_(_EXAMPLES),
        formatter_class=_Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    _add_connection(parser)
    _add_program(parser)
    return parser


def _add_connection(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("where to connect, without the dialog"))
    group.add_argument("link", nargs="?", help=_("irc://HOST[:PORT]/#CHANNEL, or ircs:// with TLS"))
    group.add_argument("--server", metavar="HOST", help=_("the server's name or address"))
    group.add_argument(
        "--port",
        metavar="PORT",
        help=_("the server's port (normally {port}, or {tls_port} with --tls)").format(
            port=IRC_PORT, tls_port=IRC_TLS_PORT
        ),
    )
    group.add_argument("--tls", action="store_true", help=_("encrypt the connection"))
    group.add_argument(
        "--nick", metavar="NAME", help=_("what the others shall call you (normally your account)")
    )
    group.add_argument(
        "--channel",
        metavar="CHANNEL",
        action="append",
        help=_("a channel to join, in quotes: '#lobby' (the default); may be repeated"),
    )
    group.add_argument(
        "--password-prompt",
        action="store_true",
        help=_("ask here for the server's password, which is never kept"),
    )


def _add_program(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("the program"))
    group.add_argument("-h", "--help", action="help", help=_("show this help and end"))
    group.add_argument(
        "--language",
        choices=languages(),
        help=_("the language of the program (normally the system's)"),
    )
    group.add_argument(
        "--theme", choices=("light", "dark", "system"), help=_("how the window looks")
    )
    group.add_argument(
        "--settings",
        metavar="FILE",
        type=Path,
        help=_("keep the settings in this file, and the history beside it"),
    )
    group.add_argument(
        "--data-dir", metavar="FOLDER", type=Path, help=_("keep the history in this folder")
    )
    group.add_argument(
        "--no-discovery",
        dest="discovery",
        action="store_false",
        help=_("do not look for servers on the local network"),
    )
    group.add_argument(
        "--log-level",
        choices=("debug", "info", "warning", "error"),
        default="warning",
        help=_("how much to log (normally: warning)"),
    )
    group.add_argument(
        "--log-file", metavar="FILE", type=Path, help=_("log to this file, not to standard error")
    )
    group.add_argument(
        "--version",
        action="version",
        version=f"CHAT APP {_version()}",
        help=_("show the version and end"),
    )


def _request(
    parser: argparse.ArgumentParser, options: argparse.Namespace, nick: str
) -> ConnectionRequest | None:
    if options.link and options.server:
        parser.error(_("give either a link or --server, not both"))
    if not options.link and not options.server:
        _refuse_leftovers(parser, options)
        return None
    try:
        request = parse_form(_form(options, nick))
        fingerprint = parse_link(options.link).fingerprint if options.link else ""
        return replace(request, fingerprint=fingerprint)
    except ValueError as error:
        parser.error(str(error))


def _form(options: argparse.Namespace, nick: str) -> ConnectForm:
    host, tls, port, channel, key = options.server, options.tls, options.port, "#lobby", ""
    if options.link:
        address = parse_link(options.link)
        # "[]" keep the colons of an IPv6 address apart from that of a port.
        host, channel = f"[{address.host}]" if ":" in address.host else address.host, ""
        tls, port, channel = address.tls or tls, port or str(address.port), address.channel
        key = address.key
    return ConnectForm(
        nick=options.nick or nick,
        host=host,
        port=port or str(IRC_TLS_PORT if tls else IRC_PORT),
        channel=",".join(options.channel) if options.channel else channel,
        tls=tls,
        key=key,
    )


def _given_nick(parser: argparse.ArgumentParser, options: argparse.Namespace) -> str:
    nick = (options.nick or "").strip()
    if options.nick is not None and (problem := nick_error(nick)):
        parser.error(problem)
    return nick


def _refuse_leftovers(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    for name in ("port", "channel", "tls", "password_prompt"):
        if getattr(options, name):
            option = f"--{name.replace('_', '-')}"
            parser.error(_("{option} says how to connect: add --server HOST").format(option=option))


def _history_path(options: argparse.Namespace) -> Path | None:
    if options.data_dir is not None:
        return Path(options.data_dir) / FILE_NAME
    if options.settings is not None:
        return Path(options.settings).with_suffix(f".{FILE_NAME}")
    return None


def _hosting_folder(options: argparse.Namespace) -> Path | None:
    """Where the data of a server is that is hosted: beside the history."""
    if options.data_dir is not None:
        return Path(options.data_dir).absolute() / FOLDER
    if options.settings is not None:
        return Path(options.settings).with_suffix(f".{FOLDER}").absolute()
    return None


def _account_nick() -> str:
    try:
        return nick_from(getpass.getuser())
    except (KeyError, OSError, ImportError):  # an account without a name
        return FALLBACK_NICK


def _version() -> str:
    try:
        return importlib.metadata.version("chat-app")
    except importlib.metadata.PackageNotFoundError:
        return _("(not installed)")
