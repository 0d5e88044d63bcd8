"""WHOWAS: who had a nick before."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session
from server.core.state import Departure, fold

_LARGEST_DIGITS = 9


def handle_whowas(context: Context, session: Session, request: Message) -> None:
    """The newest first, as many as asked for; all without a positive count (RFC 2812 3.6.3)."""
    if not request.params or not request.params[0]:
        context.error(session, Numeric.ERR_NONICKNAMEGIVEN)
        return
    count = _count(request.params[1]) if len(request.params) > 1 else None
    nicks = request.params[0].split(",")[: context.limits.targets_per_command]
    for nick in dict.fromkeys(nicks):
        folded = fold(nick)
        found = (each for each in reversed(context.state.departures) if fold(each.nick) == folded)
        departures = list(islice(found, count))
        for departure in departures:
            _describe(context, session, departure)
        if not departures:
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
    left = f"{datetime.fromtimestamp(departure.time, UTC):%Y-%m-%d %H:%M:%S} UTC"
    context.numeric(session, Numeric.RPL_WHOISSERVER, nick, context.config.server_name, left)
