"""Certificates for tests, made at test time, and clients that show them."""

from __future__ import annotations

import hashlib
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.fakes.live_server import PATIENCE, Address, WireClient

SERVER_NAME = "chat.example"


@dataclass(frozen=True)
class CertifiedFiles:
    """A certificate of this authority and its key, in files."""

    authority: trustme.CA
    certificate: Path
    key: Path

    def renew(self, authority: trustme.CA | None = None) -> str:
        """Write a new certificate and key into the same files; its SHA-256, in hex."""
        leaf = (authority or self.authority).issue_cert(SERVER_NAME)
        self.key.write_bytes(leaf.private_key_pem.bytes())
        self.certificate.write_bytes(b"".join(pem.bytes() for pem in leaf.cert_chain_pems))
        return fingerprint(leaf.cert_chain_pems[0].bytes().decode())

    def trusting(self) -> ssl.SSLContext:
        """What a client has that trusts the authority."""
        context = ssl.create_default_context()
        context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
        self.authority.configure_trust(context)
        return context


def certified_files(directory: Path) -> CertifiedFiles:
    """A new authority, and a certificate of it for SERVER_NAME."""
    directory.mkdir(exist_ok=True)
    files = CertifiedFiles(trustme.CA(), directory / "cert.pem", directory / "key.pem")
    files.renew()
    return files


def fingerprint(pem: str) -> str:
    """SHA-256 of a certificate."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def anyone() -> ssl.SSLContext:
    """A client that believes every server."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def connect_tls(
    address: Address,
    context: ssl.SSLContext | None = None,
    nick: str | None = None,
    *,
    buffer: int | None = None,
) -> WireClient:
    """A client over TLS. `buffer`: bytes that its socket takes while nobody reads."""
    raw = socket.socket()
    try:
        raw.settimeout(PATIENCE)
        if buffer is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        raw.connect(address)
        wrapped = (context or anyone()).wrap_socket(raw, server_hostname=SERVER_NAME)
    except BaseException:
        raw.close()
        raise
    return WireClient(wrapped, nick)
