"""SCRAM-SHA-256, client and server (RFC 5802, RFC 7677): neither learns the password of the other.

Without channel binding. The server keeps a `ScramVerifier`, from which nobody can log in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import NamedTuple

from msgspec import Struct

from chat.protocol.sasl import SaslError, from_base64, prepare

MECHANISM = "SCRAM-SHA-256"
SALT_LENGTH = 16  # bytes
LEAST_ITERATIONS = 4096  # RFC 7677 section 4
MOST_ITERATIONS = 1_000_000  # a server that asks for more wants to keep the client busy
_NO_BINDING = "n"


class ScramVerifier(Struct, frozen=True):
    """What a server keeps to check a password by (RFC 5802 section 3)."""

    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes


def make_verifier(password: str, salt: bytes, iterations: int) -> ScramVerifier:
    """The verifier of a password. Slow on purpose. Raises SaslError if it can be no password."""
    salted = _salted(password, salt, iterations)
    return ScramVerifier(
        salt, iterations, _hash(_mac(salted, b"Client Key")), _mac(salted, b"Server Key")
    )


def decoy_verifier(secret: bytes, name: str, iterations: int) -> ScramVerifier:
    """A verifier that no password fits, always the same for a name: so that nobody learns by the
    salt which accounts there are (RFC 5802 section 9)."""
    salt, stored, server = (_mac(secret, part + name.encode()) for part in (b"s", b"k", b"v"))
    return ScramVerifier(salt[:SALT_LENGTH], iterations, stored, server)


class ClientFirst(NamedTuple):
    """The client's first message, read: who it is, its nonce, and what the proofs are made of."""

    username: str
    authzid: str
    header: str  # GS2 header, as it must come back in "c="
    nonce: str
    bare: str


def parse_client_first(data: bytes) -> ClientFirst:
    """Read the client's first message. Raises SaslError if it is none that we can answer."""
    text = _text(data)
    binding, comma, rest = text.partition(",")
    authzid, second, bare = rest.partition(",")
    if not comma or not second or binding not in ("n", "y"):
        raise SaslError("channel binding is not offered")
    if authzid and not authzid.startswith("a="):
        raise SaslError("malformed GS2 header")
    attributes = _attributes(bare)
    username, nonce = attributes.get("n", ""), attributes.get("r", "")
    if "m" in attributes or not bare.startswith("n=") or not username or not nonce:
        raise SaslError("malformed first message")
    header = f"{binding},{authzid},"
    return ClientFirst(_from_saslname(username), _from_saslname(authzid[2:]), header, nonce, bare)


class ScramServer:
    """A server's side, after the client's first message was read."""

    def __init__(self, first: ClientFirst, verifier: ScramVerifier, nonce: str) -> None:
        """`nonce`: the server's part, printable and without a comma, new for every exchange."""
        self._client_first = first
        self._verifier = verifier
        self._nonce = first.nonce + nonce
        salt = base64.b64encode(verifier.salt).decode("ascii")
        self._first = f"r={self._nonce},s={salt},i={verifier.iterations}"

    def first_message(self) -> bytes:
        """What the client needs for its proof: nonce, salt, iterations."""
        return self._first.encode()

    def final_message(self, client_final: bytes) -> bytes:
        """Check the client's proof; our own proof. Raises SaslError if the password is wrong."""
        text = _text(client_final)
        without_proof, comma, proof_text = text.rpartition(",p=")
        attributes = _attributes(without_proof)
        header = base64.b64encode(self._client_first.header.encode()).decode("ascii")
        if not comma or attributes.get("r") != self._nonce or attributes.get("c") != header:
            raise SaslError("malformed final message")
        proof = from_base64(proof_text)
        signed = f"{self._client_first.bare},{self._first},{without_proof}".encode()
        signature = _mac(self._verifier.stored_key, signed)
        if len(proof) != len(signature):
            raise SaslError("malformed proof")
        if not hmac.compare_digest(_hash(_xor(proof, signature)), self._verifier.stored_key):
            raise SaslError("wrong password")
        return b"v=" + base64.b64encode(_mac(self._verifier.server_key, signed))


class ScramClient:
    """A client's side: `first_message`, `final_message`, then `check` what the server says."""

    def __init__(self, username: str, password: str, nonce: str, authzid: str = "") -> None:
        """`nonce`: printable, without a comma, new each time. Raises SaslError as `prepare`."""
        self._password = password
        self._nonce = nonce
        acting_as = f"a={_to_saslname(authzid)}" if authzid else ""
        self._header = f"{_NO_BINDING},{acting_as},"
        self._bare = f"n={_to_saslname(prepare(username))},r={nonce}"
        self._expected = b""

    def first_message(self) -> bytes:
        """Who one is, and a nonce."""
        return (self._header + self._bare).encode()

    def final_message(self, server_first: bytes) -> bytes:
        """The proof that one knows the password. Slow on purpose. Raises SaslError."""
        first = _text(server_first)
        attributes = _attributes(first)
        nonce, digits = attributes.get("r", ""), attributes.get("i", "")
        if not nonce.startswith(self._nonce) or nonce == self._nonce or "m" in attributes:
            raise SaslError("the server's answer is not to us")
        iterations = _iterations(digits)
        salted = _salted(self._password, from_base64(attributes.get("s", "")), iterations)
        header = base64.b64encode(self._header.encode()).decode("ascii")
        without_proof = f"c={header},r={nonce}"
        signed = f"{self._bare},{first},{without_proof}".encode()
        client_key = _mac(salted, b"Client Key")
        proof = _xor(client_key, _mac(_hash(client_key), signed))
        self._expected = b"v=" + base64.b64encode(_mac(_mac(salted, b"Server Key"), signed))
        return f"{without_proof},p={base64.b64encode(proof).decode('ascii')}".encode()

    def check(self, server_final: bytes) -> None:
        """Raises SaslError if the server does not know the password either."""
        if not self._expected or not hmac.compare_digest(server_final, self._expected):
            raise SaslError("this server does not know your account")


def _iterations(digits: str) -> int:
    """The number that a server asks for. Raises SaslError if it is none, or not safe."""
    usable = digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_ITERATIONS))
    if not usable or not LEAST_ITERATIONS <= int(digits) <= MOST_ITERATIONS:
        raise SaslError("the server wants a number of iterations that is not safe")
    return int(digits)


def _salted(password: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", prepare(password).encode(), salt, iterations)


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SaslError("no UTF-8") from error


def _attributes(text: str) -> dict[str, str]:
    """The attributes `x=value`, by letter; values may hold `=` but no comma."""
    return {part[:1]: part[2:] for part in text.split(",") if part[1:2] == "="}


def _to_saslname(name: str) -> str:
    return name.replace("=", "=3D").replace(",", "=2C")


def _from_saslname(name: str) -> str:
    rest = name.replace("=2C", "").replace("=3D", "")
    if "=" in rest:
        raise SaslError("malformed name")
    return name.replace("=2C", ",").replace("=3D", "=")
