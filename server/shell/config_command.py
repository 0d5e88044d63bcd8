"""`chat-server config`: the effective configuration as a TOML file with comments, on stdout."""

from __future__ import annotations

import argparse

from server.config import OPTIONS
from server.shell.arguments import parse_arguments
from server.shell.config_text import config_text

_DESCRIPTION = """\
Print the configuration that the same options would run the server with, as a file for --config in
which every option is explained. Passwords are left out unless --show-secrets is given.
"""


def main(argv: list[str]) -> int:
    """Print; the exit status."""
    arguments = parse_arguments(
        argv, prog="chat-server config", extend=_add_options, description=_DESCRIPTION
    )
    secrets = arguments.namespace.show_secrets
    print(config_text(arguments.config, OPTIONS, show_secrets=secrets), end="")
    return 0


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--show-secrets", action="store_true", help="print passwords as well")
