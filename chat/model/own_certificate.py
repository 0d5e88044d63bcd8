"""Our own certificate and its key, from files into a TLS context; what is wrong, in words.

Runs in a connection's dial thread. Neither file is copied, nor kept in memory.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from chat.model.dialling import DialError
from chat.model.events import FailureReason
from chat.model.security import OwnCertificate
from chat.translation import _

_MISMATCH = "KEY_VALUES_MISMATCH"  # OpenSSL's name for it (x509err.h)


def load(context: ssl.SSLContext, own: OwnCertificate) -> None:
    """Have a context show this certificate. Raises DialError if it cannot be used."""
    key = own.key or own.certificate
    for file in dict.fromkeys((own.certificate, key)):
        _check_readable(file)
    asked = False

    def give_no_password() -> str:  # without it, OpenSSL asks in the terminal
        nonlocal asked
        asked = True
        return ""

    try:
        context.load_cert_chain(own.certificate, key, give_no_password)
    except (ssl.SSLError, OSError, ValueError) as error:
        raise _unusable(_wording(own, key, error, protected=asked)) from error


def _check_readable(file: str) -> None:
    try:
        with Path(file).open("rb") as opened:
            opened.read(1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        words = _("{file} cannot be read: {reason}").format(file=Path(file).name, reason=reason)
        raise _unusable(words) from error


def _wording(own: OwnCertificate, key: str, error: Exception, *, protected: bool) -> str:
    if protected:
        words = _("the key in {file} is protected by a password, and must be kept without one")
        return words.format(file=Path(key).name)
    if getattr(error, "reason", "") == _MISMATCH:
        words = _("the key in {file} belongs to another certificate")
        return words.format(file=Path(key).name)
    names = dict.fromkeys((Path(own.certificate).name, Path(key).name))
    words = _("there is no certificate with its key, in PEM, in {files}")
    return words.format(files=", ".join(names))


def _unusable(words: str) -> DialError:
    return DialError(FailureReason.CLIENT_CERTIFICATE, words)
