"""MARKREAD: how far somebody has read a conversation (IRCv3 draft/read-marker).

Of those with an account it lasts; of those without, as long as they are here. Nobody else is told.
"""

from __future__ import annotations

from chat.protocol.message import Message
from chat.protocol.names import is_valid_channel, is_valid_nick
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session
from server.core.handlers.sender import sender_of
from server.core.message_ids import milliseconds
from server.core.read_markers import PREFIX, markers_of, send_read_marker, sharers_of
from server.core.records import SaveReadMarker
from server.core.state import fold
from server.core.timestamps import parse_timestamp


def handle_markread(context: Context, session: Session, request: Message) -> None:
    """Set the marker, which only ever rises, or tell where it is."""
    if not request.params or not request.params[0]:
        context.fail(session, "MARKREAD", "NEED_MORE_PARAMS", "Missing parameters")
        return
    target = request.params[0]
    if not _is_target(context, target):
        context.fail(session, "MARKREAD", "INVALID_PARAMS", target, "Invalid target")
    elif len(request.params) == 1:
        send_read_marker(context, session, sender_of(session), target)
    else:
        _set(context, session, target, request.params[1])


def _is_target(context: Context, target: str) -> bool:
    limits = context.limits
    return is_valid_channel(target, limits.channel_length) or is_valid_nick(
        target, limits.nick_length
    )


def _set(context: Context, session: Session, target: str, given: str) -> None:
    time = parse_timestamp(given.removeprefix(PREFIX)) if given.startswith(PREFIX) else None
    if time is None:
        context.fail(session, "MARKREAD", "INVALID_PARAMS", given, "Invalid timestamp")
        return
    user = sender_of(session)
    time = min(time, milliseconds(context.clock()))  # nobody has read what is not said yet
    markers = markers_of(context, user)
    key = fold(target)
    if time <= markers.get(key, -1):
        send_read_marker(context, session, user, target)
        return
    if key not in markers and len(markers) >= context.config.history.read_markers:
        text = "You have read too many conversations to remember another one"
        context.fail(session, "MARKREAD", "INTERNAL_ERROR", target, text)
        return
    markers[key] = time
    if user.account is not None:
        context.record(SaveReadMarker(fold(user.account), key, time))
    for each in sharers_of(context, user):
        for reader in each.sessions:
            if reader is session or reader.caps & Cap.DRAFT_READ_MARKER:
                send_read_marker(context, reader, each, target)
