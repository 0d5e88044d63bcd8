"""TLS over a socket that one thread reads while another writes.

OpenSSL's connection is not made for two threads at a time, and a blocking read inside it would hold
up the writer. So it works on memory alone: the socket is read and written here, outside and inside
of one small lock, and no wait ever happens under that lock.

pyOpenSSL instead of `ssl`: it alone can ask for a client's certificate without judging who signed
it, and people log in with certificates they made themselves (SASL EXTERNAL).
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from cryptography.hazmat.primitives.hashes import SHA256
from OpenSSL import SSL

from server.shell.nonblocking import DONT_WAIT, sender_of

READ_SIZE = 4 * 1024  # bytes of ciphertext read at once
PIECE = 16 * 1024  # bytes of plaintext encrypted at once: one TLS record
RECORD_ROOM = PIECE + 2 * 1024  # bytes; a record and what may stand before it

_T = TypeVar("_T")


class HandshakeFailed(OSError):  # noqa: N818 - named for what it is
    """The peer and the server could not agree on TLS; the text says why."""


class TlsStream:
    """A Stream (server.shell.stream) through TLS, the server's side."""

    __slots__ = ("_lock", "_pending", "_send", "_tls", "certfp", "socket")

    secure = True

    def __init__(self, client_socket: socket.socket, context: SSL.Context) -> None:
        self.socket = client_socket
        self.certfp: str | None = None
        self._send = sender_of(client_socket)
        self._tls = SSL.Connection(context, None)
        self._tls.set_accept_state()
        self._lock = threading.Lock()
        self._pending = b""  # ciphertext that the socket did not take yet

    @property
    def pending(self) -> int:
        """As Stream says."""
        return len(self._pending)

    def handshake(self, timeout: float) -> None:
        """Agree with the peer, in `timeout` seconds at most. Only this thread may use the stream.

        Raises HandshakeFailed, or another OSError if the connection is gone.
        """
        deadline = monotonic() + timeout
        while True:
            try:
                self._tls.do_handshake()
            except SSL.WantReadError:
                self._hand_over(deadline)
                self._take_in(deadline)
            except SSL.Error as error:
                with contextlib.suppress(OSError):
                    self._hand_over(deadline)  # the alert that tells the peer
                raise HandshakeFailed(_reason(error)) from error
            else:
                self._hand_over(deadline)
                break
        self.socket.settimeout(None)
        certificate = self._tls.get_peer_certificate(as_cryptography=True)
        if certificate is not None:
            self.certfp = certificate.fingerprint(SHA256()).hex()

    def receive(self, size: int) -> bytes:
        """As Stream says."""
        while True:
            try:
                with self._lock:
                    return self._tls.recv(size)
            except SSL.WantReadError:
                pass
            except SSL.ZeroReturnError:
                return b""
            except SSL.Error as error:
                raise ConnectionError(0, _reason(error)) from error
            data = self.socket.recv(READ_SIZE)
            if not data:  # without a goodbye: lines have ends of their own, nothing is cut unseen
                return b""
            with self._lock:
                self._tls.bio_write(data)

    def send_now(self, data: bytes | memoryview, _flags: int = DONT_WAIT) -> int:
        """As Stream says."""
        taken = 0
        with self._lock:
            self._flush()
            while taken < len(data) and not self._pending:
                taken += self._encrypt(memoryview(data)[taken : taken + PIECE])
                with contextlib.suppress(BlockingIOError):
                    self._flush()
        return taken

    def flush(self) -> None:
        """As Stream says."""
        with self._lock:
            self._flush()

    def end(self) -> None:
        """As Stream says, with TLS's own goodbye (close_notify) first."""
        with self._lock, contextlib.suppress(SSL.Error, OSError):
            self._tls.shutdown()
            self._pending += self._produced()
            self._flush()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def _encrypt(self, piece: memoryview) -> int:
        try:
            taken = self._tls.send(piece)
        except SSL.Error as error:
            raise ConnectionError(0, _reason(error)) from error
        self._pending += self._produced()
        return taken

    def _flush(self) -> None:
        if self._pending:
            sent = self._send(self._pending, DONT_WAIT)
            self._pending = self._pending[sent:]
            if self._pending:
                raise BlockingIOError

    def _produced(self) -> bytes:
        produced = b""
        with contextlib.suppress(SSL.WantReadError):
            while True:
                produced += self._tls.bio_read(RECORD_ROOM)
        return produced

    def _hand_over(self, deadline: float) -> None:
        if data := self._produced():
            _within(deadline, self.socket, lambda: self.socket.sendall(data))

    def _take_in(self, deadline: float) -> None:
        data = _within(deadline, self.socket, lambda: self.socket.recv(READ_SIZE))
        if not data:
            raise HandshakeFailed("closed during the handshake")
        self._tls.bio_write(data)


def _within(deadline: float, client_socket: socket.socket, act: Callable[[], _T]) -> _T:
    """Do something with a socket before the deadline. Raises HandshakeFailed when it is over."""
    left = deadline - monotonic()
    if left <= 0:
        raise HandshakeFailed("the handshake took too long")
    client_socket.settimeout(left)
    try:
        return act()
    except TimeoutError:
        raise HandshakeFailed("the handshake took too long") from None


def _reason(error: SSL.Error) -> str:
    """What OpenSSL says, in its words: "wrong version number"."""
    if isinstance(error, SSL.SysCallError):
        return str(error.args[-1])
    reasons = error.args[0] if error.args else ()
    return str(reasons[-1][-1]) if reasons else "TLS failed"
