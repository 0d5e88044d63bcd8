"""MONITOR: be told when somebody comes online or goes offline (IRCv3 monitor)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from chat.protocol.capabilities import pack_words
from chat.protocol.message import Message
from chat.protocol.names import is_valid_nick
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session
from server.core.naming import distinct
from server.core.presence import send_joined_by_commas, tell_offline, tell_online

_FULL = "Monitor list is full."


def handle_monitor(context: Context, session: Session, request: Message) -> None:
    """Hand the modifier to its part, or say that there is none."""
    modifier, *params = request.params
    operation = _OPERATIONS.get(modifier.upper())
    if operation is not None:
        operation(context, session)
    elif modifier not in _CHANGES:
        text = "A MONITOR is one of + - C L S"
        context.numeric(session, Numeric.ERR_UNKNOWNERROR, request.verb, text)
    elif not params:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
    else:
        _CHANGES[modifier](context, session, distinct(params[0].split(",")))


def _add(context: Context, session: Session, targets: list[str]) -> None:
    """Add what there is room for, and tell of each whether it is online."""
    monitors, limit = context.state.monitors, context.limits.monitor_entries
    added, refused = [], []
    count = len(monitors.nicks(session))
    for nick in targets:
        if is_valid_nick(nick, context.limits.nick_length) and not monitors.has(session, nick):
            if count >= limit:
                refused.append(nick)
                continue
            monitors.add(session, nick)
            count += 1
        added.append(nick)
    _tell_status(context, session, added)
    room = context.room(session, Numeric.ERR_MONLISTFULL, str(limit)) - len(f" :{_FULL}")
    for names in pack_words(refused, room):
        words = (str(limit), names.replace(" ", ","), _FULL)
        context.numeric(session, Numeric.ERR_MONLISTFULL, *words)


def _remove(context: Context, session: Session, targets: list[str]) -> None:
    for nick in targets:
        context.state.monitors.remove(session, nick)


def _clear(context: Context, session: Session) -> None:
    context.state.monitors.clear(session)


def _list(context: Context, session: Session) -> None:
    nicks = context.state.monitors.nicks(session)
    send_joined_by_commas(context, session, Numeric.RPL_MONLIST, nicks)
    context.numeric(session, Numeric.RPL_ENDOFMONLIST, "End of MONITOR list")


def _send_status(context: Context, session: Session) -> None:
    _tell_status(context, session, context.state.monitors.nicks(session))


def _tell_status(context: Context, session: Session, nicks: Iterable[str]) -> None:
    """Who of these is online, and who is not."""
    found = {nick: context.find_present(nick) for nick in nicks}
    tell_online(context, session, [user for user in found.values() if user is not None])
    tell_offline(context, session, [nick for nick, user in found.items() if user is None])


_CHANGES: dict[str, Callable[[Context, Session, list[str]], None]] = {"+": _add, "-": _remove}
_OPERATIONS: dict[str, Callable[[Context, Session], None]] = {
    "C": _clear,
    "L": _list,
    "S": _send_status,
}
