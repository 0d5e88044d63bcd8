"""How METADATA answers: the two drafts of the specification say the same in different words.

Under `draft/metadata-3` values are told by numerics, and a failure of one key is a WARN; under
`draft/metadata-2` they are told by METADATA messages, and codes have other names (metadata,
"Errata"). Who negotiated neither is answered as under the newer.
"""

from __future__ import annotations

from chat.protocol.message import message
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session

_EVERYBODY = "*"  # visibility: there is none but this


def is_aware(session: Session) -> bool:
    """Whether a client is told of metadata without having asked (metadata, "Definitions")."""
    drafts = Cap.DRAFT_METADATA_2 | Cap.DRAFT_METADATA_3
    return bool(session.caps & drafts and session.caps & Cap.BATCH)


def speaks_draft_2(session: Session) -> bool:
    """Whether a client is to be told in the older draft's words."""
    return bool(session.caps & Cap.DRAFT_METADATA_2)


def send_value(context: Context, session: Session, target: str, key: str, value: str) -> None:
    """RPL_KEYVALUE: what was asked for."""
    context.numeric(session, Numeric.RPL_KEYVALUE, target, key, _EVERYBODY, value)


def send_not_set(context: Context, session: Session, target: str, key: str) -> None:
    """RPL_KEYNOTSET: what was asked for is not there, or not any more."""
    context.numeric(session, Numeric.RPL_KEYNOTSET, target, key, "Key not set")


def notify(
    context: Context, session: Session, source: str, target: str, key: str, value: str | None
) -> None:
    """Tell a value unasked; None: it was deleted."""
    if speaks_draft_2(session):
        values = () if value is None else (value,)
        told = message("METADATA", target, key, _EVERYBODY, *values, source=source)
        context.reply(session, told)
    elif value is None:
        send_not_set(context, session, target, key)
    else:
        send_value(context, session, target, key, value)


def refuse_key(context: Context, session: Session, key: str, kind: str = "WARN") -> None:
    """The key is no key. `kind`: of the newer draft, where it fails one key of several."""
    text = "A key is made of a-z, 0-9 and _./-, and is not too long"
    if speaks_draft_2(session):
        context.fail(session, "METADATA", "KEY_INVALID", key, text)
    else:
        context.standard_reply(session, kind, "METADATA", "INVALID_KEY", key, text)


def refuse_target(context: Context, session: Session, target: str) -> None:
    """Nobody, or nothing, has this name; or it cannot be the target of the subcommand."""
    context.fail(session, "METADATA", "INVALID_TARGET", target, "Invalid metadata target")


def refuse_permission(context: Context, session: Session, target: str, key: str) -> None:
    """The client may not set keys there."""
    text = "You may set metadata of yourself, and of channels that you run"
    context.fail(session, "METADATA", "KEY_NO_PERMISSION", target, key, text)


def refuse_value(context: Context, session: Session, key: str) -> None:
    """The value is too long."""
    text = f"A value can be {context.limits.metadata_value_bytes} bytes long at most"
    if speaks_draft_2(session):
        context.fail(session, "METADATA", "VALUE_INVALID", text)
    else:
        context.fail(session, "METADATA", "INVALID_VALUE", key, text)


def refuse_more_keys(context: Context, session: Session, target: str) -> None:
    """The target has as many keys as it can have."""
    limit = str(context.limits.metadata_keys)
    text = f"There can be {limit} keys at most"
    words = (target,) if speaks_draft_2(session) else ("SET", target, limit)
    context.fail(session, "METADATA", "LIMIT_REACHED", *words, text)


def refuse_more_subscriptions(context: Context, session: Session, key: str) -> None:
    """The client is subscribed to as many keys as it can be."""
    limit = str(context.limits.metadata_subscriptions)
    text = f"You can subscribe to {limit} keys at most"
    if speaks_draft_2(session):
        context.fail(session, "METADATA", "TOO_MANY_SUBS", key, text)
    else:
        context.fail(session, "METADATA", "LIMIT_REACHED", "SUB", key, limit, text)


def refuse_deletion(context: Context, session: Session, target: str, key: str) -> None:
    """What should be deleted was not set: an error in the older draft only."""
    if speaks_draft_2(session):
        context.fail(session, "METADATA", "KEY_NOT_SET", target, key, "Key not set")
    else:
        send_not_set(context, session, target, key)


def refuse_subcommand(context: Context, session: Session, subcommand: str) -> None:
    """There is no such subcommand."""
    text = "A subcommand is one of GET LIST SET CLEAR SUB UNSUB SUBS SYNC"
    code = "SUBCOMMAND_INVALID" if speaks_draft_2(session) else "INVALID_PARAMS"
    context.fail(session, "METADATA", code, subcommand, text)


def refuse_params(context: Context, session: Session, subcommand: str) -> None:
    """Too few parameters, or too many."""
    if speaks_draft_2(session):
        context.error(session, Numeric.ERR_NEEDMOREPARAMS, "METADATA")
    else:
        text = "Too few parameters, or too many"
        context.fail(session, "METADATA", "INVALID_PARAMS", subcommand, text)


def refuse_haste(context: Context, session: Session, seconds: int, params: tuple[str, ...]) -> None:
    """The client changes metadata too often; it may try again in so many seconds."""
    if speaks_draft_2(session):
        target, key = params[0], params[2] if len(params) > 2 else "*"
        text = f"Too many changes: try again in {seconds} seconds"
        context.fail(session, "METADATA", "RATE_LIMITED", target, key, str(seconds), text)
    else:
        context.numeric(session, Numeric.ERR_METADATARATELIMIT, str(seconds), *params)


def postpone(context: Context, session: Session, target: str, seconds: int) -> None:
    """774: there is too much to tell now."""
    text = "There is much to tell: ask again later with METADATA SYNC"
    context.numeric(session, Numeric.RPL_METADATASYNCLATER, target, str(seconds), text)
