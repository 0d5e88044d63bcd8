"""Uploads over HTTP, as IRCv3's filehost has it: POST to one address, GET from those it gives out.

A WSGI application (PEP 3333): no socket and no thread here. What is handed out can do nothing in a
browser: no type but the one found by content, no scripts, nothing shown that is not on a list.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import email.message
import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from urllib.parse import quote

from server.files.index import Upload
from server.files.kinds import is_shown, suffix_of
from server.files.store import FileStore, NoRoom, TooLarge
from server.shell.origins import Origins
from server.shell.proxies import HEADER, Proxies

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

UPLOAD_PATH = "/files"
PIECE = 64 * 1024  # bytes read or written at once
DRAIN_TIME = 2.0  # seconds that are spent on the rest of a body that is refused
AT_ONCE = 4  # uploads of one owner; more would keep others from theirs
REALM = "Chat files"

_ID = re.compile(r"([A-Za-z0-9_-]{22})(?:\.[A-Za-z0-9]{1,10})?")
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_SAFETY = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
]

Headers = list[tuple[str, str]]


class TooManyTries(Exception):  # noqa: N818 - named for what it is
    """So many wrong passwords that none is looked at for these seconds."""

    def __init__(self, seconds: int, limit: str) -> None:
        super().__init__(seconds, limit)
        self.seconds = seconds
        self.limit = limit


class Admission(Protocol):
    """Who may upload, asked of the chat."""

    def by_password(self, account: str, password: str, address: str) -> str | None:
        """The owner that this account's uploads count for. Raises TooManyTries. Slow."""

    def by_token(self, token: str) -> str | None:
        """The owner that a token was given to by the chat (IRCv3 authtoken); it is used up."""


class Refused(Exception):  # noqa: N818 - named for what it is
    """A request that is answered with a status, one sentence and headers."""

    def __init__(self, status: HTTPStatus, text: str, *headers: tuple[str, str]) -> None:
        super().__init__(text)
        self.status = status
        self.headers = list(headers)


class FilesApp:
    """The application."""

    def __init__(
        self,
        store: FileStore,
        admission: Admission,
        origins: Origins,
        public: str = "",
        proxies: Proxies = Proxies(()),  # noqa: B008 - immutable
    ) -> None:
        """`public`: what people reach UPLOAD_PATH by, if not by that path of this server."""
        self._proxies = proxies
        self._public = (public or UPLOAD_PATH).rstrip("/")
        self._store = store
        self._uploading: Counter[str] = Counter()  # by owner
        self._lock = threading.Lock()
        self._admission = admission
        self._origins = origins

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = _Request(environ)
        cors: Headers = []
        try:
            cors = self._cross_origin(request)
            status, headers, body = self._handler(request)(request)
        except Refused as refusal:
            request.drain()
            text = f"{refusal}\n".encode()
            status, body = refusal.status, () if request.method == "HEAD" else (text,)
            headers = [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(text))),
                *refusal.headers,
            ]
        log.info("files", extra={"method": request.method, "status": int(status)})
        start_response(f"{status.value} {status.phrase}", [*headers, *cors, *_SAFETY])
        return body

    def _handler(self, request: _Request) -> Callable[[_Request], _Answer]:
        if request.path == UPLOAD_PATH:
            handlers = {"OPTIONS": self._tell_upload, "POST": self._upload}
        elif request.path.startswith(f"{UPLOAD_PATH}/"):
            handlers = {"GET": self._download, "HEAD": self._download, "OPTIONS": self._tell_file}
        else:
            raise Refused(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        handler = handlers.get(request.method)
        if handler is None:
            allow = ("Allow", ", ".join(sorted(handlers)))
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"No {request.method} here.", allow)
        return handler

    def _cross_origin(self, request: _Request) -> Headers:
        """What lets web pages in, or keeps them out (Fetch standard, "CORS protocol")."""
        origin = request.header("Origin")
        if origin is None:
            return []
        if not self._origins.allow_origin(origin, {"Host": request.header("Host") or ""}):
            if request.method == "POST":
                raise Refused(HTTPStatus.FORBIDDEN, "Web pages of this origin may not upload.")
            return []
        return [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, POST"),
            ("Access-Control-Allow-Headers", "Authorization, Content-Disposition, Content-Type"),
            ("Access-Control-Expose-Headers", "Location"),
            ("Vary", "Origin"),
        ]

    @staticmethod
    def _tell_upload(_request: _Request) -> _Answer:
        return HTTPStatus.NO_CONTENT, [("Allow", "OPTIONS, POST"), ("Accept-Post", "*/*")], ()

    @staticmethod
    def _tell_file(_request: _Request) -> _Answer:
        return HTTPStatus.NO_CONTENT, [("Allow", "GET, HEAD, OPTIONS")], ()

    def _upload(self, request: _Request) -> _Answer:
        owner = self._owner(request)
        try:
            with self._turn(owner):
                if request.length is not None:
                    self._store.check_room(owner, request.length)
                upload = self._store.add(owner, request.file_name, request.pieces())
        except TooLarge as error:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(error.limit)) from None
        except NoRoom as error:
            raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, str(error)) from None
        except OSError as error:
            log.warning("upload broken off", extra={"reason": error.strerror or str(error)})
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "It could not be stored.") from None
        location = f"{self._public}/{upload.id}{suffix_of(upload.kind)}"
        return HTTPStatus.CREATED, [("Location", location), ("Content-Length", "0")], ()

    @contextlib.contextmanager
    def _turn(self, owner: str) -> Iterator[None]:
        """One of the uploads that an owner may have in progress. Raises Refused."""
        with self._lock:
            if self._uploading[owner] >= AT_ONCE:
                text = f"{AT_ONCE} of your uploads are in progress: wait for one to end."
                raise Refused(HTTPStatus.TOO_MANY_REQUESTS, text)
            self._uploading[owner] += 1
        try:
            yield
        finally:
            with self._lock:
                self._uploading[owner] -= 1
                if not self._uploading[owner]:
                    del self._uploading[owner]

    def _owner(self, request: _Request) -> str:
        scheme, _, given = (request.header("Authorization") or "").partition(" ")
        owner = None
        if scheme.lower() == "bearer":
            owner = self._admission.by_token(given.strip())
        elif scheme.lower() == "basic":
            account, password = _basic(given)
            try:
                address = self._proxies.client_of(request.address, request.headers(HEADER))
                owner = self._admission.by_password(account, password, address)
            except TooManyTries as error:
                after = ("Retry-After", str(error.seconds))
                text = f"Too many wrong passwords: try again in {error.seconds} s ({error.limit})."
                raise Refused(HTTPStatus.TOO_MANY_REQUESTS, text, after) from None
        if owner is None:
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "To upload, give your account and password, or a token of the chat.",
                ("WWW-Authenticate", f'Basic realm="{REALM}", charset="UTF-8"'),
                ("WWW-Authenticate", f'Bearer realm="{REALM}"'),
            )
        return owner

    def _download(self, request: _Request) -> _Answer:
        found = _ID.fullmatch(request.path.removeprefix(f"{UPLOAD_PATH}/"))
        upload = self._store.find(found[1]) if found else None
        if upload is None:
            raise _gone()
        try:
            file = self._store.open(upload)
        except FileNotFoundError:
            raise _gone() from None
        headers = self._headers(upload)
        if request.header("If-None-Match") == _etag(upload):
            file.close()
            return HTTPStatus.NOT_MODIFIED, headers, ()
        try:
            start, end = _wanted(request.header("Range"), upload.size)
        except Refused:
            file.close()
            raise
        status = HTTPStatus.OK
        if (start, end) != (0, upload.size):
            status = HTTPStatus.PARTIAL_CONTENT
            headers.append(("Content-Range", f"bytes {start}-{end - 1}/{upload.size}"))
        headers += [("Content-Type", upload.kind), ("Content-Length", str(end - start))]
        if request.method == "HEAD":
            file.close()
            return status, headers, ()
        return status, headers, _Body(file, start, end)

    def _headers(self, upload: Upload) -> Headers:
        left = self._store.expires(upload)
        age = 365 * 24 * 3600 if left is None else int(left)
        how = "inline" if is_shown(upload.kind) else "attachment"
        return [
            ("Content-Disposition", f"{how}; filename*=UTF-8''{quote(upload.name, safe='')}"),
            ("Accept-Ranges", "bytes"),
            ("Cache-Control", f"private, max-age={age}, immutable"),
            ("ETag", _etag(upload)),
        ]


_Answer = tuple[HTTPStatus, Headers, Iterable[bytes]]


class _Request:
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


class _Body:
    """A part of a file in pieces; WSGI closes it."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file = file
        self._left = end - start
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (piece := self._file.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def too_large(limit: int) -> str:
    """What is said of a file over the limit, in bytes."""
    return f"The file is too large (limit: {limit} bytes)."


def _gone() -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "There is no such file, or no more.")


def _etag(upload: Upload) -> str:
    return f'"{upload.id}"'


def _basic(given: str) -> tuple[str, str]:
    """Account and password of HTTP Basic (RFC 7617); empty ones if it is malformed."""
    try:
        text = base64.b64decode(given, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    account, _, password = text.partition(":")
    return account, password


def _wanted(header: str | None, size: int) -> tuple[int, int]:
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
