"""METADATA: set, read and follow what people and channels say of themselves (IRCv3 metadata)."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from chat.protocol.capabilities import pack_words
from chat.protocol.message import Message
from chat.protocol.numerics import Numeric
from server.core import metadata_replies as replies
from server.core.context import Context
from server.core.entities import Channel, Session, User
from server.core.handlers.sender import sender_of
from server.core.metadata import (
    Target,
    change,
    is_valid_key,
    name_of,
    send_batch,
    send_values,
    values_of,
    visible_targets,
)
from server.core.moderation import audit
from server.core.permissions import can_see, is_operator, is_server_operator

_ALL = "*ALL"
_ROUNDING = 0.001  # seconds, of a wait; it is told in whole ones
_WORDS_AT_ONCE = 12  # parameters of one numeric, that any client can take


def handle_metadata(context: Context, session: Session, request: Message) -> None:
    """Hand the subcommand to its part; before registration, `*` is oneself as one will be."""
    if len(request.params) < 2:
        replies.refuse_params(context, session, "*")
        return
    target, name, *params = request.params
    subcommand = _SUBCOMMANDS.get(name.upper())
    if subcommand is None:
        replies.refuse_subcommand(context, session, name)
    elif not subcommand.least <= len(params) <= subcommand.most:
        replies.refuse_params(context, session, name.upper())
    elif session.user is None and target != "*":
        replies.refuse_target(context, session, target)
    elif subcommand.changes and not _has_patience(context, session, request):
        return
    elif subcommand.own:
        _hand_over_own(context, session, subcommand, target, params)
    else:
        subcommand.handle(context, session, target, params)


def _hand_over_own(
    context: Context, session: Session, subcommand: _Subcommand, target: str, params: list[str]
) -> None:
    """Subscriptions are the client's own, whatever it is called."""
    if target == "*" or context.state.find_user(target) is session.user:
        subcommand.handle(context, session, target, params)
    else:
        replies.refuse_target(context, session, target)


def _has_patience(context: Context, session: Session, request: Message) -> bool:
    """Whether the client may make a change now; if not, it is told when."""
    wait = context.restraints.metadata_changes.take(session.id, context.clock())
    if wait:
        replies.refuse_haste(context, session, max(1, ceil(wait - _ROUNDING)), request.params)
    return not wait


def _find(context: Context, session: Session, name: str) -> Target | None:
    """The target of this name; None after it was told that there is none that one may know of."""
    found: Target | None
    if name == "*":
        found = session.user
    elif name.startswith("#"):
        channel = context.state.find_channel(name)
        seen = channel is not None and can_see(channel, sender_of(session))
        found = channel if seen else None
    else:
        found = context.state.find_user(name)
    if found is None:
        replies.refuse_target(context, session, name)
    return found


def _values(context: Context, session: Session, name: str) -> tuple[str, dict[str, str]] | None:
    """What the target is called, and its values; of a client that is not registered its own."""
    if session.user is None:
        return "*", session.metadata
    target = _find(context, session, name)
    return None if target is None else (name_of(target), values_of(context, target))


def _get(context: Context, session: Session, target: str, keys: list[str]) -> None:
    found = _values(context, session, target)
    if found is None:
        return
    name, values = found
    with context.batch(session, "metadata", name):
        for key in keys:
            if not is_valid_key(key, context.limits.metadata_key_bytes):
                replies.refuse_key(context, session, key)
            elif key in values:
                replies.send_value(context, session, name, key, values[key])
            else:
                replies.send_not_set(context, session, name, key)


def _list(context: Context, session: Session, target: str, _params: list[str]) -> None:
    found = _values(context, session, target)
    if found is None:
        return
    name, values = found
    with context.batch(session, "metadata", name):
        for key, value in values.items():
            replies.send_value(context, session, name, key, value)


def _may_change(context: Context, session: Session, target: Target, key: str) -> bool:
    """Of oneself and of channels that one runs; server operators of all, which is kept in mind."""
    user = sender_of(session)
    if is_operator(target, user) if isinstance(target, Channel) else target is user:
        return True
    if not is_server_operator(session):
        return False
    audit(context, session, "METADATA", name_of(target), key)
    return True


def _set(context: Context, session: Session, name: str, params: list[str]) -> None:
    key, value = params[0], params[1] if len(params) > 1 else None
    if value == "" and not replies.speaks_draft_2(session):
        value = None  # under the newer draft the empty string is no value
    if session.user is None:
        if _is_settable(context, session, name, session.metadata, key, value):
            _keep_until_registered(session, key, value)
            _answer_set(context, session, name, key, value)
        return
    target = _find(context, session, name)
    if target is None:
        return
    if not is_valid_key(key, context.limits.metadata_key_bytes):
        replies.refuse_key(context, session, key, "FAIL")
    elif not _may_change(context, session, target, key):
        replies.refuse_permission(context, session, name, key)
    elif _is_settable(context, session, name, values_of(context, target), key, value):
        change(context, target, key, value, session.user, session)
        _answer_set(context, session, name, key, value)


def _is_settable(
    context: Context,
    session: Session,
    name: str,
    values: dict[str, str],
    key: str,
    value: str | None,
) -> bool:
    """Whether key and value can be; if not, it was told why."""
    limits = context.limits
    if not is_valid_key(key, limits.metadata_key_bytes):
        replies.refuse_key(context, session, key, "FAIL")
    elif value is None:
        if key in values:
            return True
        replies.refuse_deletion(context, session, name, key)
    elif len(value.encode()) > limits.metadata_value_bytes:
        replies.refuse_value(context, session, key)
    elif key not in values and len(values) >= limits.metadata_keys:
        replies.refuse_more_keys(context, session, name)
    else:
        return True
    return False


def _keep_until_registered(session: Session, key: str, value: str | None) -> None:
    if value is None:
        del session.metadata[key]
    else:
        session.metadata[key] = value


def _answer_set(context: Context, session: Session, name: str, key: str, value: str | None) -> None:
    if value is None:
        replies.send_not_set(context, session, name, key)
    else:
        replies.send_value(context, session, name, key, value)


def _clear(context: Context, session: Session, name: str, _params: list[str]) -> None:
    if session.user is None:
        keys = list(session.metadata)
        session.metadata.clear()
    else:
        target = _find(context, session, name)
        if target is None:
            return
        if not _may_change(context, session, target, "*"):
            replies.refuse_permission(context, session, name, "*")
            return
        name, keys = name_of(target), list(values_of(context, target))
        for key in keys:
            change(context, target, key, None, session.user, session)
    with context.batch(session, "metadata", name):
        for key in keys:
            replies.send_not_set(context, session, name, key)


def _subscribe(context: Context, session: Session, _target: str, keys: list[str]) -> None:
    limits = context.limits
    done: list[str] = []
    added: list[str] = []
    refused = None
    for key in keys:
        if not is_valid_key(key, limits.metadata_key_bytes):
            replies.refuse_key(context, session, key)
            continue
        if len(session.subscriptions) >= limits.metadata_subscriptions:
            refused = key
            break
        if key not in session.subscriptions:
            session.subscriptions[key] = None
            added.append(key)
        done.append(key)
    _send_keys(context, session, Numeric.RPL_METADATASUBOK, done)
    if refused is not None:
        replies.refuse_more_subscriptions(context, session, refused)
    if added and session.user is not None and replies.is_aware(session):
        targets = visible_targets(context, session)
        newer = not replies.speaks_draft_2(session)
        send_values(context, session, _ALL, targets, added, even_if_none=newer)


def _unsubscribe(context: Context, session: Session, _target: str, keys: list[str]) -> None:
    done = []
    for key in keys:
        if is_valid_key(key, context.limits.metadata_key_bytes):
            session.subscriptions.pop(key, None)
            done.append(key)
        else:
            replies.refuse_key(context, session, key)
    _send_keys(context, session, Numeric.RPL_METADATAUNSUBOK, done)


def _list_subscriptions(
    context: Context, session: Session, _target: str, _params: list[str]
) -> None:
    with context.batch(session, "metadata-subs"):
        _send_keys(context, session, Numeric.RPL_METADATASUBS, list(session.subscriptions))


def _send_keys(context: Context, session: Session, numeric: Numeric, keys: list[str]) -> None:
    """The keys, each a parameter, in as many lines as it takes."""
    for text in pack_words(keys, context.room(session, numeric)):
        words = text.split(" ")
        for start in range(0, len(words), _WORDS_AT_ONCE):
            context.numeric(session, numeric, *words[start : start + _WORDS_AT_ONCE])


def _synchronize(context: Context, session: Session, name: str, _params: list[str]) -> None:
    if name == _ALL:
        targets = visible_targets(context, session)
        send_values(context, session, _ALL, targets, session.subscriptions)
        return
    if session.user is None:
        send_batch(context, session, "*", [])
        return
    target = _find(context, session, name)
    if isinstance(target, Channel):
        there = [target, *(target.members if sender_of(session) in target.members else ())]
        send_values(context, session, target.name, there, session.subscriptions)
    elif isinstance(target, User):
        send_values(context, session, target.nick, [target], session.subscriptions)


class _Subcommand(NamedTuple):
    """How many parameters it takes, whether it is about the client itself, whether it changes."""

    handle: Callable[[Context, Session, str, list[str]], None]
    least: int
    most: int
    own: bool = False
    changes: bool = False


_MANY = 1000  # keys: as many as a line holds
_SUBCOMMANDS = {
    "GET": _Subcommand(_get, 1, _MANY),
    "LIST": _Subcommand(_list, 0, 0),
    "SET": _Subcommand(_set, 1, 2, changes=True),
    "CLEAR": _Subcommand(_clear, 0, 0, changes=True),
    "SUB": _Subcommand(_subscribe, 1, _MANY, own=True),
    "UNSUB": _Subcommand(_unsubscribe, 1, _MANY, own=True),
    "SUBS": _Subcommand(_list_subscriptions, 0, 0, own=True),
    "SYNC": _Subcommand(_synchronize, 0, 0),
}
