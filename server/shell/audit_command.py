"""`chat-server audit`: what operators did, as the data directory has it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from server.core.moderation_records import LogAction
from server.shell.moderation_file import moderation_command
from server.store.store import SqliteStore

_DEFAULT_LINES = 100
_DESCRIPTION = "Show what operators of the server did: when, who, from where, what, and why."


def main(argv: list[str]) -> int:
    """Print the newest actions, the oldest of them first; the exit status."""
    return moderation_command(argv, "chat-server audit", _DESCRIPTION, _add_arguments, _run)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--last", type=_positive, default=_DEFAULT_LINES, metavar="N",
        help="how many of the newest (default: %(default)s)",
    )  # fmt: skip


def _run(store: SqliteStore, arguments: argparse.Namespace) -> str:
    actions = store.moderation.actions(arguments.last)
    return "\n".join(map(_describe, actions)) or "No operator has done anything yet."


def _describe(action: LogAction) -> str:
    when = f"{datetime.fromtimestamp(action.time, UTC):%Y-%m-%d %H:%M:%S}"
    who = f"{action.operator} ({action.source})" if action.source else action.operator
    return "  ".join(filter(None, (when, who, action.action, action.target, action.detail)))


def _positive(word: str) -> int:
    if not (word.isascii() and word.isdigit() and 1 <= int(word) <= 1_000_000):
        raise argparse.ArgumentTypeError(f"a number from 1 on is needed, not {word!r}")
    return int(word)
