"""The ways in that a configuration opens: which sockets listen, and what waits behind each.

No loop here: `server.shell.server` accepts at these doors and starts the clients' threads.
"""

from __future__ import annotations

import logging
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from server.config import ServerConfig
from server.core.doors import OpenDoors
from server.shell.announcement import IRC, IRCS, Announcement, Service, is_worth_announcing
from server.shell.arrivals import Arrivals, ClientHandler
from server.shell.listener import Listener, address_text
from server.shell.origins import Origins
from server.shell.proxies import HEADER, Proxies
from server.shell.stream import PlainStream, Stream

if TYPE_CHECKING:  # imported when needed: a server without TLS does not wait for OpenSSL
    from OpenSSL import SSL
    from websockets.server import ServerProtocol

    from server.files.admission import Admission
    from server.files.door import FilesDoor
    from server.shell.certificates import Certificates

log = logging.getLogger(__name__)


class Serving(Protocol):
    """What the server does with those who came in."""

    def handle_client(
        self, client_socket: socket.socket, client_address: object, stream: Stream | None = None
    ) -> None:
        """Serve a client that speaks lines."""

    def handle_plain_client(self, client_socket: socket.socket, client_address: object) -> None:
        """Serve a client that sends bare text."""

    def handle_web_client(
        self,
        _client_socket: socket.socket,
        client_address: object,
        stream: Stream,
        protocol: ServerProtocol,
        forwarded: str | None = None,
    ) -> None:
        """Serve a client that speaks lines in messages of WebSocket.

        `forwarded`: the address that it comes from, if a proxy handed it on.
        """


@dataclass(frozen=True, slots=True)
class Door:
    """One listening socket. `scheme`: irc, plain, ircs, ws or wss."""

    scheme: str
    listener: Listener
    handler: ClientHandler

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, as they really are."""
        return self.listener.address


class Doors:
    """All the doors of one server."""

    def __init__(
        self,
        config: Callable[[], ServerConfig],
        serving: Serving,
        arrivals: Arrivals,
        admission: Admission,
    ) -> None:
        """`config`: as it is in force. `admission`: who may upload."""
        self._current = config
        self._config = now = config()
        self._admission = admission
        self.files: FilesDoor | None = None
        self._files_end: threading.Thread | None = None
        self._announcement: Announcement | None = None
        self._serving = serving
        self._arrivals = arrivals
        self._origins = Origins(now.ws_origins, now.server_name)
        self._proxies = Proxies(now.trusted_proxies)
        self._own_directory: tempfile.TemporaryDirectory[str] | None = None
        self.certificates: Certificates | None = None
        self.open: list[Door] = []

    def __iter__(self) -> Iterator[Door]:
        return iter(self.open)

    def bind(self) -> None:
        """Open all. Raises CannotListen or ConfigError; `close` closes those that are open."""
        config, serving = self._config, self._serving
        if config.tls is not None or config.tls_cert is not None:
            self.certificates = self._load_certificates()
        self._open("irc", config.port, serving.handle_client)
        if config.plain_port is not None:
            self._open("plain", config.plain_port, serving.handle_plain_client)
        if config.tls_port is not None:
            self._open("ircs", config.tls_port, self._arrivals.through(self._greet_tls))
        if config.ws_port is not None:
            scheme = "ws" if self.certificates is None else "wss"
            self._open(scheme, config.ws_port, self._arrivals.through(self._greet_web))
        if config.files_port is not None:
            self.files = self._open_files()

    @property
    def open_doors(self) -> OpenDoors:
        """What clients are told of them."""
        tls_port = next((door.address[1] for door in self.open if door.scheme == "ircs"), None)
        url = self._config.files_url
        if self.files is not None and not url:
            host, port = "{host}", self.files.address[1]
            url = f"{self.files.scheme}://{host}:{port}{self.files.path}"
        return OpenDoors(tls_port, url)

    def start(self) -> None:
        """Let those in that do not wait for the accept loop."""
        if self.files is not None:
            self.files.start()
        if self._config.announce and is_worth_announcing(self.open[0].address[0]):
            self._announcement = self._announced()
            self._announcement.start()

    def _announced(self) -> Announcement:
        kinds = {"irc": IRC, "ircs": IRCS}
        services = [Service(kinds[d.scheme], d.address[1]) for d in self.open if d.scheme in kinds]
        return Announcement(self._config.network_name, self.open[0].address[0], services)

    def reload(self) -> None:
        """Take new bounds, and read the certificate again.

        Raises ConfigError, and keeps the old one.
        """
        if self.files is not None:
            self.files.take_bounds()
        if self.certificates is not None:
            self.certificates.reload()
            if self.files is not None:
                self.files.take_certificate()
            log.info("certificate read", extra={"fingerprint": self.certificates.fingerprint})

    def stop_listening(self) -> None:
        """Refuse newcomers; those on their way in are sent back."""
        for door in self.open:
            door.listener.close()
        self._arrivals.end()
        if self._announcement is not None:
            self._announcement.end()
        if self.files is not None and self._files_end is None:
            self._files_end = threading.Thread(target=self.files.close, name="end of files")
            self._files_end.start()  # it takes its time, while the chat says goodbye

    def close(self) -> None:
        """Close all, and forget them."""
        self.stop_listening()
        self.open.clear()
        if self._announcement is not None:
            self._announcement.close()
        if self._files_end is not None:
            self._files_end.join()
        if self._own_directory is not None:
            self._own_directory.cleanup()

    def _open(self, scheme: str, port: int, handler: ClientHandler) -> None:
        listener = Listener(self._config.host, port, self._config.backlog)
        self.open.append(Door(scheme, listener, handler))

    def _load_certificates(self) -> Certificates:
        from server.shell.certificates import Certificates, own_certificate

        config = self._config
        if config.tls_cert is not None and config.tls_key is not None:
            return Certificates(config.tls_cert, config.tls_key)
        return own_certificate(self._directory(), config.server_name)

    def _open_files(self) -> FilesDoor:
        from server.files.door import FilesDoor

        return FilesDoor(self._current, self._directory(), self._admission, self.certificates)

    def _directory(self) -> Path:
        """Where things are kept: for this run only, if there is no data directory."""
        if self._config.data_dir is not None:
            return self._config.data_dir
        if self._own_directory is None:
            self._own_directory = tempfile.TemporaryDirectory(prefix="chat-server-")
        return Path(self._own_directory.name)

    def _greet_tls(self, client_socket: socket.socket) -> ClientHandler:
        assert self.certificates is not None
        stream = self._over_tls(client_socket, self.certificates.irc)
        return partial(self._serving.handle_client, stream=stream)

    def _over_tls(self, client_socket: socket.socket, context: SSL.Context) -> Stream:
        from server.shell.tls_stream import TlsStream

        stream = TlsStream(client_socket, context)
        stream.handshake(self._config.limits.handshake_timeout)
        return stream

    def _greet_web(self, client_socket: socket.socket) -> ClientHandler:
        from server.shell.websocket import shake_hands

        timeout = self._config.limits.handshake_timeout
        stream: Stream = PlainStream(client_socket)
        if self.certificates is not None:
            stream = self._over_tls(client_socket, self.certificates.web)
        protocol, headers = shake_hands(stream, self._origins, timeout)
        peer = address_text(client_socket.getpeername())
        forwarded = self._proxies.client_of(peer, headers.get_all(HEADER))
        return partial(
            self._serving.handle_web_client,
            stream=stream,
            protocol=protocol,
            forwarded=None if forwarded == peer else forwarded,
        )

    def relays(self, door: Door, address: str) -> bool:
        """Whether this is a proxy that hands people on to the door."""
        return door.scheme in _FOR_BROWSERS and self._proxies.trust(address)


_FOR_BROWSERS = ("ws", "wss")
_DESCRIPTIONS = {
    "irc": "Listening on {}",
    "plain": "Listening for bare text on {}",
    "ircs": "Listening with TLS on {}",
    "ws": "Listening for WebSocket on ws://{}",
    "wss": "Listening for WebSocket on wss://{}",
}


def described(doors: Doors) -> list[str]:
    """What is told at the start: where each door is, and what to compare the certificate with."""
    lines = [_DESCRIPTIONS[door.scheme].format(location(*door.address)) for door in doors]
    if (files := doors.files) is not None:
        url = f"{files.scheme}://{location(*files.address)}{files.path}"
        lines.append(f"Listening for files on {url}")
    if doors.certificates is not None:
        lines.append(f"Certificate's SHA-256 fingerprint: {doors.certificates.spaced_fingerprint}")
    return lines


def location(host: str, port: int) -> str:
    """Host and port as in a URL."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
