"""Every failure to connect has its own sentence, which says what to do, and its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.controller.failures import describe, in_brackets
from chat.model.events import FailureReason
from chat.view.ports import ConnectField
from tests.controller.harness import REQUEST

EXPECTED = {
    FailureReason.NAME_NOT_FOUND: (
        "The server “chat.example.org” was not found: check its name, or enter its address in"
        " numbers.",
        ConnectField.HOST,
    ),
    FailureReason.REFUSED: (
        "chat.example.org refuses connections on port 6667: check the port, and that the server"
        " runs.",
        ConnectField.PORT,
    ),
    FailureReason.TIMED_OUT: (
        "chat.example.org did not answer in time: check the server and the port, or try again"
        " later.",
        ConnectField.HOST,
    ),
    FailureReason.UNREACHABLE: (
        "chat.example.org cannot be reached (as it said): check your network and the server's"
        " address.",
        ConnectField.HOST,
    ),
    FailureReason.TLS: (
        "No secure connection to chat.example.org (as it said): check that port 6667 is its TLS"
        " port.",
        ConnectField.TLS,
    ),
    FailureReason.UNTRUSTED: (
        "Nobody that this computer trusts vouches for chat.example.org (as it said): nothing was"
        " sent. Compare its fingerprint, and connect again.",
        None,
    ),
    FailureReason.CHANGED: (
        "chat.example.org shows another certificate than the one you trusted: nothing was sent."
        " Somebody may be listening in; ask the people who run it before you connect again.",
        None,
    ),
    FailureReason.ONLY_ENCRYPTED: (
        "chat.example.org has asked for encryption always, and no encrypted connection that can be"
        " trusted could be made (as it said): nothing was sent. Try later, or ask who runs it.",
        None,
    ),
    FailureReason.NICK_IN_USE: (
        "Somebody there is already called “ann”: choose another name.",
        ConnectField.NICK,
    ),
    FailureReason.NICK_INVALID: (
        "The server does not take the name “ann” (as it said): choose another, of letters and"
        " digits.",
        ConnectField.NICK,
    ),
    FailureReason.WRONG_PASSWORD: (
        "The server asks for a password: enter it and connect again.",
        ConnectField.PASSWORD,
    ),
    FailureReason.LOGIN_REFUSED: (
        "chat.example.org did not let you into your account (as it said): check its name and"
        " password.",
        None,
    ),
    FailureReason.LOGIN_UNAVAILABLE: (
        "chat.example.org lets nobody log in (as it said): come as a guest, or try again later.",
        None,
    ),
    FailureReason.LOGIN_UNENCRYPTED: (
        "chat.example.org wants your password in clear text, and others on the way could read it:"
        " it was not sent.",
        None,
    ),
    FailureReason.LOGIN_PASSWORD: (
        "The password of your account on chat.example.org is not known: enter it, or come as a"
        " guest.",
        None,
    ),
    FailureReason.CLIENT_CERTIFICATE: (
        "Your certificate cannot be used (as it said): choose other files, or leave the fields"
        " empty. Nothing was sent.",
        ConnectField.CERTIFICATE,
    ),
    FailureReason.CERTIFICATE_REFUSED: (
        "chat.example.org lets nobody in by your certificate (as it said): log in with the"
        " account's password and add it there, or leave the field empty.",
        ConnectField.CERTIFICATE,
    ),
    FailureReason.ACCOUNT_REFUSED: (
        "chat.example.org did not make the account (as it said): try another name or password.",
        None,
    ),
    FailureReason.BANNED: (
        "The server does not let you in (as it said): ask the people who run it.",
        None,
    ),
    FailureReason.CLOSED: (
        "The server ended the connection before you were in (as it said): try again in a moment.",
        None,
    ),
    FailureReason.CANCELLED: ("Connecting was cancelled: connect again when you like.", None),
}


@pytest.mark.parametrize("reason", list(FailureReason))
def test_each_reason_has_its_sentence_and_field(reason: FailureReason) -> None:
    failure = describe(reason, REQUEST, "as it said.")
    assert (failure.text, failure.field) == EXPECTED[reason]


def test_a_password_that_was_given_was_wrong() -> None:
    failure = describe(FailureReason.WRONG_PASSWORD, replace(REQUEST, password="x"))
    assert failure.text == "The server did not accept the password: check it and enter it again."


def test_a_brace_in_what_the_server_says_does_no_harm() -> None:
    assert "({nick})" in describe(FailureReason.BANNED, REQUEST, "{nick}").text


@pytest.mark.parametrize(
    ("detail", "words"),
    [("", ""), (" . ", ""), ("Closing\r\n Link", " (Closing Link)"), ("x" * 999, "xx…)")],
)
def test_anothers_wording_fits_into_the_sentence(detail: str, words: str) -> None:
    text = in_brackets(detail)
    assert text.endswith(words)
    assert len(text) <= 163
