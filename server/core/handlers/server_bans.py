"""KLINE DLINE UNKLINE UNDLINE: who may not come in at all, set and lifted by operators.

    KLINE [<duration>] <mask> [<reason>]       nick, user@host, nick!user@host, or ~a:<account>
    DLINE [<duration>] <address> [<reason>]    an address, a range (CIDR), or somebody's nick

A duration is a number of minutes, or as 2h or 1d12h; without one, or with 0, a ban is for ever.
"""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from chat.protocol.splitting import truncate
from server.core.addresses import block_of, parse_range
from server.core.bans import BanKind, ServerBan, ServerBans, parse_target
from server.core.context import Context
from server.core.durations import format_duration, parse_duration
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.moderation import audit, enforce_bans, identity_of
from server.core.moderation_records import RemoveBan, SaveBan


def handle_kline(context: Context, session: Session, request: Message) -> None:
    """Ban a mask or an account."""
    _set(context, session, request)


def handle_dline(context: Context, session: Session, request: Message) -> None:
    """Ban an address or a range."""
    _set(context, session, request)


def handle_unkline(context: Context, session: Session, request: Message) -> None:
    """Lift the ban of a mask or an account."""
    _lift(context, session, request)


def handle_undline(context: Context, session: Session, request: Message) -> None:
    """Lift the ban of an address or a range."""
    _lift(context, session, request)


def _set(context: Context, session: Session, request: Message) -> None:
    duration = parse_duration(request.params[0])
    words = request.params if duration is None else request.params[1:]
    if not words:
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, request.verb)
        return
    try:
        kind, target = _target(context, request.verb, words[0])
    except ValueError as error:
        context.fail(session, request.verb, "INVALID_TARGET", str(error))
        return
    now = context.clock()
    ban = ServerBan(
        kind,
        target,
        truncate(words[1] if len(words) > 1 else "", context.limits.kick_length),
        sender_of(session).operator or "",
        now,
        now + duration if duration else None,
    )
    if ServerBans([ban]).find(identity_of(context, session), now) is not None:
        context.fail(session, request.verb, "CANNOT_BAN_SELF", "This ban would hit yourself")
        return
    context.bans.add(ban)
    context.record(SaveBan(ban))
    lasts = format_duration(duration or 0)
    audit(context, session, request.verb, ban.shown, f"{lasts}: {ban.reason}".rstrip(": "))
    hit = enforce_bans(context)
    _notice(context, session, f"Banned {ban.shown} {lasts}; disconnected: {hit}")


def _lift(context: Context, session: Session, request: Message) -> None:
    word = request.params[0]
    try:
        kind, target = _target(context, request.verb.removeprefix("UN"), word)
    except ValueError as error:
        context.fail(session, request.verb, "INVALID_TARGET", str(error))
        return
    ban = context.bans.remove(kind, target)
    if ban is None:
        context.fail(session, request.verb, "NO_SUCH_BAN", "There is no such ban; see STATS k or d")
        return
    context.record(RemoveBan(kind, target))
    audit(context, session, request.verb, ban.shown)
    _notice(context, session, f"The ban of {ban.shown} is lifted")


def _target(context: Context, verb: str, word: str) -> tuple[BanKind, str]:
    """Raises ValueError with a sentence."""
    if verb == "DLINE":
        user = context.state.find_user(word)
        if user is not None and user.sessions:
            word = block_of(user.sessions[-1].address)
        try:
            return BanKind.ADDRESS, str(parse_range(word))
        except ValueError:
            raise ValueError("an address, a range as 192.0.2.0/24, or a nick is needed") from None
    kind, target = parse_target(word)
    if kind is BanKind.ADDRESS:
        raise ValueError("an address is banned with DLINE")
    if len(target.encode()) > context.limits.mask_length:
        raise ValueError(f"a mask has at most {context.limits.mask_length} bytes")
    return kind, target


def _notice(context: Context, session: Session, text: str) -> None:
    context.say(session, "NOTICE", session.target, text)
