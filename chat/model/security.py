"""What is known of how safe a connection is, and why a server is believed. Values only."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from chat.protocol.frozen import frozen


class Doubt(StrEnum):
    """Why a certificate proves nothing to this computer."""

    SELF_SIGNED = "self-signed"
    UNKNOWN_ISSUER = "unknown-issuer"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_NAME = "wrong-name"
    OTHER = "other"


class Assurance(StrEnum):
    """Why we believe that a server is who it says."""

    AUTHORITY = "authority"  # a certificate authority that this computer trusts vouches for it
    PINNED = "pinned"  # the person compared its fingerprint


@frozen
class Certificate:
    """What a server showed: SHA-256 of the certificate in lower-case hex, and what it says."""

    fingerprint: str
    subject: str = ""
    expires: datetime | None = None  # aware, in UTC


@frozen
class Security:
    """How a connection is encrypted: the version of TLS ("TLSv1.3"), and why it is believed."""

    version: str
    assurance: Assurance
    fingerprint: str


@frozen
class OwnCertificate:
    """A certificate of ours and its key, as files in PEM; `key` "": it is in the same file."""

    certificate: str
    key: str = ""


@frozen
class Pin:
    """A certificate that the person trusts for one server, by its fingerprint, and since when."""

    host: str
    port: int
    fingerprint: str
    since: datetime


@frozen
class Policy:
    """A host wants TLS always (IRCv3 sts): on which port, until when, renewed by how long."""

    host: str
    port: int
    duration: int  # seconds, as the server last said it
    expires: datetime


def spaced(fingerprint: str) -> str:
    """A fingerprint as people compare it, and as our server prints it: AA:BB:CC."""
    text = fingerprint.upper()
    return ":".join(text[at : at + 2] for at in range(0, len(text), 2))
