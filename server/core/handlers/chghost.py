"""CHGHOST: a server operator changes where somebody seems to be from."""

from __future__ import annotations

from unicodedata import category

from chat.protocol.message import Message
from chat.protocol.names import is_valid_username
from chat.protocol.numerics import Numeric
from server.core.context import Context
from server.core.entities import Session
from server.core.moderation import audit
from server.core.presence import change_host

_HOST_LENGTH = 63  # bytes, as HOSTLEN is commonly


def handle_chghost(context: Context, session: Session, request: Message) -> None:
    """`CHGHOST nick username host`: all who are to know are told (IRCv3 chghost)."""
    nick, username, host = request.params[:3]
    target = context.state.find_user(nick)
    if target is None:
        context.error(session, Numeric.ERR_NOSUCHNICK, nick)
    elif not is_valid_username(username, context.limits.username_length):
        text = "This cannot stand between ! and @ in somebody's source"
        context.fail(session, request.verb, "INVALID_USERNAME", username, text)
    elif not _is_valid_host(host):
        text = f"A host is one word of at most {_HOST_LENGTH} bytes without ! @ * ? and controls"
        context.fail(session, request.verb, "INVALID_HOST", host, text)
    elif (username, host) != (target.username, target.host):
        audit(context, session, request.verb, target.source, f"{username}@{host}")
        change_host(context, target, username, host)


def _is_valid_host(host: str) -> bool:
    """Whether it can stand at the end of nick!user@host, and in masks."""
    return (
        0 < len(host.encode()) <= _HOST_LENGTH
        and host[0] != ":"
        and not any(char in " !@*?," or category(char)[0] in "CZ" for char in host)
    )
