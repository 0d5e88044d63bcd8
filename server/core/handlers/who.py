"""WHO: who is in a channel, or matches a mask; in its old form and as WHOX asks (IRCv3 whox)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chat.protocol.masks import matches
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.addresses import host_of
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.permissions import can_see, may_see_address, prefixes, share_channel, shows_member
from server.core.state import CASEMAPPING

_FIELDS = "tcuihsnfdlaor"  # the order in which WHOX answers, whatever the order of the question
_HIDDEN_ADDRESS = "255.255.255.255"
_TOKEN_LENGTH = 3


class _Query(NamedTuple):
    """What was asked: about whom, and with WHOX for which fields, under which token."""

    mask: str
    operators_only: bool
    fields: str | None  # None for the old form
    token: str


def handle_who(context: Context, session: Session, request: Message) -> None:
    """Answer with a line for each user that the sender may see (modern IRC, WHO)."""
    query = _parse(request)
    for user, channel in _found(context, sender_of(session), query.mask):
        if query.operators_only and "o" not in user.modes:
            continue
        if query.fields is None:
            _send_reply(context, session, user, channel)
        elif query.fields:  # else no field that was asked for is known here
            _send_fields(context, session, query.fields, query.token, user, channel)
    context.numeric(session, Numeric.RPL_ENDOFWHO, query.mask, "End of WHO list")


def _parse(request: Message) -> _Query:
    mask = request.params[0] if request.params else "*"
    options = request.params[1] if len(request.params) > 1 else ""
    flags, percent, rest = options.partition("%")
    fields, _, token = rest.partition(",")
    known = "".join(field for field in _FIELDS if field in fields)
    return _Query(mask or "*", "o" in flags, known if percent else None, token[:_TOKEN_LENGTH])


def _found(context: Context, viewer: User, mask: str) -> Iterator[tuple[User, Channel | None]]:
    if mask.startswith("#"):
        channel = context.state.find_channel(mask)
        if channel is not None and can_see(channel, viewer):
            for member in channel.members:
                if shows_member(channel, member, viewer):
                    yield member, channel
        return
    exact = context.state.find_user(mask)
    if exact is not None:
        yield exact, None
        return
    for user in context.state.users.values():
        if _is_visible(user, viewer) and _matches(context, user, mask):
            yield user, None


def _is_visible(user: User, viewer: User) -> bool:
    return "i" not in user.modes or user is viewer or share_channel(user, viewer)


def _matches(context: Context, user: User, mask: str) -> bool:
    if mask in ("0", "*"):
        return True
    values = [user.nick, user.username, user.host, user.realname]
    if "." in mask:  # looks like a server's name; else `c*` were everybody on chat.local
        values.append(context.config.server_name)
    return any(matches(mask, value, CASEMAPPING) for value in values)


def _flags(session: Session, user: User, channel: Channel | None) -> str:
    """Here or gone, operators, the rank in the channel (every one under multi-prefix), bots."""
    flags = "H" if user.away is None else "G"
    flags += "*" if "o" in user.modes else ""
    if channel is not None:
        flags += prefixes(channel, user, every=bool(session.caps & Cap.MULTI_PREFIX))
    return flags + ("B" if "B" in user.modes else "")


def _address(session: Session, user: User) -> str:
    """Where the user is, for those who may know."""
    if not user.sessions or not may_see_address(session, user):
        return _HIDDEN_ADDRESS
    return host_of(user.sessions[-1].address)


def _send_reply(context: Context, session: Session, user: User, channel: Channel | None) -> None:
    context.numeric(
        session,
        Numeric.RPL_WHOREPLY,
        channel.name if channel is not None else "*",
        user.username,
        user.host,
        context.config.server_name,
        user.nick,
        _flags(session, user, channel),
        f"0 {user.realname}",
    )


def _send_fields(
    context: Context,
    session: Session,
    fields: str,
    token: str,
    user: User,
    channel: Channel | None,
) -> None:
    values = {
        "t": token or "0",
        "c": channel.name if channel is not None else "*",
        "u": user.username,
        "i": _address(session, user),
        "h": user.host,
        "s": context.config.server_name,
        "n": user.nick,
        "f": _flags(session, user, channel),
        "d": "0",
        "l": str(int(context.clock() - user.last_spoke)),
        "a": user.account or "0",
        "o": "n/a",
        "r": user.realname,
    }
    context.numeric(session, Numeric.RPL_WHOSPCRPL, *(values[field] for field in fields))
