"""How far people have read their conversations (IRCv3 draft/read-marker): kept, moved, told.

Of an account it is stored; of somebody without one it lasts as long as that user. MARKREAD itself
is `server.core.handlers.read_markers`.
"""

from __future__ import annotations

from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import server_time
from server.core.entities import Session, User
from server.core.naming import fold
from server.core.records import SaveReadMarker

PREFIX = "timestamp="


def markers_of(context: Context, user: User) -> dict[str, int]:
    """A user's markers: casefolded targets, milliseconds since the epoch."""
    if user.account is None:
        return user.read_markers
    return context.read_markers.setdefault(fold(user.account), {})


def sharers_of(context: Context, user: User) -> list[User]:
    """All who have the user's markers: itself, and who else is here with its account."""
    others = context.state.users_of(user.account) if user.account is not None else []
    return list(dict.fromkeys((user, *others)))


def send_read_marker(context: Context, session: Session, user: User, target: str) -> None:
    """Tell a session of a user where its marker is; `*` if there is none."""
    time = markers_of(context, user).get(fold(target))
    shown = "*" if time is None else PREFIX + server_time(time / 1000)
    context.say(session, "MARKREAD", target, shown)


def move_read_markers(context: Context, old: str, new: str) -> None:
    """A channel was renamed: how far it was read is so under its new name."""
    for account, markers in context.read_markers.items():
        if _move(markers, fold(old), fold(new)):
            context.record(SaveReadMarker(account, fold(new), markers[fold(new)]))
    for user in context.state.users.values():
        _move(user.read_markers, fold(old), fold(new))


def _move(markers: dict[str, int], old: str, new: str) -> bool:
    time = markers.pop(old, None)
    if time is not None:
        markers[new] = max(time, markers.get(new, 0))
    return time is not None


def adopt_read_markers(context: Context, user: User) -> None:
    """A user has logged in: what it read before counts for its account, and what that had read.

    Its clients are told of the channels in which that is further than they knew.
    """
    own, kept = user.read_markers, markers_of(context, user)
    if own is kept or user.account is None:
        return
    user.read_markers = {}
    most = context.config.history.read_markers
    for target, time in own.items():
        if time > kept.get(target, -1) and (target in kept or len(kept) < most):
            kept[target] = time
            context.record(SaveReadMarker(fold(user.account), target, time))
            for other in sharers_of(context, user)[1:]:
                _tell(context, other, target)
    for channel in sorted(user.channels, key=lambda each: each.name):
        if kept.get(fold(channel.name), -1) > own.get(fold(channel.name), -1):
            _tell(context, user, channel.name)


def _tell(context: Context, user: User, target: str) -> None:
    for session in user.sessions:
        if session.caps & Cap.DRAFT_READ_MARKER:
            send_read_marker(context, session, user, target)
