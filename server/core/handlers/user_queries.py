"""ISON and USERHOST: short questions about people."""

from __future__ import annotations

from chat.protocol.capabilities import pack_words
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session, User

_MOST_NICKS = 5  # RFC 2812 section 4.8


def handle_ison(context: Context, session: Session, request: Message) -> None:
    """Which of the nicks are in use (RFC 2812 section 4.9)."""
    nicks = " ".join(request.params).split()
    found = [user.nick for nick in nicks if (user := context.find_present(nick)) is not None]
    _answer(context, session, Numeric.RPL_ISON, list(dict.fromkeys(found)))


def handle_userhost(context: Context, session: Session, request: Message) -> None:
    """Where the people with these nicks are, and whether they are away (modern IRC, USERHOST)."""
    found = [context.find_present(nick) for nick in request.params[:_MOST_NICKS]]
    words = [_describe(user) for user in found if user is not None]
    _answer(context, session, Numeric.RPL_USERHOST, words)


def _answer(context: Context, session: Session, numeric: Numeric, words: list[str]) -> None:
    """As many whole words as one line holds: these numerics are never more than one."""
    packed = pack_words(words, context.room(session, numeric))
    context.numeric(session, numeric, packed[0] if packed else "")


def _describe(user: User) -> str:
    here = "+" if user.away is None else "-"
    operator = "*" if "o" in user.modes else ""
    return f"{user.nick}{operator}={here}{user.username}@{user.host}"
