"""Certificates that are compared, and servers that want TLS always (IRCv3 sts), in the model."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.model.client import Client
from chat.model.connection import Endpoint
from chat.model.entities import ConnectionRequest
from chat.model.events import (
    CertificateDoubted,
    ConnectionEstablished,
    ConnectionFailed,
    Event,
    FailureReason,
    Registered,
)
from chat.model.known_servers import KnownServers
from chat.model.security import Certificate, Doubt, Pin
from chat.model.world import World
from tests.fakes.fake_transport import TLS13, FakeDialler

HOST = "chat.example"
PLAIN = ConnectionRequest("alice", HOST, 6667, password="sesame")
SECURE = ConnectionRequest("alice", HOST, 6697, tls=True)
CERTIFICATE = Certificate("ab" * 32)
REFUSED = FailureReason.REFUSED


class Desk:
    """A client whose connections are fakes; its servers are remembered in a file."""

    def __init__(self, path: Path) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.path = path
        self.restart()

    def restart(self) -> None:
        self.dialler = FakeDialler()
        self.known = KnownServers(self.path)
        world = World(lambda: self.now, lambda: 0.0, lambda: 0.0, lambda: "")
        self.client = Client(dialler=self.dialler, world=world, known=self.known)
        self.events: list[Event] = []
        self.client.subscribe(self.events.append)

    def feed(self, *lines: str) -> None:
        self.dialler.last.report_lines(*lines)
        self.client.pump()

    def open(self, *, secure: bool = False) -> None:
        self.dialler.last.report_opened(TLS13 if secure else None)
        self.client.pump()

    def doubt(self, reason: FailureReason = FailureReason.UNTRUSTED) -> None:
        self.dialler.last.report_failed(reason, "as it said", Doubt.SELF_SIGNED, CERTIFICATE)
        self.client.pump()

    def fail(self, reason: FailureReason = REFUSED) -> None:
        self.dialler.last.report_failed(reason, "as it said")
        self.client.pump()

    def endpoints(self) -> list[Endpoint]:
        return [made.endpoint for made in self.dialler.made]

    def failures(self) -> list[FailureReason]:
        return [event.reason for event in self.events if isinstance(event, ConnectionFailed)]

    def questions(self) -> list[CertificateDoubted]:
        return [event for event in self.events if isinstance(event, CertificateDoubted)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "servers.json")


# Certificates


def test_an_unknown_certificate_is_asked_about_and_trusted_for_good(desk: Desk) -> None:
    network = desk.client.connect(SECURE)
    desk.doubt()
    [asked] = desk.questions()
    assert (asked.host, asked.port, asked.certificate) == (HOST, 6697, CERTIFICATE)
    assert (asked.doubt, asked.pinned) == (Doubt.SELF_SIGNED, "")
    assert desk.failures() == [FailureReason.UNTRUSTED]
    assert desk.dialler.last.sent == []
    desk.client.trust.accept(network)
    desk.client.trust.accept(network)
    assert desk.endpoints()[1:] == [Endpoint(HOST, 6697, True, CERTIFICATE.fingerprint)]
    assert desk.client.trust.pins() == [Pin(HOST, 6697, CERTIFICATE.fingerprint, desk.now)]
    desk.restart()
    desk.client.connect(SECURE)
    assert desk.endpoints() == [Endpoint(HOST, 6697, True, CERTIFICATE.fingerprint)]
    desk.client.trust.forget_pin(HOST, 6697)
    assert desk.client.trust.pins() == []


def test_a_certificate_that_is_known_is_believed_without_asking(desk: Desk) -> None:
    for _ in range(2):
        desk.client.trust.believe(HOST, 6697, CERTIFICATE.fingerprint)
    assert desk.client.trust.pins() == [Pin(HOST, 6697, CERTIFICATE.fingerprint, desk.now)]
    desk.client.connect(SECURE)
    assert desk.endpoints() == [Endpoint(HOST, 6697, True, CERTIFICATE.fingerprint)]


def test_a_refusal_leaves_no_trace(desk: Desk) -> None:
    network = desk.client.connect(SECURE)
    desk.doubt()
    desk.client.trust.refuse(network)
    desk.client.trust.accept(network)
    assert len(desk.dialler.made) == 1
    assert desk.client.trust.pins() == []


def test_a_changed_certificate_is_told_with_the_old_one_and_not_tried_again(desk: Desk) -> None:
    desk.known.put_pin(Pin(HOST, 6697, "cd" * 32, desk.now))
    network = desk.client.connect(SECURE)
    desk.doubt(FailureReason.CHANGED)
    assert desk.questions()[0].pinned == "cd" * 32
    assert desk.failures() == [FailureReason.CHANGED]
    assert desk.client.retry_in(network) is None
    desk.client.trust.accept(network)
    assert desk.known.pin(HOST, 6697) == CERTIFICATE.fingerprint


def test_how_a_connection_is_encrypted_is_known(desk: Desk) -> None:
    network = desk.client.connect(SECURE)
    assert desk.client.trust.security(network) is None
    desk.open(secure=True)
    assert desk.client.trust.security(network) == TLS13


# Policies (sts)


def test_a_server_that_offers_tls_is_dialled_again_before_anything_is_said(desk: Desk) -> None:
    network = desk.client.connect(PLAIN)
    desk.open()
    first = desk.dialler.last
    desk.feed(":s CAP * LS * :batch", ":s CAP * LS :multi-prefix sts=port=6697,unknown,x=y")
    assert first.sent == ["CAP LS 302"]
    assert first.is_closed
    assert desk.endpoints() == [Endpoint(HOST, 6667), Endpoint(HOST, 6697, True)]
    desk.open(secure=True)
    assert desk.dialler.last.sent[:2] == ["CAP LS 302", "PASS sesame"]
    desk.feed(":s CAP * LS :sts=duration=60,port=9", ":s 001 alice :Welcome")
    assert any(isinstance(event, Registered) for event in desk.events)
    [policy] = desk.client.trust.policies()
    assert (policy.host, policy.port, policy.duration) == (HOST, 6697, 60)
    assert desk.client.request(network) == PLAIN


@pytest.mark.parametrize(
    "value", ["sts", "sts=", "sts=duration=60", "sts=port=0", "sts=port=x", "sts=port=70000"]
)
def test_what_is_no_upgrade_is_ignored_without_tls(desk: Desk, value: str) -> None:
    desk.client.connect(PLAIN)
    desk.open()
    desk.feed(f":s CAP * LS :{value}", ":s 001 alice :Welcome")
    assert len(desk.dialler.made) == 1
    assert desk.client.trust.policies() == []
    assert any(isinstance(event, Registered) for event in desk.events)


def test_a_policy_makes_every_later_connection_tls(desk: Desk) -> None:
    desk.known.note_policy(HOST, 6697, 60, desk.now)
    desk.restart()
    desk.client.connect(PLAIN)
    assert desk.endpoints() == [Endpoint(HOST, 6697, True)]
    desk.fail()
    assert desk.failures() == [FailureReason.ONLY_ENCRYPTED]
    desk.now += timedelta(seconds=61)
    desk.client.connect(PLAIN)
    assert desk.endpoints()[-1] == Endpoint(HOST, 6667)


def test_a_policy_leaves_the_person_nothing_to_decide(desk: Desk) -> None:
    desk.known.note_policy(HOST, 6697, 60, desk.now)
    desk.client.connect(PLAIN)
    desk.doubt()
    assert desk.questions() == []
    assert desk.failures() == [FailureReason.ONLY_ENCRYPTED]
    desk.client.connect(SECURE)
    desk.doubt(FailureReason.CHANGED)
    assert desk.questions() == []
    assert desk.failures()[-1] is FailureReason.CHANGED
    desk.client.trust.forget_policy(HOST)
    desk.client.connect(SECURE)
    desk.doubt()
    assert len(desk.questions()) == 1


def test_an_offer_of_tls_that_fails_is_not_followed_by_clear_text(desk: Desk) -> None:
    desk.client.connect(PLAIN)
    desk.open()
    desk.feed(":s CAP * LS :sts=port=6697")
    desk.fail()
    assert desk.failures() == [FailureReason.ONLY_ENCRYPTED]
    assert desk.dialler.made[0].sent == ["CAP LS 302"]


def test_a_policy_is_renewed_at_each_connection_and_at_its_end(desk: Desk) -> None:
    network = desk.client.connect(SECURE)
    desk.open(secure=True)
    desk.feed(":s CAP * LS :sts=duration=60", ":s 001 alice :Welcome")
    begun = desk.now
    desk.now += timedelta(days=2)
    assert desk.client.trust.policies() == []
    desk.client.disconnect(network)
    [policy] = desk.client.trust.policies()
    assert policy.expires == begun + timedelta(days=2, seconds=60)


def test_a_duration_of_nought_forgets_and_cap_del_does_not(desk: Desk) -> None:
    desk.known.note_policy(HOST, 6697, 60, desk.now)
    desk.client.connect(SECURE)
    desk.open(secure=True)
    desk.feed(":s CAP * LS :sts=duration=x", ":s CAP alice DEL :sts")
    assert len(desk.client.trust.policies()) == 1
    desk.feed(":s CAP alice NEW :sts=duration=0")
    assert desk.client.trust.policies() == []
    assert not any("sts" in line for line in desk.dialler.last.sent)


def test_an_established_connection_is_told_with_each_dialling(desk: Desk) -> None:
    desk.client.connect(PLAIN)
    desk.open()
    desk.feed(":s CAP * LS :sts=port=6697")
    desk.open(secure=True)
    told = [event for event in desk.events if isinstance(event, ConnectionEstablished)]
    assert len(told) == 2


def test_cancelling_a_forced_connection_is_only_that(desk: Desk) -> None:
    desk.known.note_policy(HOST, 6697, 60, desk.now)
    desk.client.connect(PLAIN)
    desk.fail(FailureReason.CANCELLED)
    assert desk.failures() == [FailureReason.CANCELLED]
