"""TLS to one server, and whether to believe it: by an authority, or by a pinned certificate.

Runs in a connection's dial thread. The standard library does not show the certificate of a
handshake that it refused, so a doubtful server is dialled a second time only to look; nothing
of IRC is said before a certificate is believed.
"""

from __future__ import annotations

import hashlib
import socket
import ssl
from collections.abc import Callable
from datetime import datetime

from chat.model.dialling import DialError, DoubtfulCertificate, Patience
from chat.model.events import FailureReason
from chat.model.own_certificate import load
from chat.model.security import Assurance, Certificate, Doubt, OwnCertificate, Security
from chat.model.tls_stream import TlsStream, Unverified

#: What OpenSSL's verification says (x509_vfy.h), as far as it makes a difference to people.
_DOUBTS = {
    9: Doubt.NOT_YET_VALID,
    10: Doubt.EXPIRED,
    18: Doubt.SELF_SIGNED,
    19: Doubt.UNKNOWN_ISSUER,  # self-signed, further up the chain
    20: Doubt.UNKNOWN_ISSUER,
    21: Doubt.UNKNOWN_ISSUER,
    62: Doubt.WRONG_NAME,
    64: Doubt.WRONG_NAME,  # an address
}


class Securing:
    """Makes TLS streams to one host; `dial` gives a new connected socket each time."""

    def __init__(
        self,
        host: str,
        dial: Callable[[], socket.socket],
        patience: Patience,
        context: ssl.SSLContext | None = None,
        own: OwnCertificate | None = None,
    ) -> None:
        self._own = own
        self._host = host
        self._dial = dial
        self._patience = patience
        self._context = context

    def connect(self, pin: str) -> tuple[TlsStream, Security]:
        """A stream to a server that is believed.

        Raises DoubtfulCertificate, DialError. `pin`: the fingerprint that is trusted, or "".
        """
        if not pin:
            return self._verified(FailureReason.UNTRUSTED)
        stream, shown = self._look()
        if shown == pin and self._own is not None:
            stream.close()  # only who is known is shown who we are
            stream, shown = self._look(self._own)
        if shown == pin:
            return stream, Security(stream.version, Assurance.PINNED, shown)
        stream.close()
        return self._verified(FailureReason.CHANGED)

    def _verified(self, refusal: FailureReason) -> tuple[TlsStream, Security]:
        context = self._context or ssl.create_default_context()
        if self._own is not None:
            load(context, self._own)
        try:
            stream = self._shake(context)
        except Unverified as error:
            raise self._doubtful(refusal, error) from error
        shown = _fingerprint(stream.certificate)
        return stream, Security(stream.version, Assurance.AUTHORITY, shown)

    def _doubtful(self, refusal: FailureReason, error: Unverified) -> DoubtfulCertificate:
        """The same again, only to see the certificate."""
        stream, shown = self._look()
        der = stream.certificate
        stream.close()
        doubt = _DOUBTS.get(error.code, Doubt.OTHER)
        return DoubtfulCertificate(refusal, error.detail, doubt, read_certificate(der, shown))

    def _look(self, own: OwnCertificate | None = None) -> tuple[TlsStream, str]:
        """A stream to whoever answers, and the fingerprint of what it shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if own is not None:
            load(context, own)
        stream = self._shake(context)
        return stream, _fingerprint(stream.certificate)

    def _shake(self, context: ssl.SSLContext) -> TlsStream:
        context.options |= ssl.OP_NO_RENEGOTIATION
        sock = self._dial()
        try:
            try:
                stream = TlsStream(sock, context, self._host)
            except ValueError as error:  # a name that no certificate can be for
                raise DialError(FailureReason.TLS, str(error)) from error
            stream.shake_hands(self._patience)
        except BaseException:
            sock.close()
            raise
        return stream


def _fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def read_certificate(der: bytes, fingerprint: str) -> Certificate:
    """What a certificate says, as far as it can be read: strangers make these, too."""
    from cryptography import x509  # not above: it takes a while, and is seldom needed

    try:
        read = x509.load_der_x509_certificate(der)
        subject = read.subject.rfc4514_string()
        expires: datetime | None = read.not_valid_after_utc
    except Exception:
        return Certificate(fingerprint)
    return Certificate(fingerprint, subject, expires)
