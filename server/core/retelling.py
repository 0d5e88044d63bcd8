"""What was kept, as it is told again: the lines of an answer to CHATHISTORY or SEARCH, as bytes.

Written without the state lock, in deferred work. Nearly all of it is messages of one line, which
are written straight from what is stored; the rest goes by way of a `Line`, as it did when it
happened. Both write the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from chat.protocol.message import Message
from chat.protocol.multiline import separate
from chat.protocol.tags import escape_value, parse_tags
from server.core.capabilities import Cap
from server.core.context import Context
from server.core.delivery import Line
from server.core.line import moment_text
from server.core.message_ids import milliseconds_of, msgid_of, time_of
from server.core.multiline import with_lines
from server.core.records import SPOKEN
from server.core.stored import StoredMessage

_NEEDS = {
    "TAGMSG": Cap.MESSAGE_TAGS,
    "EDIT": Cap.DRAFT_MESSAGE_EDIT,
    "REDACT": Cap.DRAFT_MESSAGE_REDACTION,
    "RENAME": Cap.DRAFT_CHANNEL_RENAME,
}


def untold(caps: int) -> tuple[str, ...]:
    """The verbs of the events that one with these capabilities is not told of."""
    return tuple([verb for verb, needs in _NEEDS.items() if needs & ~caps])


class Retelling:
    """How one session is told: by its capabilities, in its batch if it is to be one."""

    def __init__(self, context: Context, caps: int, batch: str | None) -> None:
        self._context = context
        self._caps = caps
        self._extra = {"batch": batch} if batch else None
        self._batch = f"batch={batch};" if batch else ""
        self._limit = context.limits.line_length
        self._timed = bool(caps & Cap.SERVER_TIME)
        self._tagged = bool(caps & Cap.MESSAGE_TAGS)
        self._with_account = bool(caps & Cap.ACCOUNT_TAG)

    def write(self, messages: Iterable[StoredMessage]) -> bytes:
        """The lines of these events, in their order."""
        return b"".join(map(self._written, messages))

    def _written(self, stored: StoredMessage) -> bytes:
        _, verb, source, _, target, joined_at, text, _, _ = stored
        if verb in SPOKEN and text and not joined_at and "\n" not in text:
            body = f":{source} {verb} {target} :{text}\r\n".encode("utf-8", "replace")
            if len(body) <= self._limit:
                return self._tags(stored).encode() + body
        return shown_again(self._context, stored).write(self._caps, self._extra)

    def _tags(self, stored: StoredMessage) -> str:
        tags = self._batch
        if self._timed:
            tags += f"time={moment_text(milliseconds_of(stored.id))};"
        if self._with_account and stored.account is not None:
            tags += f"account={escape_value(stored.account)};"
        if self._tagged:
            tags += f"msgid={msgid_of(stored.id)};"
            if stored.tags:
                tags += f"{stored.tags};"
        return f"@{tags[:-1]} " if tags else ""


def shown_again(context: Context, stored: StoredMessage) -> Line:
    """The event as a line, as it was, with its msgid, time and tags. Needs no lock."""
    tags = {"msgid": msgid_of(stored.id), **parse_tags(stored.tags)}
    target = (stored.target,) if stored.target else ()
    text = () if stored.text is None else (stored.text,)
    if stored.verb in SPOKEN:
        lines = _lines(context, stored, stored.text or "")
        said = Message(tags, stored.source, stored.verb, (stored.target, lines[0][0]))
        time, account = time_of(stored.id), stored.account
        first = context.delivery.line(said, time=time, account=account)
        return with_lines(context, first, lines) if len(lines) > 1 else first
    params = (*target, *stored.middle.split(), *text)
    alternatives: tuple[tuple[int, Message], ...] = ()
    if stored.verb == "JOIN":
        extended = (*target, stored.account or "*", *text)
        alternatives = ((Cap.EXTENDED_JOIN, Message(tags, stored.source, stored.verb, extended)),)
        params = target
    return context.delivery.line(
        Message(tags, stored.source, stored.verb, params),
        needs=_NEEDS.get(stored.verb, 0),
        alternatives=alternatives,
        time=time_of(stored.id),
        account=stored.account,
    )


def _lines(context: Context, stored: StoredMessage, text: str) -> list[tuple[str, bool]]:
    """The text in lines that can be sent, parted where it was when it was said."""
    head = f":{stored.source} {stored.verb} {stored.target} :\r\n"
    room = context.limits.line_length - len(head.encode())
    return separate(text, room, [int(place) for place in stored.middle.split()])
