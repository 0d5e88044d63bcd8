"""TLS over a connected socket, for one reader and one writer thread.

It goes through memory buffers (`ssl.SSLObject`) rather than an `SSLSocket`: OpenSSL lets only
one thread at a time into a connection's state, so that a blocked read of an `SSLSocket` would
either hold up the writer or race with it. Here the lock is held for computing alone, never while
waiting for the network. Nothing of IRC may live here.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import threading

from chat.model.dialling import DialError, Patience
from chat.model.events import FailureReason
from chat.model.streams import CHUNK, PlainStream
from chat.translation import _


class Unverified(DialError):  # noqa: N818 - named for what it is
    """Nothing speaks for the server's certificate; `code` is OpenSSL's (x509_vfy.h)."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(FailureReason.TLS, detail)
        self.code = code


class TlsStream:
    """TLS over TCP; `shake_hands` comes before all else."""

    def __init__(self, sock: socket.socket, context: ssl.SSLContext, host: str) -> None:
        self._socket = sock
        self._plain = PlainStream(sock)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self._lock = threading.Lock()

    def shake_hands(self, patience: Patience) -> None:
        """Agree on keys, and check the certificate if the context does.

        Raises Unverified, DialError (TLS, cancelled).
        """
        self._socket.setblocking(False)
        try:
            while not self._shaken():
                self._exchange(patience)
            self._flush_handshake(patience)
        except ssl.SSLCertVerificationError as error:
            raise Unverified(error.verify_code, str(error.verify_message)) from error
        except ssl.SSLError as error:
            raise DialError(FailureReason.TLS, _tls_wording(error)) from error
        except OSError as error:
            raise DialError(FailureReason.TLS, error.strerror or str(error)) from error
        except DialError as error:
            if error.reason is FailureReason.TIMED_OUT:
                # TCP was reached: what is silent is the TLS of the other side.
                detail = _("the server did not answer in TLS within {seconds:g} s").format(
                    seconds=patience.seconds
                )
                raise DialError(FailureReason.TLS, detail) from error
            raise
        self._socket.setblocking(True)

    @property
    def certificate(self) -> bytes:
        """What the server showed in the handshake, in DER."""
        return self._tls.getpeercert(binary_form=True) or b""

    @property
    def version(self) -> str:
        """The version of TLS, as "TLSv1.3"."""
        return self._tls.version() or ""

    def _shaken(self) -> bool:
        try:
            self._tls.do_handshake()
        except ssl.SSLWantReadError:
            return False
        except ssl.SSLError:
            # The alert that says why, for the server's log; a courtesy, so it may fail.
            with contextlib.suppress(OSError):
                self._socket.send(self._outgoing.read())
            raise
        return True

    def _exchange(self, patience: Patience) -> None:
        self._flush_handshake(patience)
        self._wait(selectors.EVENT_READ, patience)
        data = self._socket.recv(CHUNK)
        if not data:
            raise DialError(FailureReason.TLS, _("the server closed the connection"))
        self._incoming.write(data)

    def _flush_handshake(self, patience: Patience) -> None:
        data = self._outgoing.read()
        while data:
            self._wait(selectors.EVENT_WRITE, patience)
            data = data[self._socket.send(data) :]

    def _wait(self, event: int, patience: Patience) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, event)
            while not selector.select(patience.next_wait()):
                pass

    def receive(self) -> bytes:
        """See Stream. What TLS wants to answer goes out with the next `send` (RFC 8446, 4.6.3)."""
        while True:
            with self._lock:
                opened, more = self._opened()
            if opened or not more:
                return opened
            data = self._socket.recv(CHUNK)
            if not data:
                return b""
            with self._lock:
                self._incoming.write(data)

    def _opened(self) -> tuple[bytes, bool]:
        """What is here of whole records (one has 16 KB at most), and whether more may come."""
        records = []
        try:
            while record := self._tls.read(CHUNK):
                records.append(record)
        except ssl.SSLWantReadError:
            return b"".join(records), True
        except ssl.SSLZeroReturnError:
            pass
        return b"".join(records), False

    def send(self, data: bytes) -> None:
        """See Stream."""
        with self._lock:
            self._tls.write(data)
            sealed = self._outgoing.read()
        self._socket.sendall(sealed)

    def finish_sending(self) -> None:
        """See Stream. Says close_notify first (RFC 8446, 6.1)."""
        with self._lock:
            with contextlib.suppress(ssl.SSLError):
                self._tls.unwrap()
            sealed = self._outgoing.read()
        with contextlib.suppress(OSError):
            self._socket.sendall(sealed)
        self._plain.finish_sending()

    def shut_down(self) -> None:
        """See Stream."""
        self._plain.shut_down()

    def discard(self) -> None:
        """See Stream."""
        self._plain.discard()

    def close(self) -> None:
        """See Stream."""
        self._plain.close()


def _tls_wording(error: ssl.SSLError) -> str:
    reason: str | None = error.reason
    return reason.replace("_", " ").lower() if reason else str(error)
