"""A request for files, as WSGI has it, and what its headers mean; answers none (`app` does)."""

from __future__ import annotations

import contextlib
import email.message
import re
from collections.abc import Iterator
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

PIECE = 64 * 1024  # bytes read or written at once
DRAIN_TIME = 2.0  # seconds that are spent on the rest of a body that is refused

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class Refused(Exception):  # noqa: N818 - named for what it is
    """A request that is answered with a status, one sentence and headers."""

    def __init__(self, status: HTTPStatus, text: str, *headers: tuple[str, str]) -> None:
        super().__init__(text)
        self.status = status
        self.headers = list(headers)


class Request:
    """What of a WSGI environment is needed."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self._environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        self.path: str = environ.get("PATH_INFO", "")
        self.address: str = environ.get("REMOTE_ADDR", "")
        length = environ.get("CONTENT_LENGTH", "")
        self.length = int(length) if length.isascii() and length.isdigit() else None

    def header(self, name: str) -> str | None:
        """A header's value."""
        key = name.upper().replace("-", "_")
        value: str | None = self._environ.get(f"HTTP_{key}")
        return value

    def headers(self, name: str) -> list[str]:
        """Its values: one line of all, as WSGI has it."""
        value = self.header(name)
        return [] if value is None else [value]

    @property
    def file_name(self) -> str:
        """What the sender calls the file (RFC 6266); a header in WSGI is bytes in Latin-1."""
        given = (self.header("Content-Disposition") or "").encode("latin-1", "replace")
        parsed = email.message.Message()
        parsed["Content-Disposition"] = given.decode("utf-8", "replace").replace("\n", " ")
        return parsed.get_filename() or ""

    def pieces(self) -> Iterator[bytes]:
        """The body. Raises OSError if the sender breaks off."""
        body: Any = self._environ["wsgi.input"]
        read = 0
        while piece := body.read(PIECE):
            read += len(piece)
            yield piece
        if self.length is not None and read < self.length:
            raise ConnectionError(0, "the sender broke off")

    def drain(self) -> None:
        """Read what is left of the body, so that its sender reads why it was refused.

        The HTTP server bounds it (max_request_body_size).
        """
        if self.method == "POST":
            # Whatever the HTTP server raises, over its bound or for a sender that left, is its own.
            deadline = monotonic() + DRAIN_TIME
            with contextlib.suppress(Exception):
                for _ in self.pieces():
                    if monotonic() > deadline:
                        break


def wanted_range(header: str | None, size: int) -> tuple[int, int]:
    """First byte and the one after the last (RFC 9110, 14.2): all, unless one range is asked for.

    Raises Refused if there is no such range.
    """
    match = _RANGE.fullmatch(header or "")
    if match is None or match[0] == "bytes=-":
        return 0, size
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1 if last else size)
    if start >= end:
        text = "The file has no such bytes."
        raise Refused(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, text, ("Content-Range", f"bytes */{size}")
        )
    return start, end
