"""The files' port: cheroot's threaded HTTP server around the application, with TLS if there is any.

cheroot rather than waitress: it speaks TLS itself, and it is the one of the two that is still cared
for. Its threads serve files only; the chat's have nothing to do with it.
"""

from __future__ import annotations

import logging
import socket
import sqlite3
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

from cheroot.server import HTTPConnection, HTTPRequest
from cheroot.ssl import Adapter
from cheroot.wsgi import Server

from server.config import ServerConfig
from server.files.admission import Admission
from server.files.app import UPLOAD_PATH, FilesApp, too_large
from server.files.store import FileStore
from server.files.turns import Turns
from server.shell.config_file import ConfigError
from server.shell.listener import CannotListen, address_text
from server.shell.origins import Origins
from server.shell.proxies import Proxies

if TYPE_CHECKING:
    from server.shell.certificates import Certificates

log = logging.getLogger(__name__)

DIRECTORY = "uploads"
WORKERS = 16
WORKERS_PER_ADDRESS = 12  # of those; who comes from elsewhere finds one free
_MANY = 10_000  # connections that may wait where no limit of them is set
PATIENCE = 20.0  # seconds of silence in the middle of a request
EXPIRY_INTERVAL = 600.0  # seconds between looks for what is too old
SLACK = 1024 * 1024  # bytes that are read of a body that is too large, so that its sender hears it
STOP_TIMEOUT = 0.3  # seconds that requests in progress have when the server ends


class FilesDoor:
    """Where files are uploaded and downloaded."""

    def __init__(
        self,
        config: Callable[[], ServerConfig],
        directory: Path,
        admission: Admission,
        certificates: Certificates | None,
    ) -> None:
        """Open the store and bind. Raises CannotListen or ConfigError."""
        now = config()
        assert now.files_port is not None
        self._config = config
        self._certificates = certificates
        self._store = _opened(directory / DIRECTORY, config)
        origins = Origins(now.ws_origins, now.server_name)
        application = FilesApp(
            self._store, admission, origins, now.files_url, Proxies(now.trusted_proxies)
        )
        self._adapter = None if certificates is None else _TlsAdapter(certificates)
        self._server = _server(now, application, self._adapter)
        try:
            self._server.prepare()
        except OSError as error:
            self._store.close()
            raise CannotListen(now.host, now.files_port) from error
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._server.serve, name="files", daemon=True),
            threading.Thread(target=self._tidy, name="files' expiry", daemon=True),
        ]

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, as they really are."""
        host, port, *_ = self._server.socket.getsockname()
        return host, port

    @property
    def scheme(self) -> str:
        """http or https."""
        return "http" if self._adapter is None else "https"

    def start(self) -> None:
        """Serve from now on, in threads of its own."""
        for thread in self._threads:
            thread.start()

    @property
    def path(self) -> str:
        """Where uploads go."""
        return UPLOAD_PATH

    def take_bounds(self) -> None:
        """Take the bounds as they are now."""
        self._server.max_request_body_size = self._config().uploads.max_size + SLACK

    def take_certificate(self) -> None:
        """Take the certificate as it is now."""
        if self._adapter is not None:
            self._adapter.reload()

    def close(self) -> None:
        """End the server and its threads, within about STOP_TIMEOUT, and close the store."""
        self._ended.set()
        self._server.stop()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        self._store.close()

    def _tidy(self) -> None:
        """Sweep at the start, and remove what is too old for as long as the server runs."""
        self._try("half-written uploads removed", self._store.sweep)
        while True:
            self._try("uploads expired", self._store.expire)
            if self._ended.wait(EXPIRY_INTERVAL):
                return

    @staticmethod
    def _try(done: str, remove: Callable[[], int]) -> None:
        """Remove some, and say how many. What fails is tried again the next time."""
        try:
            count = remove()
        except (OSError, sqlite3.Error) as error:
            log.error("uploads cannot be removed", extra={"reason": str(error)})  # noqa: TRY400
            return
        if count:
            log.info(done, extra={"count": count})


def _opened(directory: Path, config: Callable[[], ServerConfig]) -> FileStore:
    try:
        return FileStore(directory, lambda: config().uploads, time)
    except (OSError, sqlite3.Error) as error:
        raise ConfigError(f"cannot keep uploads in {directory}: {error}") from None


class _TlsAdapter(Adapter):
    """TLS whose handshake is done by the worker that reads, so that nobody holds up the others."""

    def __init__(self, certificates: Certificates) -> None:
        super().__init__(certificates.certificate, certificates.key)
        self._certificates = certificates
        self.context = certificates.standard_context()

    def reload(self) -> None:
        """Use the certificate as it is now."""
        self.context = self._certificates.standard_context()

    def bind(self, sock: socket.socket) -> socket.socket:
        """As cheroot's adapters do: the listening socket stays as it is."""
        return sock

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, str]]:
        """Wrap an accepted socket, without waiting for its peer."""
        wrapped = self.context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return wrapped, self.get_environ()

    def get_environ(self) -> dict[str, str]:
        """What WSGI is told of it."""
        return {"wsgi.url_scheme": "https", "HTTPS": "on"}

    def makefile(self, sock: socket.socket, mode: str = "r", bufsize: int = -1) -> Any:
        """A file around the socket."""
        from cheroot.makefile import StreamReader, StreamWriter

        return (StreamReader if "r" in mode else StreamWriter)(sock, mode, bufsize)


class _Request(HTTPRequest):
    """cheroot's, which says the limit where it refuses a body by its length."""

    def simple_response(self, status: str, msg: str = "") -> None:
        """Answer with a status and a sentence."""
        if status.startswith("413"):
            msg = f"{too_large(self.server.max_request_body_size - SLACK)}\n"
        super().simple_response(status, msg)


class _Connection(HTTPConnection):
    """cheroot's, which tells when its turn is over."""

    RequestHandlerClass = _Request

    def communicate(self) -> bool:
        """Read a request and answer it; whether the connection goes on."""
        try:
            return bool(super().communicate())  # type: ignore[no-untyped-call]
        finally:
            self.server.end_turn(self)


class _HttpServer(Server):
    """cheroot's, with its complaints in our log, and a bound for each address."""

    ConnectionClass = _Connection

    def __init__(
        self, address: tuple[str, int | None], application: FilesApp, waiting: int
    ) -> None:
        super().__init__(address, application, numthreads=WORKERS)
        self._turns: Turns[_Connection] = Turns(WORKERS_PER_ADDRESS, waiting)

    def process_conn(self, conn: _Connection) -> None:
        """Have a connection served that has something to read: now, or after others of its own."""
        turn = self._turns.begin(address_text((conn.remote_addr,)), conn)
        if turn:
            super().process_conn(conn)
        elif turn is None:
            conn.close()

    def end_turn(self, conn: _Connection) -> None:
        """A worker is done with a connection. In the worker's thread."""
        following = self._turns.end(address_text((conn.remote_addr,)))
        if following is not None:
            super().process_conn(following)

    def stop(self) -> None:
        """End."""
        for conn in self._turns.give_up():
            conn.close()
        super().stop()

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """What a peer does wrong is no news."""
        log.log(level if traceback else logging.DEBUG, "files: %s", msg, exc_info=traceback)


def _server(config: ServerConfig, application: FilesApp, adapter: Adapter | None) -> Any:
    server: Any = _HttpServer(
        (config.host, config.files_port),
        application,
        config.effective_rates.connections_per_address or _MANY,
    )
    server.server_name = config.server_name
    server.timeout = PATIENCE
    server.shutdown_timeout = STOP_TIMEOUT
    server.ssl_adapter = adapter
    server.max_request_body_size = config.uploads.max_size + SLACK
    server.software = "chat-server"
    return server
