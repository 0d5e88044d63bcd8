"""Uploads over HTTP, as IRCv3's filehost has it: POST to one address, GET from those it gives out.

A WSGI application (PEP 3333): no socket and no thread here. What is handed out can do nothing in a
browser: no type but the one found by content, no scripts, nothing shown that is not on a list.
"""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from server.files.admission import Admission, owner_of
from server.files.body import Body
from server.files.index import Upload
from server.files.kinds import is_shown, suffix_of
from server.files.request import Refused, Request, wanted_range
from server.files.store import FileStore, NoRoom, TooLarge
from server.shell.origins import Origins
from server.shell.proxies import Proxies

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

UPLOAD_PATH = "/files"
AT_ONCE = 4  # uploads of one owner; more would keep others from theirs

_ID = re.compile(r"([A-Za-z0-9_-]{22})(?:\.[A-Za-z0-9]{1,10})?")
_SAFETY = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
]

Headers = list[tuple[str, str]]


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
        request = Request(environ)
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

    def _handler(self, request: Request) -> Callable[[Request], _Answer]:
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

    def _cross_origin(self, request: Request) -> Headers:
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
    def _tell_upload(_request: Request) -> _Answer:
        return HTTPStatus.NO_CONTENT, [("Allow", "OPTIONS, POST"), ("Accept-Post", "*/*")], ()

    @staticmethod
    def _tell_file(_request: Request) -> _Answer:
        return HTTPStatus.NO_CONTENT, [("Allow", "GET, HEAD, OPTIONS")], ()

    def _upload(self, request: Request) -> _Answer:
        owner = owner_of(request, self._admission, self._proxies)
        try:
            with self._turn(owner):
                if request.length is not None:
                    self._store.check_room(owner, request.length)
                upload = self._store.add(owner, request.file_name, request.pieces())
        except TooLarge as error:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(error.limit)) from None
        except NoRoom as error:
            raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, str(error)) from None
        except (ConnectionError, TimeoutError) as error:
            log.info("upload broken off", extra={"reason": error.strerror or str(error)})
            raise Refused(HTTPStatus.BAD_REQUEST, "Not all of the file arrived.") from None
        except OSError as error:
            log.warning("upload not stored", extra={"reason": error.strerror or str(error)})
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

    def _download(self, request: Request) -> _Answer:
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
            start, end = wanted_range(request.header("Range"), upload.size)
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
        return status, headers, Body(file, start, end)

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


def too_large(limit: int) -> str:
    """What is said of a file over the limit, in bytes."""
    return f"The file is too large (limit: {limit} bytes)."


def _gone() -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, "There is no such file, or no more.")


def _etag(upload: Upload) -> str:
    return f'"{upload.id}"'
