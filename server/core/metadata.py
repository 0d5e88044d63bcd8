"""What people and channels say of themselves, key by key, and who is told (IRCv3 metadata).

Commands are `server.core.handlers.metadata`'s; the words of the answers `metadata_replies`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.metadata_records import MoveMetadata, RemoveMetadata, SaveMetadata
from server.core.metadata_replies import is_aware, notify, postpone, speaks_draft_2
from server.core.naming import fold

Target = User | Channel

_KEY = re.compile(r"[a-z0-9_./-]+")
_MOST_AT_ONCE = 1000  # values told unasked, as on JOIN; for more the client is to come back
_COME_BACK = 4  # seconds


def is_valid_key(key: str, max_bytes: int) -> bool:
    """Whether a key can have this name (metadata, "Keys and Values")."""
    return len(key) <= max_bytes and _KEY.fullmatch(key) is not None


def name_of(target: Target) -> str:
    """What the target is called on the wire."""
    return target.nick if isinstance(target, User) else target.name


def _owner(target: Target) -> str | None:
    """Under what name the target's values last: its account, or its own if it has a founder."""
    if isinstance(target, User):
        return None if target.account is None else fold(target.account)
    return None if target.founder is None else fold(target.name)


def values_of(context: Context, target: Target) -> dict[str, str]:
    """The target's values now. Not to be changed but by `change`."""
    owner = _owner(target)
    own = target.metadata
    return own if owner is None else context.state.kept_metadata.get(owner, own)


def _lasting_values(context: Context, target: Target) -> dict[str, str]:
    """The same, to be changed; those of an account or founded channel last from now on."""
    owner, kept = _owner(target), context.state.kept_metadata
    if owner is None:
        return target.metadata
    if owner not in kept:
        kept[owner] = dict(target.metadata)
        for key, value in target.metadata.items():
            context.record(SaveMetadata(owner, key, value))
    return kept[owner]


def move_values(context: Context, old: str, new: str) -> None:
    """A channel was renamed: what lasts of it goes with it."""
    values = context.state.kept_metadata.pop(fold(old), None)
    if values is not None:
        context.state.kept_metadata[fold(new)] = values
        context.record(MoveMetadata(fold(old), fold(new)))


def restore_values(context: Context, kept: dict[str, dict[str, str]]) -> None:
    """Put back what lasted, at the start; whose owner is gone since, is gone too."""
    state = context.state
    for owner, values in kept.items():
        channel = state.channels.get(owner)
        if state.accounts.find(owner) is not None or (channel is not None and channel.founder):
            state.kept_metadata[owner] = values
        else:
            context.record(RemoveMetadata(owner))


def forget_values(context: Context, owner: str) -> None:
    """An account or a founded channel is no more."""
    if context.state.kept_metadata.pop(owner, None) is not None:
        context.record(RemoveMetadata(owner))


def change(
    context: Context, target: Target, key: str, value: str | None, setter: User, origin: Session
) -> None:
    """Set a value, or delete it (None), and tell the subscribers but the one who did it."""
    if values_of(context, target).get(key) == value:
        return
    values = _lasting_values(context, target)
    if value is None:
        del values[key]
    else:
        values[key] = value
    owner = _owner(target)
    if owner is not None:
        context.record(SaveMetadata(owner, key, value))
    name = name_of(target)
    for session in _those_who_see(context, target):
        if session is not origin and is_aware(session) and key in session.subscriptions:
            notify(context, session, setter.source, name, key, value)


def tell_of_others(context: Context, user: User, before: dict[str, str]) -> None:
    """The user has other values than before, for it has logged in: those of its account."""
    now = values_of(context, user)
    changed = {key for key in before | now if before.get(key) != now.get(key)}
    if not changed:
        return
    for session in filter(is_aware, _those_who_see(context, user)):
        for key in session.subscriptions:
            if key in changed:
                notify(context, session, user.source, user.nick, key, now.get(key))


def _those_who_see(context: Context, target: Target) -> Iterable[Session]:
    """Who is told of the target's changes, each once (metadata, "Notifications")."""
    channels = target.channels if isinstance(target, User) else [target]
    seeing = {
        session: None for channel in channels for member in channel.members
        for session in member.sessions
    }  # fmt: skip
    if isinstance(target, User):
        seeing.update(dict.fromkeys(target.sessions))
        seeing.update(dict.fromkeys(context.state.monitors.watchers(target.nick)))
    return seeing


def visible_targets(context: Context, session: Session) -> list[Target]:
    """All whose changes a client is told: itself, its channels, who is there, whom it monitors."""
    if session.user is None:
        return []
    seen: dict[Target, None] = {session.user: None}
    for channel in sorted(session.user.channels, key=lambda each: each.name):
        seen[channel] = None
        seen.update(dict.fromkeys(channel.members))
    watched = map(context.state.find_user, context.state.monitors.nicks(session))
    seen.update((user, None) for user in watched if user is not None)
    return list(seen)


def send_values(
    context: Context,
    session: Session,
    name: str,
    targets: Iterable[Target],
    keys: Iterable[str],
    *,
    even_if_none: bool = True,
) -> None:
    """What the targets have under these keys, as one batch; later, if it is too much at once.

    Nothing at all for nothing, unless it is to be an empty batch.
    """
    told = list(_values(context, targets, list(keys)))
    if len(told) > _MOST_AT_ONCE:
        postpone(context, session, name, _COME_BACK)
    elif told or even_if_none:
        send_batch(context, session, name, told)


def send_batch(
    context: Context, session: Session, name: str, told: list[tuple[str, str, str]]
) -> None:
    """A `metadata` batch about `name` with (target, key, value) each."""
    source = context.config.server_name
    with context.batch(session, "metadata", name):
        for target, key, value in told:
            notify(context, session, source, target, key, value)


def _values(
    context: Context, targets: Iterable[Target], keys: list[str]
) -> Iterator[tuple[str, str, str]]:
    for target in targets:
        values = values_of(context, target)
        if values:
            name = name_of(target)
            yield from ((name, key, values[key]) for key in keys if key in values)


# What a client reads without having asked.


def send_own(context: Context, session: Session) -> None:
    """While it registers: all of its own values, those it set before among them."""
    user = session.user
    if user is None:
        return
    for key, value in session.metadata.items():
        before = values_of(context, user)  # its account may have some already
        if key in before or len(before) < context.limits.metadata_keys:
            change(context, user, key, value, user, session)
    session.metadata.clear()
    if is_aware(session):
        own = values_of(context, user)
        send_batch(context, session, user.nick, [(user.nick, *each) for each in own.items()])


def send_on_join(context: Context, session: Session, channel: Channel) -> None:
    """In a channel: the channel's and its members' values of what the client subscribed to."""
    if is_aware(session):
        targets: list[Target] = [channel, *channel.members]
        _send_unasked(context, session, channel.name, targets)


def tell_of_newcomer(context: Context, user: User, channel: Channel) -> None:
    """In a channel that somebody joins: what the others did not know of them until now.

    The texts tell who joins of those who are there, and these of what changes later; without this
    they would never learn what was set before.
    """
    values = values_of(context, user)
    if not values:
        return
    source = context.config.server_name
    for member in channel.members:
        if member is user or member.channels & (user.channels - {channel}):
            continue
        for session in filter(is_aware, member.sessions):
            for key in session.subscriptions:
                if key in values:
                    notify(context, session, source, user.nick, key, values[key])


def send_on_monitor(context: Context, session: Session, user: User) -> None:
    """When somebody is online who is monitored: the same of that person."""
    if is_aware(session):
        _send_unasked(context, session, user.nick, [user])


def _send_unasked(context: Context, session: Session, name: str, targets: Iterable[Target]) -> None:
    newer = not speaks_draft_2(session)  # which wants the batch in any case
    keys = session.subscriptions
    send_values(context, session, name, targets, keys, even_if_none=newer)
