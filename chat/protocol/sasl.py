"""SASL over IRC: chunks of AUTHENTICATE, PLAIN, EXTERNAL and SCRAM-SHA-256, for both sides.

Sources: IRCv3 sasl-3.1 and sasl-3.2; RFC 4422 (SASL, EXTERNAL), RFC 4616 (PLAIN), RFC 5802 and
RFC 7677 (SCRAM), RFC 4013 (SASLprep). Bytes in, bytes out; nonces and salts are given by the
caller. What a password is compared with in PLAIN is not decided here.
"""

from __future__ import annotations

import base64
import binascii
import stringprep
import unicodedata

from msgspec import Struct

CHUNK = 400  # bytes of base64 in one AUTHENTICATE (sasl-3.1)
EMPTY = "+"  # an empty response, or the end of one whose last chunk was full
ABORT = "*"


class SaslError(ValueError):
    """What came is no valid message of the mechanism, or proves the wrong thing."""


class SaslTooLong(SaslError):  # noqa: N818 - named for what it is
    """A chunk or a whole response is longer than allowed."""


def encode_chunks(payload: bytes) -> list[str]:
    """The parameters of the AUTHENTICATE commands that carry a response."""
    text = base64.b64encode(payload).decode("ascii")
    chunks = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    if not chunks or len(chunks[-1]) == CHUNK:
        chunks.append(EMPTY)
    return chunks


class ResponseBuffer:
    """Puts the chunks of one response together; `limit` is in bytes of base64."""

    def __init__(self, limit: int = 16 * CHUNK) -> None:
        self._limit = limit
        self._chunks: list[str] = []

    def feed(self, chunk: str) -> bytes | None:
        """Take one chunk: the whole response if this was its last, else None.

        Raises SaslTooLong, or SaslError if it is no base64. The buffer is empty after either.
        """
        size = len(self._chunks) * CHUNK
        if len(chunk.encode("utf-8", "replace")) > CHUNK or size + len(chunk) > self._limit:
            self._chunks.clear()
            raise SaslTooLong("too long")
        if chunk != EMPTY:
            self._chunks.append(chunk)
        if len(chunk) == CHUNK:
            return None
        text = "".join(self._chunks)
        self._chunks.clear()
        return from_base64(text)


def from_base64(text: str) -> bytes:
    """The bytes. Raises SaslError if it is no base64."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SaslError("no base64") from error
    if len(text) % 4:  # padding beyond the end is let pass above
        raise SaslError("no base64")
    return data


class PlainCredentials(Struct, frozen=True):
    """What PLAIN carries (RFC 4616): who one acts as ("" for oneself), who one is, a password."""

    authzid: str
    authcid: str
    password: str


def format_plain(authcid: str, password: str, authzid: str = "") -> bytes:
    """The one message of PLAIN."""
    return f"{authzid}\0{authcid}\0{password}".encode()


def parse_plain(response: bytes) -> PlainCredentials:
    """The credentials in a message of PLAIN. Raises SaslError if it is none."""
    try:
        authzid, authcid, password = response.decode("utf-8").split("\0")
    except ValueError as error:
        raise SaslError("not of the form authzid NUL authcid NUL password") from error
    if not authcid or not password:
        raise SaslError("name or password is missing")
    return PlainCredentials(authzid, authcid, password)


def prepare(text: str) -> str:
    """A name or password in the form in which it is compared (RFC 4013, SASLprep).

    Raises SaslError for text that holds what no password may: control characters, for instance.
    """
    mapped = "".join(
        " " if stringprep.in_table_c12(char) else char
        for char in text
        if not stringprep.in_table_b1(char)
    )
    prepared = unicodedata.normalize("NFKC", mapped)
    if any(table(char) for char in prepared for table in _PROHIBITED):
        raise SaslError("it holds characters that are not allowed")
    if any(map(stringprep.in_table_d1, prepared)):  # RFC 3454 section 6
        ends_right = stringprep.in_table_d1(prepared[0]) and stringprep.in_table_d1(prepared[-1])
        if not ends_right or any(map(stringprep.in_table_d2, prepared)):
            raise SaslError("it mixes directions of writing")
    return prepared


_PROHIBITED = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)
