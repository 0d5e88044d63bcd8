"""STATS: how the server is doing (modern IRC, STATS)."""

from __future__ import annotations

from collections.abc import Callable

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.bans import BanKind, ServerBan
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.handlers.server_queries import is_meant

_MINUTE, _HOUR, _DAY = 60, 3600, 86400  # seconds
_FOR_OPERATORS = frozenset("dklo")  # they name addresses, and what attackers would like to know


def handle_stats(context: Context, session: Session, request: Message) -> None:
    """One report, by its letter; a letter without a report has an end and nothing before it."""
    letter = request.params[0][:1]
    if not is_meant(context, session, request.params[1:]):
        return
    report = _REPORTS.get(letter.lower())
    if letter.lower() in _FOR_OPERATORS and "o" not in sender_of(session).modes:
        context.error(session, Numeric.ERR_NOPRIVILEGES)
    elif report is not None:
        report(context, session)
    context.numeric(session, Numeric.RPL_ENDOFSTATS, letter or "*", "End of /STATS report")


def _send_uptime(context: Context, session: Session) -> None:
    up = max(0, int(context.clock() - context.state.started))
    days, rest = divmod(up, _DAY)
    clock = f"{rest // _HOUR}:{rest % _HOUR // _MINUTE:02}:{rest % _MINUTE:02}"
    context.numeric(session, Numeric.RPL_STATSUPTIME, f"Server Up {days} days {clock}")


def _send_command_counts(context: Context, session: Session) -> None:
    for verb, count in sorted(context.state.commands.items()):
        context.numeric(session, Numeric.RPL_STATSCOMMANDS, verb, str(count))


def _send_operators_here(context: Context, session: Session) -> None:
    """Whom people may turn to."""
    found = [user for user in context.state.users.values() if "o" in user.modes]
    for user in found:
        idle = int(context.clock() - user.last_spoke)
        text = f"{user.nick} ({user.username}@{user.host}) Idle: {idle}"
        context.numeric(session, Numeric.RPL_STATSDEBUG, "p", text)
    context.numeric(session, Numeric.RPL_STATSDEBUG, "p", f"{len(found)} operators are here")


def _send_operator_names(context: Context, session: Session) -> None:
    for name in sorted(context.operators):
        context.numeric(session, Numeric.RPL_STATSOLINE, "O", "*@*", "*", name)


def _send_connections(context: Context, session: Session) -> None:
    """Who is connected, from where, since when; what each sent is not counted."""
    now = context.clock()
    for each in context.state.sessions:
        user = each.user
        name = f"{user.nick}[{user.username}@{each.address}]" if user else f"[@{each.address}]"
        open_for = str(max(0, int(now - each.opened)))
        context.numeric(session, Numeric.RPL_STATSLINKINFO, name, "0", "0", "0", "0", "0", open_for)


def _send_masks(context: Context, session: Session) -> None:
    for ban in context.bans.listed(context.clock(), BanKind.MASK, BanKind.ACCOUNT):
        _, _, userhost = ban.target.rpartition("!")
        username, _, host = userhost.rpartition("@")
        params = ("K", host, "*", username or "*")
        context.numeric(session, Numeric.RPL_STATSKLINE, *params, _describe(ban))


def _send_ranges(context: Context, session: Session) -> None:
    for ban in context.bans.listed(context.clock(), BanKind.ADDRESS):
        context.numeric(session, Numeric.RPL_STATSDLINE, "D", ban.target, _describe(ban))


def _describe(ban: ServerBan) -> str:
    return f"{ban.shown} by {ban.setter}: {ban.reason or 'no reason'}{ban.until}"


_REPORTS: dict[str, Callable[[Context, Session], None]] = {
    "d": _send_ranges,
    "k": _send_masks,
    "l": _send_connections,
    "m": _send_command_counts,
    "o": _send_operator_names,
    "p": _send_operators_here,
    "u": _send_uptime,
}
