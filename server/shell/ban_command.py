"""`chat-server ban add|list|remove`: server bans from the command line, also while it runs.

A running server takes the changes within a second or two.
"""

from __future__ import annotations

import argparse
import time

from server.core.bans import BanKind, ServerBan, parse_target
from server.core.durations import format_duration, parse_duration
from server.core.moderation_records import LogAction, RemoveBan, SaveBan
from server.shell.moderation_file import moderation_command
from server.store.store import SqliteStore

_SETTER = "command line"
_DESCRIPTION = "Ban addresses, accounts and masks from the server; list and lift these bans."


def main(argv: list[str]) -> int:
    """Do what the words ask for; the exit status."""
    return moderation_command(argv, "chat-server ban", _DESCRIPTION, _add_arguments, _run)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="ban somebody", allow_abbrev=False)
    add.add_argument(
        "target",
        type=_target,
        metavar="TARGET",
        help="an address, a range as 192.0.2.0/24, a mask as nick!user@host, or ~a:ACCOUNT",
    )
    add.add_argument(
        "--for", dest="duration", type=_duration, default=0, metavar="TIME",
        help="how long: minutes, or as 2h or 1d12h (default: for ever)",
    )  # fmt: skip
    add.add_argument("--reason", default="", metavar="TEXT", help="what the banned are told")
    actions.add_parser("list", help="show all bans", allow_abbrev=False)
    remove = actions.add_parser("remove", help="lift a ban", allow_abbrev=False)
    remove.add_argument("target", type=_target, metavar="TARGET", help="as `list` shows it")


def _run(store: SqliteStore, arguments: argparse.Namespace) -> str:
    """What is to be printed. Raises LookupError with a sentence if there is no such ban."""
    if arguments.action == "add":
        return _add(store, *arguments.target, arguments.duration, arguments.reason)
    if arguments.action == "remove":
        return _remove(store, *arguments.target)
    now = time.time()
    bans = [ban for ban in store.moderation.bans() if not ban.has_expired(now)]
    return "\n".join(map(_describe, bans)) or "Nobody is banned."


def _add(store: SqliteStore, kind: BanKind, target: str, duration: int, reason: str) -> str:
    now = time.time()
    ban = ServerBan(kind, target, reason, _SETTER, now, now + duration if duration else None)
    lasts = format_duration(duration)
    action = LogAction(now, _SETTER, "", "ban add", ban.shown, f"{lasts}: {reason}".rstrip(": "))
    store.commit([SaveBan(ban), action])
    return f"Banned {ban.shown} {lasts}."


def _remove(store: SqliteStore, kind: BanKind, target: str) -> str:
    found = [ban for ban in store.moderation.bans() if (ban.kind, ban.target) == (kind, target)]
    if not found:
        raise LookupError("there is no such ban; `ban list` shows those there are")
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
