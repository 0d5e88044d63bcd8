"""One event as bytes: written once for each set of capabilities, whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from chat.protocol.message import Message, format_untagged
from chat.protocol.splitting import truncate
from chat.protocol.tags import escape_value, format_tags
from server.core.capabilities import RELAY_MASK, Cap
from server.core.message_ids import milliseconds

LINE_LENGTH = 512  # bytes of a line with CR LF, without tags (modern IRC, "Message Format")


_NO_TAGS: Mapping[str, str] = MappingProxyType({})
_DAY = 86_400_000  # milliseconds


def server_time(seconds: float) -> str:
    """The `time` tag's form of seconds since the epoch (IRCv3 server-time)."""
    return moment_text(milliseconds(seconds))


def moment_text(moment: int) -> str:
    """The same of milliseconds since the epoch."""
    day, left = divmod(moment, _DAY)
    hours, left = divmod(left, 3_600_000)
    minutes, left = divmod(left, 60_000)
    return f"{_date(day)}T{hours:02}:{minutes:02}:{left // 1000:02}.{left % 1000:03}Z"


@lru_cache(maxsize=512)  # history is shown day by day
def _date(day: int) -> str:
    return f"{datetime.fromtimestamp(day * (_DAY // 1000), UTC):%Y-%m-%d}"


class Part(NamedTuple):
    """One wire line of an event that takes several, as a batch does.

    `framing`: tags that hold the lines together (batch), written whatever was negotiated.
    `timed`: whether the line has a `time` of its own.
    """

    message: Message
    framing: Mapping[str, str] = _NO_TAGS
    timed: bool = True


#: What an event is for some readers: one line, or several in their order.
Content = Message | tuple[Part, ...]
_WrittenPart = tuple[Message, Mapping[str, str], bool, bytes]  # a Part and its bytes without tags
_Written = tuple[_WrittenPart, ...]


class Line:
    """One event on its way; written at most once for each set of capabilities.

    `needs`: bits without which a session is not told at all (TAGMSG, AWAY, SETNAME); `unless`:
    bits any of which means the same. `alternatives`: (bits, content) pairs; the first of whose
    bits a session has all replaces `content` (extended-join, multiline). Client-only tags (+name)
    and `time` and `account` (of who did it) are added for those who asked for them.

    A line that cannot be written raises MalformedMessage here, under the handler that made it,
    never later in the broadcaster. One over `limit` (bytes with CR LF, without tags) is cut at the
    end of its last parameter.
    """

    __slots__ = (
        "_alternatives",
        "_encoded",
        "_parts",
        "account",
        "id",
        "mask",
        "message",
        "needs",
        "time",
        "unless",
    )

    def __init__(
        self,
        content: Content,
        time: float,
        *,
        needs: int = 0,
        unless: int = 0,
        alternatives: tuple[tuple[int, Content], ...] = (),
        account: str | None = None,
        limit: int = LINE_LENGTH,
    ) -> None:
        if isinstance(content, Message):
            self.message = content
            self._parts: _Written = ((content, _NO_TAGS, True, _body(content, limit)),)
        else:
            self.message = content[0].message  # the first line, which has the event's tags
            self._parts = _written_parts(content, limit)
        self.time = time
        self.account = account
        self.id = 0  # the number behind the msgid (core.message_ids), if it is an event
        self.needs = needs
        self.unless = unless
        #: The bits that make a difference to how this line is written.
        self.mask = RELAY_MASK | needs | unless
        self._alternatives: list[tuple[int, _Written]] = []
        for bits, each in alternatives:
            self._alternatives.append((bits, _written_parts(each, limit)))
            self.mask |= bits
        self._encoded: dict[int, bytes] = {}

    def encode(self, caps: int) -> bytes:
        """The bytes for a session with these capabilities; empty if it is not to be told."""
        variant = caps & self.mask
        encoded = self._encoded.get(variant)
        if encoded is None:
            encoded = self._encoded[variant] = self.write(variant)
        return encoded

    def write(self, caps: int, extra: Mapping[str, str] | None = None) -> bytes:
        """The same, with `extra` tags (label, batch) as they are before those asked for.

        Of several lines the first has all of them, and the others, if they are not in a batch of
        the event's own, the batch that all is in.
        """
        if self.needs & ~caps or self.unless & caps:
            return b""
        parts = self._parts
        for bits, alternative in self._alternatives:
            if caps & bits == bits:
                parts = alternative
                break
        data = self._write_part(parts[0], caps, extra)
        if len(parts) > 1:
            outer = {"batch": extra["batch"]} if extra and "batch" in extra else None
            data += b"".join([self._write_part(part, caps, outer) for part in parts[1:]])
        return data

    def _write_part(self, part: _WrittenPart, caps: int, extra: Mapping[str, str] | None) -> bytes:
        message, framing, timed, body = part
        if not (caps or extra or framing):
            return body
        tags = ""
        if extra or framing:
            tags = f";{format_tags({**(extra or _NO_TAGS), **framing})}"
        if timed and caps & Cap.SERVER_TIME:
            tags += f";time={server_time(self.time)}"
        if timed and caps & Cap.ACCOUNT_TAG and self.account is not None:
            tags += f";account={escape_value(self.account)}"
        if caps & Cap.MESSAGE_TAGS and message.tags:
            tags += f";{format_tags(message.tags)}"
        return f"@{tags[1:]} ".encode() + body if tags else body


def _written_parts(content: Content, limit: int) -> _Written:
    parts = (Part(content),) if isinstance(content, Message) else content
    return tuple([(*part, _body(part.message, limit)) for part in parts])


def _body(message: Message, limit: int) -> bytes:
    """The line without tags, cut to what a line may hold between two characters."""
    text = format_untagged(message)
    data = text.encode("utf-8", "replace")
    if len(data) > limit - 2:
        data = truncate(text, limit - 2).encode("utf-8", "replace")
    return data + b"\r\n"
