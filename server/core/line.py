"""One event as bytes: written once for each set of capabilities, whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
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


class Line:
    """One event on its way; written at most once for each set of capabilities.

    `needs`: bits without which a session is not told at all (TAGMSG, AWAY, SETNAME).
    `alternatives`: (bit, message) pairs; the first whose bit a session has replaces `message`
    (extended-join). Client-only tags (+name) and `time` are added for those who asked for them.

    A line that cannot be written raises MalformedMessage here, under the handler that made it,
    never later in the broadcaster. One over `limit` (bytes with CR LF, without tags) is cut at the
    end of its last parameter.
    """

    __slots__ = ("_bodies", "_encoded", "alternatives", "message", "needs", "time")

    def __init__(
        self,
        message: Message,
        time: float,
        *,
        needs: int = 0,
        alternatives: tuple[tuple[int, Message], ...] = (),
        limit: int = LINE_LENGTH,
    ) -> None:
        self.message = message
        self.time = time
        self.needs = needs
        self.alternatives = alternatives
        self._bodies = (
            _body(message, limit),
            *(_body(other, limit) for _, other in alternatives),
        )
        self._encoded: dict[int, bytes] = {}

    def encode(self, caps: int) -> bytes:
        """The bytes for a session with these capabilities; empty if it is not to be told."""
        variant = caps & RELAY_MASK
        encoded = self._encoded.get(variant)
        if encoded is None:
            encoded = self._encoded[variant] = self.write(variant)
        return encoded

    def write(self, caps: int, extra: Mapping[str, str] | None = None) -> bytes:
        """The same, with `extra` tags (label, batch) as they are before those asked for."""
        if self.needs & ~caps:
            return b""
        message, body = self.message, self._bodies[0]
        for place, (bit, alternative) in enumerate(self.alternatives, 1):
            if caps & bit:
                message, body = alternative, self._bodies[place]
                break
        tags: dict[str, str] = dict(extra or {})
        if caps & Cap.SERVER_TIME:
            tags["time"] = server_time(self.time)
        if caps & Cap.MESSAGE_TAGS:
            tags.update(message.tags)
        return f"@{format_tags(tags)} ".encode() + body if tags else body


def _body(message: Message, limit: int) -> bytes:
    """The line without tags, cut to what a line may hold between two characters."""
    text = format_message(message.with_tags({}) if message.tags else message)
    data = text.encode("utf-8", "replace")
    if len(data) > limit - 2:
        data = truncate(text, limit - 2).encode("utf-8", "replace")
    return data + b"\r\n"
