"""From bytes in any cut to lines, whatever comes, in bounded memory.

Modern IRC documents, "Message Format": CR LF ends a line, a lone LF or CR is taken for one too,
empty lines are ignored. IRCv3 message-tags, "Size limit": the tag section has a limit of its own.
"""

from __future__ import annotations

from msgspec import Struct

_CRLF_BYTES = 2


class OverlongLine(Struct, frozen=True):
    """A line over its limit, in place of the line; ERR_INPUTTOOLONG (417) tells a client.

    `size` counts all its bytes without the terminator; `tags_overlong` says that the tag section
    alone was too long.
    """

    size: int
    tags_overlong: bool


class LineBuffer:
    """Takes bytes as they arrive and gives whole lines, without their terminators.

    `limit` is the longest line in bytes without its tag section, with CR LF (however it really
    ends). `tags_limit` is the longest tag section, from "@" to the space, both included. An
    over-long line is reported once, where it ends; the next is whole again. At most `limit` and
    `tags_limit` bytes are kept between calls.
    """

    def __init__(self, limit: int = 512, tags_limit: int = 8191) -> None:
        self._room = limit - _CRLF_BYTES
        self._tags_limit = tags_limit
        self._always_fits = min(self._room, tags_limit)
        self._pending = bytearray()
        self._overlong: OverlongLine | None = None  # of the line that is being skipped

    @property
    def pending(self) -> bytes:
        """What has arrived of a line whose end has not; empty while an over-long one is skipped."""
        return bytes(self._pending)

    @property
    def skipped(self) -> int:
        """Bytes so far of an over-long line whose end has not arrived; 0 without one."""
        return self._overlong.size if self._overlong else 0

    def feed(self, data: bytes) -> list[bytes | OverlongLine]:
        """Take some bytes; the lines that they complete, in order."""
        *complete, rest = data.replace(b"\r", b"\n").split(b"\n")
        lines: list[bytes | OverlongLine] = []
        for piece in complete:
            line: bytes | OverlongLine
            if self._pending or self._overlong:
                self._extend(piece)
                line = self._finish()
            elif len(piece) <= self._always_fits:
                line = piece
            else:
                line = self._overlong_line(piece) or piece
            if line:
                lines.append(line)
        self._extend(rest)
        return lines

    def _extend(self, piece: bytes) -> None:
        if self._overlong:
            size = self._overlong.size + len(piece)
            self._overlong = OverlongLine(size, self._overlong.tags_overlong)
            return
        self._pending += piece
        self._overlong = self._overlong_line(self._pending)
        if self._overlong:
            self._pending.clear()

    def _finish(self) -> bytes | OverlongLine:
        line = self._overlong or bytes(self._pending)
        self._pending.clear()
        self._overlong = None
        return line

    def _overlong_line(self, line: bytes | bytearray) -> OverlongLine | None:
        size = len(line)
        if size <= self._always_fits:
            return None
        tags = 0
        if line.startswith(b"@"):
            # An unended tag section counts as one: more bytes cannot make it shorter.
            tags = line.find(b" ") + 1 or size
        if tags > self._tags_limit:
            return OverlongLine(size, tags_overlong=True)
        if size - tags > self._room:
            return OverlongLine(size, tags_overlong=False)
        return None
