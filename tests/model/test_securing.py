"""Whether a server is believed over TLS: by an authority, by its pinned certificate, or not."""

from __future__ import annotations

import queue
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
import trustme

from chat.model.arrivals import Arrival, DialFailed, Opened
from chat.model.connection import Connection, Endpoint
from chat.model.events import FailureReason
from chat.model.securing import read_certificate
from chat.model.security import Assurance, Doubt, spaced
from tests.fakes.live_server import server_process
from tests.model.test_connection import to_ports
from tests.model.tls_server import PATIENCE, TlsServer, fingerprint


@lru_cache
def authority() -> trustme.CA:
    return trustme.CA()


@lru_cache
def own(name: str = "one") -> trustme.LeafCert:
    """A certificate of an authority that no computer knows."""
    return trustme.CA(organization_name=name).issue_cert("localhost", "127.0.0.1")


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


class Dialler:
    """Dials, says hello if it may, and tells what came of it."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def dial(self, port: int, pin: str = "", host: str = "127.0.0.1") -> Arrival:
        arrivals: queue.Queue[Arrival] = queue.Queue()
        connection = Connection(
            1,
            Endpoint(host, port, True, pin),
            arrivals,
            resolve=to_ports(port),
            tls_context=trusting(),
        )
        connection.open()
        arrival = arrivals.get(timeout=PATIENCE)
        connection.send(b"PASS secret\r\n")
        connection.close()
        assert connection.join(PATIENCE)
        return arrival

    def failure(self, port: int, pin: str = "", host: str = "127.0.0.1") -> DialFailed:
        arrival = self.dial(port, pin, host)
        assert isinstance(arrival, DialFailed)
        return arrival


@pytest.fixture
def dialler() -> Iterator[Dialler]:
    with ExitStack() as stack:
        yield Dialler(stack)


def test_a_certificate_of_an_authority_needs_no_question(dialler: Dialler) -> None:
    leaf = authority().issue_cert("127.0.0.1")
    with TlsServer(leaf) as server:
        arrival = dialler.dial(server.port)
    assert isinstance(arrival, Opened)
    assert arrival.security is not None
    assert arrival.security.assurance is Assurance.AUTHORITY
    assert arrival.security.version == "TLSv1.3"
    assert arrival.security.fingerprint == fingerprint(leaf)


def test_an_unknown_certificate_is_shown_and_nothing_is_said_to_it(dialler: Dialler) -> None:
    with TlsServer(own()) as server:
        failed = dialler.failure(server.port)
    assert (failed.reason, failed.doubt) == (FailureReason.UNTRUSTED, Doubt.UNKNOWN_ISSUER)
    assert failed.certificate is not None
    assert failed.certificate.fingerprint == fingerprint(own())
    assert failed.certificate.expires is not None
    assert "unable to get local issuer certificate" in failed.detail
    assert b"".join(server.heard) == b""


def test_the_pinned_certificate_is_believed_without_a_question(dialler: Dialler) -> None:
    with TlsServer(own()) as server:
        arrival = dialler.dial(server.port, pin=fingerprint(own()))
    assert isinstance(arrival, Opened)
    assert arrival.security is not None
    assert arrival.security.assurance is Assurance.PINNED
    assert server.heard == [b"PASS secret\r\n"]


def test_another_certificate_than_the_pinned_one_stops_it(dialler: Dialler) -> None:
    with TlsServer(own("two")) as server:
        failed = dialler.failure(server.port, pin=fingerprint(own()))
    assert failed.reason is FailureReason.CHANGED
    assert failed.certificate is not None
    assert failed.certificate.fingerprint == fingerprint(own("two"))
    assert b"".join(server.heard) == b""


def test_an_authority_may_take_the_place_of_a_pin(dialler: Dialler) -> None:
    with TlsServer(authority().issue_cert("127.0.0.1")) as server:
        arrival = dialler.dial(server.port, pin=fingerprint(own()))
    assert isinstance(arrival, Opened)
    assert arrival.security is not None
    assert arrival.security.assurance is Assurance.AUTHORITY


def test_a_certificate_of_another_name_is_doubted(dialler: Dialler) -> None:
    with TlsServer(authority().issue_cert("elsewhere.example")) as server:
        failed = dialler.failure(server.port, host="chat.example")
        assert (failed.reason, failed.doubt) == (FailureReason.UNTRUSTED, Doubt.WRONG_NAME)
        assert "chat.example" in failed.detail
        failed = dialler.failure(server.port, host="127.0.0.1")
        assert failed.doubt is Doubt.WRONG_NAME


def test_an_expired_certificate_is_doubted(dialler: Dialler) -> None:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    leaf = authority().issue_cert("127.0.0.1", not_before=past, not_after=past.replace(year=2021))
    with TlsServer(leaf) as server:
        failed = dialler.failure(server.port)
    assert (failed.reason, failed.doubt) == (FailureReason.UNTRUSTED, Doubt.EXPIRED)


def test_our_own_servers_certificate_is_shown_as_the_server_prints_it(
    dialler: Dialler, tmp_path: Path
) -> None:
    arguments = ("--data-dir", str(tmp_path), "--tls-port", "0", "--tls", "auto")
    with server_process(*arguments) as server:
        port = server.doors["ircs"][1]
        failed = dialler.failure(port)
        assert failed.doubt is Doubt.SELF_SIGNED
        assert failed.certificate is not None
        printed = server.announced_line("fingerprint")
        assert spaced(failed.certificate.fingerprint) in printed
        arrival = dialler.dial(port, pin=failed.certificate.fingerprint)
        assert isinstance(arrival, Opened)


def test_a_certificate_that_cannot_be_read_still_has_its_fingerprint() -> None:
    certificate = read_certificate(b"\x30\x03junk", "ab")
    assert (certificate.fingerprint, certificate.subject, certificate.expires) == ("ab", "", None)
