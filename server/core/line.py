"""One event as bytes: written once for each set of capabilities, whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from chat.protocol.message import Message, format_message
from chat.protocol.splitting import truncate
from chat.protocol.tags import format_tags
from server.core.capabilities import RELAY_MASK, Cap

LINE_LENGTH = 512  # bytes of a line with CR LF, without tags (modern IRC, "Message Format")


def server_time(seconds: float) -> str:
    """The `time` tag's form of seconds since the epoch (IRCv3 server-time)."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


@dataclass(frozen=True, slots=True)
class Part:
    """One wire line of an event that takes several, as a batch does.

    `framing`: tags that hold the lines together (batch), written whatever was negotiated.
    `timed`: whether the line has a `time` of its own.
    """

    message: Message
    framing: Mapping[str, str] = field(default_factory=dict)
    timed: bool = True


#: What an event is for some readers: one line, or several in their order.
Content = Message | tuple[Part, ...]


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
        self._parts = _written_parts(content, limit)
        self.message = self._parts[0][0].message  # the first line, which has the event's tags
        self.time = time
        self.account = account
        self.id = 0  # the number behind the msgid (core.message_ids), if it is an event
        self.needs = needs
        self.unless = unless
        self._alternatives = [(bits, _written_parts(each, limit)) for bits, each in alternatives]
        #: The bits that make a difference to how this line is written.
        self.mask = RELAY_MASK | needs | unless
        for bits, _ in alternatives:
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
        first, *rest = parts
        data = self._write_part(*first, caps, extra or {})
        if rest:
            outer = {"batch": extra["batch"]} if extra and "batch" in extra else {}
            data += b"".join(self._write_part(part, body, caps, outer) for part, body in rest)
        return data

    def _write_part(self, part: Part, body: bytes, caps: int, extra: Mapping[str, str]) -> bytes:
        tags: dict[str, str] = {**extra, **part.framing}
        if caps & Cap.SERVER_TIME and part.timed:
            tags["time"] = server_time(self.time)
        if caps & Cap.ACCOUNT_TAG and self.account is not None and part.timed:
            tags["account"] = self.account
        if caps & Cap.MESSAGE_TAGS:
            tags.update(part.message.tags)
        return f"@{format_tags(tags)} ".encode() + body if tags else body


def _written_parts(content: Content, limit: int) -> tuple[tuple[Part, bytes], ...]:
    parts = (Part(content),) if isinstance(content, Message) else content
    return tuple((part, _body(part.message, limit)) for part in parts)


def _body(message: Message, limit: int) -> bytes:
    """The line without tags, cut to what a line may hold between two characters."""
    text = format_message(message.with_tags({}) if message.tags else message)
    data = text.encode("utf-8", "replace")
    if len(data) > limit - 2:
        data = truncate(text, limit - 2).encode("utf-8", "replace")
    return data + b"\r\n"
