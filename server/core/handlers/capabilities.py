"""CAP: which capabilities a session has (IRCv3 capability-negotiation)."""

from __future__ import annotations

from collections.abc import Callable

from chat.protocol.capabilities import pack_words
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core.capabilities import EXCLUSIVE, NAMES, VALUES, Cap, is_offered
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.registration import try_register
from server.core.handlers.sasl import mechanisms

_VERSION_302 = 302
_FOR_SUBSCRIPTIONS = Cap.BATCH | Cap.DRAFT_METADATA_2 | Cap.DRAFT_METADATA_3


def handle_cap(context: Context, session: Session, request: Message) -> None:
    """Hand the subcommand to its part, or say that there is none."""
    subcommand = _SUBCOMMANDS.get(request.params[0].upper())
    if subcommand is None:
        context.error(session, Numeric.ERR_INVALIDCAPCMD, request.params[0])
    else:
        subcommand(context, session, request.params[1:])


def _list_offered(context: Context, session: Session, params: tuple[str, ...]) -> None:
    version = int(params[0]) if params and _is_number(params[0]) else 0
    if version >= _VERSION_302:
        session.cap_version = max(session.cap_version, version)
        session.caps |= Cap.CAP_NOTIFY  # implied (capability-negotiation, "cap-notify")
    _suspend_registration(session)
    names = [name for name, cap in NAMES.items() if is_offered(context.config, cap)]
    if version >= _VERSION_302:
        names = [_with_value(context, session, name) for name in names]
        if (sts := context.doors.sts(context.config, session)) is not None:
            names.append(f"sts={sts}")  # no bit of its own: it cannot be requested
    _send_names(context, session, "LS", names, version)


def _with_value(context: Context, session: Session, name: str) -> str:
    """`name=value` if there is something to say (capability-negotiation, "CAP LS values")."""
    value_of = VALUES.get(NAMES[name])
    if NAMES[name] is Cap.SASL:
        value = ",".join(mechanisms(session))
    else:
        value = value_of(context.config) if value_of else ""
    return f"{name}={value}" if value else name


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _list_enabled(context: Context, session: Session, _params: tuple[str, ...]) -> None:
    enabled = [name for name, cap in NAMES.items() if session.caps & cap]
    _send_names(context, session, "LIST", enabled, session.cap_version)


def _request(context: Context, session: Session, params: tuple[str, ...]) -> None:
    _suspend_registration(session)
    words = params[-1].split() if params else []
    caps = _changed(context, session, words)
    if caps is None:
        _send_words(context, session, "NAK", words)
        return
    _send_words(context, session, "ACK", words)  # still under the capabilities from before
    if session.caps & ~caps & _FOR_SUBSCRIPTIONS:
        session.subscriptions.clear()  # metadata, "Capability"
    session.caps = caps
    context.delivery.caps_changed(session)


def _changed(context: Context, session: Session, words: list[str]) -> int | None:
    """The set after the request, taken as a whole; None if any part of it cannot be."""
    caps = session.caps
    for word in words:
        cap = NAMES.get(word.removeprefix("-"))
        if cap is None or not is_offered(context.config, cap):
            return None
        if not word.startswith("-"):
            caps |= cap
        elif cap is Cap.CAP_NOTIFY and session.cap_version >= _VERSION_302:
            return None  # it may not be disabled under 302
        else:
            caps &= ~cap
    if any((caps & several).bit_count() > 1 for several in EXCLUSIVE):
        return None
    return caps


def _end(context: Context, session: Session, _params: tuple[str, ...]) -> None:
    session.negotiating = False
    try_register(context, session)


def _suspend_registration(session: Session) -> None:
    if not session.registered:
        session.negotiating = True


def _send_names(
    context: Context, session: Session, subcommand: str, names: list[str], version: int
) -> None:
    """LS or LIST: over several lines, all but the last marked, for those who know 302.

    Others read one line, for several are a feature of 302 ("Errata"): what is most worth knowing,
    and as much as it holds. What is not told can be requested all the same.
    """
    if version < _VERSION_302:
        names = sorted(names, key=_is_vendors)
    packed = pack_words(names, context.room(session, "CAP", subcommand, "*")) or [""]
    *others, last = packed if version >= _VERSION_302 else packed[:1]
    for text in others:
        context.say(session, "CAP", session.target, subcommand, "*", text)
    context.say(session, "CAP", session.target, subcommand, last)


def _is_vendors(name: str) -> bool:
    """Whether a capability is a draft, or somebody's own."""
    return "/" in name


def _send_words(context: Context, session: Session, subcommand: str, words: list[str]) -> None:
    for text in pack_words(words, context.room(session, "CAP", subcommand, "*")) or [""]:
        context.say(session, "CAP", session.target, subcommand, text)


_SUBCOMMANDS: dict[str, Callable[[Context, Session, tuple[str, ...]], None]] = {
    "LS": _list_offered,
    "LIST": _list_enabled,
    "REQ": _request,
    "END": _end,
}
