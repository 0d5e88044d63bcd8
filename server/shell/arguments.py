"""The command line of `chat-server`: flags made from the options' declarations, and their help.

Turns words, and the file they name, into a `ServerConfig`: a flag goes before the file, the file
before the default. Opens nothing but the files of --config and --motd.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from chat.protocol.text_lines import text_lines
from server.config import OPTIONS, ServerConfig, installed_version
from server.options import Declared, configured, from_word
from server.shell.commands import COMMANDS
from server.shell.config_file import ConfigError, read_config_file, read_text
from server.shell.contradictions import contradiction

_LONG = frozenset({"limits", "rates"})  # sections whose flags --help leaves out for length

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
  chat-server --host 0.0.0.0 --data-dir chat-data --tls auto --tls-port 6697
      keep what is said, and encrypt: the certificate's fingerprint is printed, to be compared
  chat-server --plain-port 6668
      also let in programs that send bare text, such as: nc 127.0.0.1 6668
  chat-server config --host 0.0.0.0 > chat.toml
      write all options with what they mean into a file, to be edited and used from then on:
  chat-server --config chat.toml
      flags that are given as well go before what the file says
  chat-server --port 0
      on any free port; the first line printed says which
"""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command line asks for."""

    config: ServerConfig
    namespace: argparse.Namespace  # options of one command that are not the server's


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the list of all options before it."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(message)


def parse_arguments(
    argv: Sequence[str] | None,
    *,
    prog: str = "chat-server",
    extend: Callable[[argparse.ArgumentParser], None] | None = None,
    description: str = "",
    only: Iterable[str] | None = None,
) -> Arguments:
    """Read a command line; ends the program with status 2 and one sentence if it is wrong.

    A command of its own (`chat-server account`) gives its `prog` and `description`, adds its
    arguments with `extend`, and takes `only` the server's options of these names (all: None).
    """
    parser = _parser(prog, description, only)
    if extend is not None:
        extend(parser)
    try:
        return _parsed(parser, argv)
    except ConfigError as error:
        parser.exit(2, f"{prog}: {error.sentence} See {prog} --help.\n")


def read_configuration(argv: Sequence[str] | None) -> ServerConfig:
    """Read a command line and its files once more, for REHASH. Raises ConfigError."""
    return _parsed(_parser("chat-server", "", None), argv).config


def _parsed(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> Arguments:
    namespace = parser.parse_args(argv)
    given = {
        declared.path: getattr(namespace, declared.name)
        for declared in OPTIONS
        if hasattr(namespace, declared.name)
    }
    values = read_config_file(namespace.config, OPTIONS) if namespace.config else {}
    config = _with_motd(configured(ServerConfig(), values | given))
    if reason := contradiction(config):
        raise ConfigError(reason)
    return Arguments(config, namespace)


def _with_motd(config: ServerConfig) -> ServerConfig:
    if config.motd_file is None:
        return config
    text = read_text(config.motd_file).replace("\0", "").removesuffix("\n")
    return replace(config, motd=tuple(text_lines(text)) if text else ())


def _parser(prog: str, description: str, only: Iterable[str] | None) -> argparse.ArgumentParser:
    whole = only is None
    parser = _Parser(
        prog=prog,
        description=description or _DESCRIPTION + _commands_help(),
        epilog=_EXAMPLES if not description else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        usage=f"{prog} [COMMAND] [options]" if not description else None,
    )
    groups: dict[str, Any] = {}
    for declared in OPTIONS:
        if whole or declared.name in set(only or ()):
            name = declared.group
            if name not in groups:
                groups[name] = parser.add_argument_group(name)
            _add_flag(groups[name], declared)
    general = parser.add_argument_group("general")
    general.add_argument(
        "--config", type=Path, metavar="FILE", help="read options from this TOML file"
    )
    general.add_argument(
        "--version", action=_Version, help="show program's version number and exit"
    )
    if whole:
        general.add_argument(
            "--help-limits", action=_HelpLimits, help="show the limits' flags too, and exit"
        )
    return parser


def _commands_help() -> str:
    lines = [f"  {name:10} {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(
        ["", "commands (each has its own --help; without one, the server runs):", *lines]
    )


class _Version(argparse.Action):
    """--version, which is looked up only when it is asked for."""

    def __init__(self, option_strings: list[str], dest: str, **keywords: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **keywords)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"{parser.prog} {installed_version()}")
        parser.exit()


class _HelpLimits(argparse.Action):
    """--help with the flags that --help leaves out for length."""

    def __init__(self, option_strings: list[str], dest: str, **keywords: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **keywords)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        for action in parser._actions:
            action.help = getattr(action, "full_help", action.help)
        parser.print_help()
        parser.exit()


def _add_flag(group: Any, declared: Declared) -> None:
    help_text = _help(declared)
    keywords: dict[str, Any] = {"dest": declared.name, "default": argparse.SUPPRESS}
    keywords["help"] = argparse.SUPPRESS if declared.section in _LONG else help_text
    if declared.kind is bool:
        no = not declared.flag.startswith("--no-")
        action = argparse.BooleanOptionalAction if no else "store_true"
        added = group.add_argument(declared.flag, action=action, **keywords)
    else:
        keywords["metavar"] = declared.option.metavar or _metavar(declared)
        keywords["type"] = _word_type(declared)
        if declared.kind is tuple:
            keywords["action"] = _AppendAction
        added = group.add_argument(declared.flag, **keywords)
    added.full_help = help_text


class _AppendAction(argparse.Action):
    """A flag that may be repeated gathers its words in a tuple."""

    def __call__(
        self, _parser: object, namespace: argparse.Namespace, values: Any, *_: object
    ) -> None:
        setattr(namespace, self.dest, (*getattr(namespace, self.dest, ()), values))


def _word_type(declared: Declared) -> Callable[[str], Any]:
    def convert(word: str) -> Any:
        try:
            return from_word(declared, word)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return convert


def _metavar(declared: Declared) -> str:
    if declared.choices:
        return "{" + ",".join(declared.choices) + "}"
    names = {int: "N", float: "N", Path: "FILE"}
    return names.get(declared.kind, declared.path[-1].rpartition("_")[2].upper())


def _help(declared: Declared) -> str:
    text = declared.option.help
    if declared.option.secret:
        text += ". Better in the file: other users of this computer can see command lines"
    if declared.kind is tuple:
        text += "; may be given several times"
    default = declared.default
    if default not in (None, "", (), False) or (declared.kind is int and default == 0):
        shown = {True: "yes"}.get(default, default) if declared.kind is bool else default
        text += f" (default: {shown})"
    return text.replace("%", "%%")
