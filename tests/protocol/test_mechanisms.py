from __future__ import annotations

import pytest

from chat.protocol.mechanisms import PLAIN, choose, make
from chat.protocol.sasl import SaslError, parse_plain
from chat.protocol.scram import MECHANISM as SCRAM
from chat.protocol.scram import ScramServer, make_verifier, parse_client_first


def test_scram_comes_first_and_plain_only_where_it_may() -> None:
    assert choose(["PLAIN", "EXTERNAL", "scram-sha-256"], plain=True) == [SCRAM, PLAIN]
    assert choose(["PLAIN", "SCRAM-SHA-256"], plain=False) == [SCRAM]
    assert choose(["PLAIN"], plain=False) == []
    assert choose(["FUTURE"], plain=True) == []
    assert choose(None, plain=True) == [SCRAM, PLAIN]
    assert choose(None, plain=False) == [SCRAM]


def test_plain_sends_name_and_password_to_an_empty_challenge_only() -> None:
    mechanism = make(PLAIN, "ann", "sesame", "nonce")
    assert not mechanism.slow
    credentials = parse_plain(mechanism.answer(b""))
    assert (credentials.authcid, credentials.password) == ("ann", "sesame")
    assert mechanism.proven()
    with pytest.raises(SaslError):
        mechanism.answer(b"what?")


def test_scram_proves_both_sides() -> None:
    mechanism = make(SCRAM, "ann", "sesame", "nonce")
    assert (mechanism.slow, mechanism.proven()) == (False, False)
    first = mechanism.answer(b"")
    server = ScramServer(
        parse_client_first(first), make_verifier("sesame", b"salt" * 4, 4096), "server"
    )
    assert mechanism.slow
    final = mechanism.answer(server.first_message())
    assert not mechanism.proven()
    assert mechanism.answer(server.final_message(final)) == b""
    assert mechanism.proven()


def test_a_server_that_does_not_know_the_password_is_refused() -> None:
    mechanism = make(SCRAM, "ann", "sesame", "nonce")
    mechanism.answer(b"")
    with pytest.raises(SaslError):
        mechanism.answer(b"r=other,s=c2FsdA==,i=4096")
    mechanism = make(SCRAM, "ann", "sesame", "nonce")
    first = mechanism.answer(b"")
    verifier = make_verifier("sesame", b"salt" * 4, 4096)
    mechanism.answer(ScramServer(parse_client_first(first), verifier, "s").first_message())
    with pytest.raises(SaslError):
        mechanism.answer(b"v=AAAA")
    assert not mechanism.proven()
