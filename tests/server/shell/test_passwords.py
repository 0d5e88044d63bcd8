"""argon2id and SCRAM verifiers, and the ways a code is sent."""

from __future__ import annotations

import logging
import shlex
import sys
from pathlib import Path

import pytest

from chat.protocol.sasl import SaslError
from chat.protocol.scram import make_verifier
from server.config import AccountOptions, ServerConfig
from server.core.account_ports import CannotSend
from server.core.accounts import SCRAM_ITERATIONS
from server.shell.mail import code_sender
from server.shell.passwords import Argon2Passwords


def test_a_password_fits_itself_alone() -> None:
    passwords = Argon2Passwords()
    credentials = passwords.make("s\u00ade\u00a0same")  # as SASLprep has it: "se same"
    assert credentials.hashed.startswith("$argon2id$")
    assert "sesame" not in credentials.hashed
    assert passwords.fits(credentials, "se same")
    assert not passwords.fits(credentials, "sesame")
    assert not passwords.fits(None, "se same")
    salt = credentials.scram.salt
    assert credentials.scram == make_verifier("se same", salt, SCRAM_ITERATIONS)
    assert passwords.make("se same") != credentials  # salted


def test_what_can_be_no_password_is_refused() -> None:
    with pytest.raises(SaslError):
        Argon2Passwords().make("bell\x07")


def config(command: str, sender: str = "chat@example.org") -> ServerConfig:
    return ServerConfig(accounts=AccountOptions(mail_command=command, mail_sender=sender))


def test_without_a_command_nothing_is_sent() -> None:
    assert code_sender(config("")) is None


def test_that_addresses_are_not_verified_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    wanted = ServerConfig(accounts=AccountOptions(register_requires_email=True))
    assert code_sender(wanted) is None
    assert "not verified" in caplog.text


def test_a_mail_goes_to_the_command(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    script = f"import sys; open({str(mail)!r}, 'w').write(sys.stdin.read())"
    sender = code_sender(config(shlex.join([sys.executable, "-c", script])))
    assert sender is not None
    sender.send("alice", "a@example.org", "c0de")
    text = mail.read_text()
    assert "To: a@example.org" in text
    assert "From: chat@example.org" in text
    assert "VERIFY alice c0de" in text


@pytest.mark.parametrize("command", ["/no/such/program", "false"])
def test_a_command_that_fails_is_told(command: str) -> None:
    sender = code_sender(config(command, sender=""))
    assert sender is not None
    with pytest.raises(CannotSend, match="mail command failed"):
        sender.send("alice", "a@example.org", "c0de")


def test_codes_can_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    sender = code_sender(config("log"))
    assert sender is not None
    with caplog.at_level(logging.INFO):
        sender.send("alice", "a@example.org", "c0de")
    assert "VERIFY alice c0de" in caplog.text
