"""SASL's chunks, PLAIN, SASLprep and SCRAM-SHA-256; vectors of RFC 4013, RFC 7677 and RFC 4616."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.protocol.sasl import (
    CHUNK,
    PlainCredentials,
    ResponseBuffer,
    SaslError,
    SaslTooLong,
    encode_chunks,
    format_plain,
    parse_plain,
    prepare,
)
from chat.protocol.scram import (
    ScramClient,
    ScramServer,
    ScramVerifier,
    decoy_verifier,
    make_verifier,
    parse_client_first,
)

# RFC 7677 section 3
CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO"
SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
SALT = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
CLIENT_FIRST = f"n,,n=user,r={CLIENT_NONCE}".encode()
SERVER_FIRST = f"r={CLIENT_NONCE}{SERVER_NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096".encode()
CLIENT_FINAL = (
    f"c=biws,r={CLIENT_NONCE}{SERVER_NONCE},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
).encode()
SERVER_FINAL = b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


@pytest.fixture(scope="module")
def verifier() -> ScramVerifier:
    return make_verifier("pencil", SALT, 4096)


def server_for(verifier: ScramVerifier) -> ScramServer:
    return ScramServer(parse_client_first(CLIENT_FIRST), verifier, SERVER_NONCE)


def test_the_client_says_what_rfc_7677_says() -> None:
    client = ScramClient("user", "pencil", CLIENT_NONCE)
    assert client.first_message() == CLIENT_FIRST
    assert client.final_message(SERVER_FIRST) == CLIENT_FINAL
    client.check(SERVER_FINAL)


def test_the_server_says_what_rfc_7677_says(verifier: ScramVerifier) -> None:
    server = server_for(verifier)
    assert server.first_message() == SERVER_FIRST
    assert server.final_message(CLIENT_FINAL) == SERVER_FINAL


def test_a_verifier_holds_no_password(verifier: ScramVerifier) -> None:
    salted = hashlib.pbkdf2_hmac("sha256", b"pencil", SALT, 4096)
    assert salted not in (verifier.stored_key, verifier.server_key)


@pytest.mark.parametrize(
    "final",
    [
        CLIENT_FINAL.replace(b"dHzb", b"dHzc"),
        CLIENT_FINAL.replace(b"c=biws", b"c=eSws"),
        CLIENT_FINAL.replace(b"%hvY", b"%hvZ"),
        CLIENT_FINAL[:-8],
        CLIENT_FINAL.rpartition(b",")[0],
        b"c=biws,p=AAAA",
        f"c=biws,r={CLIENT_NONCE}{SERVER_NONCE},p=AAAA".encode(),
        b"\xff",
        b"",
    ],
)
def test_a_wrong_proof_is_refused(verifier: ScramVerifier, final: bytes) -> None:
    with pytest.raises(SaslError):
        server_for(verifier).final_message(final)


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"n",
        b"n,",
        b"p=tls-unique,,n=user,r=abc",
        b"n,x,n=user,r=abc",
        b"n,,m=ext,n=user,r=abc",
        b"n,,n=user",
        b"n,,r=abc,n=user",
        b"n,,n=,r=abc",
        b"n,,n=a=2Db,r=abc",
        b"n,,n=\xff,r=abc",
    ],
)
def test_a_malformed_first_message_is_refused(first: bytes) -> None:
    with pytest.raises(SaslError):
        parse_client_first(first)


def test_names_with_commas_and_equals_signs_come_through() -> None:
    client = ScramClient("a=b,c", "pencil", "abc", authzid="x,y")
    first = parse_client_first(client.first_message())
    assert (first.username, first.authzid, first.header) == ("a=b,c", "x,y", "n,a=x=2Cy,")


def test_a_client_that_could_bind_is_answered_too(
    verifier: ScramVerifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = ScramClient("user", "pencil", CLIENT_NONCE)
    monkeypatch.setattr(client, "_header", "y,,")
    server = ScramServer(parse_client_first(client.first_message()), verifier, SERVER_NONCE)
    final = client.final_message(server.first_message())
    assert final.startswith(b"c=eSws,")
    client.check(server.final_message(final))


@pytest.mark.parametrize(
    "server_first",
    [
        b"r=other,s=AAAA,i=4096",
        f"r={CLIENT_NONCE},s=AAAA,i=4096".encode(),
        SERVER_FIRST.replace(b"i=4096", b"i=4095"),
        SERVER_FIRST.replace(b"i=4096", b"i=99999999"),
        SERVER_FIRST.replace(b"i=4096", b"i=x"),
        SERVER_FIRST.replace(b"i=4096", b"i=" + b"9" * 4500),  # more than int() takes
        SERVER_FIRST.replace(b"i=4096", "i=\u0664\u0660\u0669\u0666".encode()),
        SERVER_FIRST.replace(b"s=W22", b"s=!!!"),
        SERVER_FIRST + b",m=ext",
        b"\xff",
    ],
)
def test_a_client_refuses_what_it_should_not_answer(server_first: bytes) -> None:
    client = ScramClient("user", "pencil", CLIENT_NONCE)
    with pytest.raises(SaslError):
        client.final_message(server_first)


def test_a_client_notices_a_server_that_does_not_know_it() -> None:
    client = ScramClient("user", "pencil", CLIENT_NONCE)
    with pytest.raises(SaslError):
        client.check(SERVER_FINAL)  # before any proof
    client.final_message(SERVER_FIRST)
    with pytest.raises(SaslError):
        client.check(SERVER_FINAL[:-4] + b"AAA=")


@pytest.mark.parametrize(
    ("given_text", "prepared"),
    [  # RFC 4013 section 3
        ("I\u00adX", "IX"),
        ("user", "user"),
        ("USER", "USER"),
        ("\u00aa", "a"),
        ("\u2168", "IX"),
        ("a\u00a0b", "a b"),
        ("\u0627\u0628", "\u0627\u0628"),
        ("", ""),
    ],
)
def test_saslprep(given_text: str, prepared: str) -> None:
    assert prepare(given_text) == prepared


@pytest.mark.parametrize("text", ["\u0007", "\u06271", "\u0627a\u0628", "a\ufffd"])
def test_saslprep_refuses(text: str) -> None:
    with pytest.raises(SaslError):
        prepare(text)


def test_plain() -> None:
    message = format_plain("tim", "tanstaaftanstaaf")
    assert message == b"\0tim\0tanstaaftanstaaf"
    assert parse_plain(message) == PlainCredentials("", "tim", "tanstaaftanstaaf")
    assert parse_plain(format_plain("kurt", "xipj3plmq", "ursel")).authzid == "ursel"


@pytest.mark.parametrize("message", [b"", b"a\0b", b"\0\0x", b"\0x\0", b"\0a\0b\0c", b"\0a\0\xff"])
def test_a_malformed_plain_message_is_refused(message: bytes) -> None:
    with pytest.raises(SaslError):
        parse_plain(message)


@pytest.mark.parametrize(
    ("size", "sizes"), [(0, [1]), (298, [400, 1]), (300, [400, 1]), (301, [400, 4]), (3, [4])]
)
def test_a_response_is_cut_into_chunks_of_400_bytes(size: int, sizes: list[int]) -> None:
    assert [len(chunk) for chunk in encode_chunks(b"x" * size)] == sizes


@given(st.binary(max_size=3 * CHUNK))
def test_chunks_come_together_again(payload: bytes) -> None:
    buffer = ResponseBuffer()
    *first, last = encode_chunks(payload)
    assert [buffer.feed(chunk) for chunk in first] == [None] * len(first)
    assert buffer.feed(last) == payload


def test_too_long_is_told_apart_and_leaves_nothing() -> None:
    buffer = ResponseBuffer(limit=2 * CHUNK)
    with pytest.raises(SaslTooLong):
        buffer.feed("A" * (CHUNK + 1))
    buffer.feed("A" * CHUNK)
    buffer.feed("A" * CHUNK)
    with pytest.raises(SaslTooLong):
        buffer.feed("AAAA")
    assert buffer.feed("AAAA") == b"\0\0\0"


@pytest.mark.parametrize("chunk", ["!", "A", "AAAA=", "\u00e9AA="])
def test_what_is_no_base64_is_refused(chunk: str) -> None:
    with pytest.raises(SaslError):
        ResponseBuffer().feed(chunk)


def test_a_decoy_is_the_same_each_time_and_fits_nobody() -> None:
    decoy = decoy_verifier(b"secret", "user", 4096)
    assert decoy == decoy_verifier(b"secret", "user", 4096)
    assert decoy.salt != decoy_verifier(b"secret", "other", 4096).salt
    assert len(decoy.salt) == 16
    with pytest.raises(SaslError):
        server_for(decoy).final_message(CLIENT_FINAL)
