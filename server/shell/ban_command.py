"""`chat-server ban add|list|remove`: server bans from the command line, also while it runs.

A running server takes the changes within a second or two.
"""

from __future__ import annotations

import argparse
import sys
import time

from server.core.bans import BanKind, ServerBan, parse_target
from server.core.durations import format_duration, parse_duration
from server.core.moderation_records import LogAction, RemoveBan, SaveBan
from server.shell.moderation_file import moderation_command
from server.store.store import SqliteStore

_SETTER = "command line"
_DESCRIPTION = "Ban addresses, accounts and masks from the server; list and lift these bans."


_USAGE = "chat-server ban: one of add, list, remove is needed. See chat-server ban add --help."


def main(argv: list[str]) -> int:
    """Do what the words ask for; the exit status."""
    action = _ACTIONS.get(argv[0]) if argv else None
    if action is None:
        helping = argv[:1] in (["-h"], ["--help"])
        print(_USAGE, file=sys.stdout if helping else sys.stderr)
        return 0 if helping else 2
    prog = f"chat-server ban {argv[0]}"
    return moderation_command(argv[1:], prog, _DESCRIPTION, *action)


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "target",
        type=_target,
        metavar="TARGET",
        help="an address, a range as 192.0.2.0/24, a mask as nick!user@host, or ~a:ACCOUNT",
    )


def _add_ban(parser: argparse.ArgumentParser) -> None:
    _add_target(parser)
    parser.add_argument(
        "--for",
        dest="duration",
        type=_duration,
        default=0,
        metavar="TIME",
        help="how long it lasts: minutes, or as 2h or 1d12h (default: for ever)",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="what the banned are told")


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """Nothing more can be said."""


def _list(store: SqliteStore, _arguments: argparse.Namespace) -> str:
    now = time.time()
    bans = [ban for ban in store.moderation.bans() if not ban.has_expired(now)]
    return "\n".join(map(_describe, bans)) or "Nobody is banned."


def _add(store: SqliteStore, arguments: argparse.Namespace) -> str:
    kind, target = arguments.target
    duration, reason = arguments.duration, arguments.reason
    now = time.time()
    ban = ServerBan(kind, target, reason, _SETTER, now, now + duration if duration else None)
    lasts = format_duration(duration)
    action = LogAction(now, _SETTER, "", "ban add", ban.shown, f"{lasts}: {reason}".rstrip(": "))
    store.commit([SaveBan(ban), action])
    return f"Banned {ban.shown} {lasts}."


def _remove(store: SqliteStore, arguments: argparse.Namespace) -> str:
    """Raises LookupError with a sentence if there is no such ban."""
    kind, target = arguments.target
    found = [ban for ban in store.moderation.bans() if (ban.kind, ban.target) == (kind, target)]
    if not found:
        raise LookupError("there is no such ban; chat-server ban list shows those there are")
    shown = found[0].shown
    store.commit(
        [RemoveBan(kind, target), LogAction(time.time(), _SETTER, "", "ban remove", shown, "")]
    )
    return f"The ban of {shown} is lifted."


def _describe(ban: ServerBan) -> str:
    return f"{ban.shown}  by {ban.setter}: {ban.reason or 'no reason'}{ban.until}"


def _target(word: str) -> tuple[BanKind, str]:
    try:
        return parse_target(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _duration(word: str) -> int:
    seconds = parse_duration(word)
    if seconds is None:
        raise argparse.ArgumentTypeError(f"a number of minutes, or as 2h or 1d12h, not {word!r}")
    return seconds


_ACTIONS = {
    "add": (_add_ban, _add),
    "list": (_add_nothing, _list),
    "remove": (_add_target, _remove),
}
