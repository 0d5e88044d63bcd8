"""A server for TLS tests: shakes hands with whoever comes, and keeps what they say."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self

import trustme

PATIENCE = 10.0  # seconds; only a test that fails waits so long


class TlsServer:
    """Listens on loopback with a certificate that can be changed between connections."""

    def __init__(self, certificate: trustme.LeafCert) -> None:
        self.certificate = certificate
        self.heard: list[bytes] = []  # what each connection said, after the handshake
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._clients: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, name="TLS server")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self._clients:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client:
                self._clients.append(client)
                with contextlib.suppress(OSError):
                    self._speak(client)

    def _speak(self, client: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.certificate.configure_cert(context)
        with context.wrap_socket(client, server_side=True) as secured:
            secured.settimeout(PATIENCE)
            self.heard.append(b"")
            while data := secured.recv(4096):
                self.heard[-1] += data


def fingerprint(certificate: trustme.LeafCert) -> str:
    """SHA-256 of a certificate, in hex, by the library that made it."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    pem = certificate.cert_chain_pems[0].bytes()
    return x509.load_pem_x509_certificate(pem).fingerprint(SHA256()).hex()
