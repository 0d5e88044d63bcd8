"""The server's certificate: read, made, read again, and what OpenSSL needs of it.

Imported only by a server that has a TLS port: a server without one need not wait for OpenSSL.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from OpenSSL import SSL

from server.shell.config_file import ConfigError

OWN_CERTIFICATE = "tls-cert.pem"
OWN_KEY = "tls-key.pem"
OWN_DAYS = 3650  # of validity: people pin it, and a change would alarm them
_LONGEST_COMMON_NAME = 64  # characters (RFC 5280, ub-common-name)


class BadCertificate(ConfigError):  # noqa: N818 - named for what it is
    """A certificate or its key cannot be used."""


class Certificates:
    """One certificate with its key, and a context of OpenSSL for each use of it.

    `irc` asks clients for a certificate of theirs, whoever signed it; `web` does not, since
    browsers would bother their users.
    """

    def __init__(self, certificate: Path, key: Path) -> None:
        """Files in PEM; the certificate's chain follows it. Raises BadCertificate."""
        self.certificate = certificate
        self.key = key
        self.irc: SSL.Context
        self.web: SSL.Context
        self.fingerprint: str
        self.reload()

    def reload(self) -> None:
        """Read the files again; who is connected stays. Raises BadCertificate, and changes nothing.

        The order of the assignments does not matter: each handshake takes one context.
        """
        fingerprint = _fingerprint(self.certificate)
        irc = self._context()
        irc.set_verify(SSL.VERIFY_PEER, lambda *_: True)
        self.web, self.irc, self.fingerprint = self._context(), irc, fingerprint

    @property
    def spaced_fingerprint(self) -> str:
        """As people compare them: AA:BB:CC."""
        text = self.fingerprint.upper()
        return ":".join(text[at : at + 2] for at in range(0, len(text), 2))

    def standard_context(self) -> ssl.SSLContext:
        """The same for a library that takes contexts of the standard library."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.key)
        return context

    def _context(self) -> SSL.Context:
        context = SSL.Context(SSL.TLS_SERVER_METHOD)
        context.set_min_proto_version(SSL.TLS1_2_VERSION)
        context.set_options(SSL.OP_NO_COMPRESSION | SSL.OP_NO_RENEGOTIATION | SSL.OP_NO_TICKET)
        context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        context.set_mode(SSL.MODE_RELEASE_BUFFERS)  # an idle client holds no 16 KB buffers
        try:
            context.use_certificate_chain_file(str(self.certificate))
            context.use_privatekey_file(str(self.key))
            context.check_privatekey()
        except SSL.Error:
            raise BadCertificate(
                f"{self.key} is not the private key, in PEM and without a passphrase, of "
                f"{self.certificate}"
            ) from None
        return context


def _fingerprint(path: Path) -> str:
    """SHA-256 of the first certificate of a PEM file, in hex. Raises BadCertificate."""
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except OSError as error:
        raise BadCertificate(f"cannot read {path}: {error.strerror}") from None
    except ValueError:
        raise BadCertificate(f"{path} holds no certificate in PEM") from None
    return found.fingerprint(SHA256()).hex()


def own_certificate(directory: Path, server_name: str) -> Certificates:
    """The server's own self-signed certificate, made at the first start, the same ever after.

    Raises BadCertificate.
    """
    certificate, key = directory / OWN_CERTIFICATE, directory / OWN_KEY
    try:
        if not certificate.exists():
            _make(certificate, key, server_name)
    except OSError as error:
        raise BadCertificate(f"cannot write {error.filename}: {error.strerror}") from None
    return Certificates(certificate, key)


def _make(certificate_path: Path, key_path: Path, server_name: str) -> None:
    """The key first, the certificate last: if it is there, all is there."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, server_name[:_LONGEST_COMMON_NAME])])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks differ
        .not_valid_after(now + timedelta(days=OWN_DAYS))
        .add_extension(x509.SubjectAlternativeName(_names(server_name)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )
    _write(key_path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(certificate_path, certificate.public_bytes(Encoding.PEM))


def _names(server_name: str) -> list[x509.GeneralName]:
    """What people may call this machine."""
    names = dict.fromkeys((server_name, socket.gethostname(), "localhost"))
    loopback = ("127.0.0.1", "::1")
    usable = [name for name in names if name.isascii() and name]
    return [
        *(x509.DNSName(name) for name in usable),
        *(x509.IPAddress(ipaddress.ip_address(address)) for address in loopback),
    ]


def _write(path: Path, data: bytes) -> None:
    """For the owner's eyes alone, and whole or not at all."""
    unfinished = path.with_suffix(".part")
    with contextlib.suppress(FileNotFoundError):
        unfinished.unlink()
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - of a descriptor
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
