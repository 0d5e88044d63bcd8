"""WHOWAS: who had a nick before."""

from __future__ import annotations

from datetime import UTC, datetime

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.addresses import host_of
from server.core.context import Context
from server.core.entities import Session
from server.core.permissions import is_server_operator
from server.core.state import Departure, fold

_LARGEST_DIGITS = 9


def handle_whowas(context: Context, session: Session, request: Message) -> None:
    """The newest first, so many of each nick; all without a positive count (RFC 2812 3.6.3)."""
    if not request.params or not request.params[0]:
        context.error(session, Numeric.ERR_NONICKNAMEGIVEN)
        return
    count = _count(request.params[1]) if len(request.params) > 1 else None
    nicks = request.params[0].split(",")[: context.limits.targets_per_command]
    told = dict.fromkeys(map(fold, nicks), 0)
    for departure in reversed(context.state.departures):
        folded = fold(departure.nick)
        if folded in told and (count is None or told[folded] < count):
            told[folded] += 1
            _describe(context, session, departure)
    for nick in nicks:
        if not told[fold(nick)]:
            context.error(session, Numeric.ERR_WASNOSUCHNICK, nick)
    context.numeric(session, Numeric.RPL_ENDOFWHOWAS, request.params[0], "End of WHOWAS")


def _count(text: str) -> int | None:
    """How many at most; None for all."""
    usable = text.isascii() and text.isdigit() and len(text) <= _LARGEST_DIGITS
    return (int(text) or None) if usable else None


def _describe(context: Context, session: Session, departure: Departure) -> None:
    nick = departure.nick
    context.numeric(
        session,
        Numeric.RPL_WHOWASUSER,
        nick,
        departure.username,
        departure.host,
        "*",
        departure.realname,
    )
    if is_server_operator(session):
        for address in map(host_of, departure.addresses):
            context.numeric(
                session, Numeric.RPL_WHOISACTUALLY, nick, address, "was actually using host"
            )
    left = f"{datetime.fromtimestamp(departure.time, UTC):%Y-%m-%d %H:%M:%S} UTC"
    context.numeric(session, Numeric.RPL_WHOISSERVER, nick, context.config.server_name, left)
