"""Certificates are asked about, the lock tells how safe one is, trust can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chat.controller.trust import describe, question
from chat.model.events import (
    CertificateDoubted,
    ConnectionFailed,
    ConnectionLost,
    ConnectionStarted,
    FailureReason,
    TurnEnded,
)
from chat.model.security import Assurance, Certificate, Doubt, Pin, Policy, Security
from chat.view.ports import ConnectForm
from chat.view.ports.trust import Lock
from tests.controller.harness import NETWORK, REQUEST, Chat

NEW, OLD = "ab" * 32, "cd" * 32
MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
CERTIFICATE = Certificate(NEW, "CN=chat.local", MAY)
FORM = ConnectForm("ann", "chat.example.org", "6667", "#lobby")


def doubted(pinned: str = "", doubt: Doubt = Doubt.SELF_SIGNED) -> CertificateDoubted:
    return CertificateDoubted(NETWORK, "chat.example.org", 6697, CERTIFICATE, doubt, pinned)


def fail(chat: Chat, pinned: str = "") -> None:
    reason = FailureReason.CHANGED if pinned else FailureReason.UNTRUSTED
    chat.model.publish(doubted(pinned), ConnectionFailed(NETWORK, reason, "as it said"))
    chat.model.end_turn()


@pytest.mark.parametrize("doubt", list(Doubt))
def test_each_doubt_has_its_words(doubt: Doubt) -> None:
    asked = question(doubted(doubt=doubt))
    assert "chat.example.org" in asked.text
    assert "{" not in asked.text
    assert asked.fingerprint == ":".join(["AB"] * 32)
    assert asked.details == "Issued to CN=chat.local, valid until 2026-05-01"
    assert (asked.before, asked.compared) == ("", "")


def test_a_certificate_that_says_nothing_is_asked_about_all_the_same() -> None:
    event = CertificateDoubted(NETWORK, "h", 1, Certificate(NEW), Doubt.OTHER)
    assert question(event).details == ""


def test_trusting_a_server_goes_on_with_the_dialogs_attempt(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    fail(chat)
    assert chat.view.connect_error is not None
    [(asked, answer)] = chat.view.trust.asked
    assert asked.accept == "Trust this server"
    answer(True)
    assert chat.model.trust.calls == [("accept", NETWORK)]
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6697))
    assert chat.view.connecting.startswith("Looking for")
    chat.model.register(NETWORK)
    assert chat.view.dialog is None
    assert chat.settings.last_request == REQUEST


def test_not_trusting_it_changes_nothing(chat: Chat) -> None:
    chat.start().controller.on_connect(FORM)
    fail(chat)
    chat.view.trust.asked[0][1](False)
    assert chat.model.trust.calls == [("refuse", NETWORK)]
    assert chat.view.dialog is not None
    chat.controller.on_connect(FORM)
    assert len(chat.model.called("connect")) == 2


def test_an_attempt_without_the_dialog_is_asked_about_without_it(chat: Chat) -> None:
    chat.start(REQUEST)
    fail(chat)
    assert chat.view.dialog is None
    assert len(chat.view.trust.asked) == 1
    assert chat.view.bar is not None
    assert chat.view.bar.action == "Try again"


def test_a_changed_certificate_is_trusted_on_purpose_only(chat: Chat) -> None:
    chat.join()
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, "reset"))
    chat.model.publish(ConnectionStarted(NETWORK, "chat.example.org", 6697))
    fail(chat, pinned=OLD)
    [(asked, _)] = chat.view.trust.asked
    assert asked.accept == "Trust the new one"
    assert asked.compared
    assert asked.before == ":".join(["CD"] * 32)
    assert chat.view.bar is not None
    assert "another certificate" in chat.view.bar.text


def test_the_lock_follows_the_connection_that_is_shown(chat: Chat) -> None:
    chat.model.trust.securities[NETWORK] = Security("TLSv1.3", Assurance.AUTHORITY, NEW)
    chat.join()
    lock, text = chat.view.trust.lock
    assert lock is Lock.CLOSED
    assert text.startswith("TLS 1.3, certificate trusted\nSHA-256 AB:AB")
    chat.model.drop_connection(NETWORK, ConnectionLost(NETWORK, "reset"))
    chat.model.end_turn()
    assert chat.view.trust.lock == (Lock.NONE, "")
    chat.model.trust.securities.clear()
    chat.model.register(NETWORK)
    chat.model.publish(TurnEnded())
    assert chat.view.trust.lock[0] is Lock.OPEN


def test_a_pinned_connection_says_so() -> None:
    words = describe(Security("TLSv1.2", Assurance.PINNED, NEW))
    assert words.startswith("TLS 1.2, you trusted the certificate")


def test_what_is_trusted_is_listed_and_can_be_forgotten(chat: Chat) -> None:
    chat.start()
    chat.model.trust.known_pins = [Pin("one.example", 6697, NEW, MAY)]
    chat.model.trust.known_policies = [Policy("two.example", 6697, 60, MAY)]
    chat.model.accounts.safe = False
    chat.model.passwords.names = ["ann at one.example:6697"]
    chat.controller.trust.on_show_trusted()
    table = chat.view.tables[-1]
    assert [row.cells[0] for row in table.rows] == [
        "one.example:6697",
        "two.example",
        "clear.example:6667",
        "ann at one.example:6697",
    ]
    chat.view.answer = False
    table.on_action(table.rows[0].key)
    assert len(chat.model.trust.known_pins) == 1
    chat.view.answer = True
    for row in table.rows:
        table.on_action(row.key)
    assert (chat.model.trust.known_pins, chat.model.trust.known_policies) == ([], [])
    assert chat.model.passwords.names == []
    assert chat.view.tables[-1].rows == []
