"""Telling what the server supports: 005 (modern IRC, "Feature Advertisement")."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from functools import lru_cache

from chat.protocol.isupport import format_isupport
from chat.protocol.numerics import Numeric
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.entities import Session

_TEXT = "are supported by this server"


@lru_cache(maxsize=16)  # nearly everybody is told the same
def _lines(tokens: tuple[tuple[str, str | None], ...], room: int) -> list[list[str]]:
    return format_isupport(dict(tokens), room)


def send_tokens(context: Context, session: Session, tokens: Mapping[str, str | None]) -> None:
    """RPL_ISUPPORT, as many as it takes; in a batch for those who know it (extended-isupport)."""
    extended = session.caps & Cap.DRAFT_EXTENDED_ISUPPORT
    head = f":{context.config.server_name} {Numeric.RPL_ISUPPORT}  "
    spare = context.limits.nick_length + len(f" :{_TEXT}\r\n")  # the same for every nick
    room = context.limits.line_length - len(head) - spare
    with context.batch(session, "draft/isupport") if extended else nullcontext():
        for words in _lines(tuple(tokens.items()), room):
            context.numeric(session, Numeric.RPL_ISUPPORT, *words, _TEXT)
