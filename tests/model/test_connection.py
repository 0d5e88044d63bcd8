"""Connections over real sockets of loopback: dialling, failing, cancelling, closing."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache

import pytest
import trustme

from chat.model import connection
from chat.model.arrivals import (
    Arrival,
    DialFailed,
    Ended,
    LineSkipped,
    LinesWritten,
    MessagesReceived,
    Opened,
)
from chat.model.connection import (
    LINE_LIMIT,
    MOST_GATHERING,
    PLENTY,
    SEND_LIMIT,
    Connection,
    Endpoint,
    gathering_time,
)
from chat.model.dialling import AddressInfo, Resolver
from chat.model.events import FailureReason
from chat.model.security import Assurance
from chat.protocol.message import Message
from tests.model.line_server import LineServer

PATIENCE = 10.0  # seconds; only a test that fails waits so long


class Caller:
    """Makes connections, and closes them when the test is through."""

    def __init__(self, stack: ExitStack) -> None:
        self.arrivals: queue.Queue[Arrival] = queue.Queue()
        self.heard: list[Message] = []
        self._stack = stack

    def dial(
        self,
        port: int,
        *,
        host: str = "127.0.0.1",
        tls: bool = False,
        timeout: float = PATIENCE,
        resolve: Resolver | None = None,
        context: ssl.SSLContext | None = None,
    ) -> Connection:
        connection = Connection(
            7,
            Endpoint(host, port, tls),
            self.arrivals,
            timeout=timeout,
            resolve=resolve or numeric,
            tls_context=context,
        )
        self._stack.callback(lambda: connection.join(PATIENCE))
        self._stack.callback(connection.close)
        connection.open()
        return connection

    def next(self) -> Arrival:
        arrival = self.arrivals.get(timeout=PATIENCE)
        assert arrival.generation == 7
        return arrival

    def failure(self) -> DialFailed:
        arrival = self.next()
        assert isinstance(arrival, DialFailed)
        return arrival

    def open(self, server: LineServer) -> Connection:
        connection = self.dial(server.port)
        server.accept()
        assert self.next() == Opened(7)
        return connection

    def wait_for(self, kind: type[Arrival]) -> Arrival:
        while not isinstance(arrival := self.next(), kind):
            pass
        return arrival


def numeric(host: str, port: int) -> list[AddressInfo]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (host, port))]


def to_ports(*ports: int) -> Resolver:
    """A resolver that gives an address for each port."""
    return lambda *_: [info for port in ports for info in numeric("127.0.0.1", port)]


def to_hosts(*hosts: str) -> Resolver:
    """A resolver that gives these addresses, whatever is asked."""
    return lambda _, port: [info for host in hosts for info in numeric(host, port)]


@pytest.fixture
def caller() -> Iterator[Caller]:
    with ExitStack() as stack:
        yield Caller(stack)


@pytest.fixture
def server() -> Iterator[LineServer]:
    with LineServer() as server:
        yield server


@pytest.fixture
def full_port() -> Iterator[int]:
    """A port that listens, with no room: who connects hears nothing at all."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


class Blocked:
    """A resolver that answers only when it is let go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.release = threading.Event()
        self.left = threading.Event()

    def __call__(self, host: str, port: int) -> Sequence[AddressInfo]:
        self.entered.set()
        self.release.wait(PATIENCE)
        self.left.set()
        return numeric("127.0.0.1", port)


# Dialling


def test_the_systems_resolver_is_asked(caller: Caller, server: LineServer) -> None:
    connection = Connection(7, Endpoint("localhost", server.port), caller.arrivals)
    connection.open()
    server.accept()
    assert caller.next() == Opened(7)
    connection.close()
    assert connection.join(PATIENCE)


@pytest.mark.parametrize(
    "error", [socket.gaierror(-2, "Name or service not known"), UnicodeError()]
)
def test_a_name_that_is_not_found(caller: Caller, error: Exception) -> None:
    def resolve(host: str, port: int) -> Sequence[AddressInfo]:
        raise error

    caller.dial(1, resolve=resolve)
    failure = caller.failure()
    assert failure.reason is FailureReason.NAME_NOT_FOUND
    if isinstance(error, OSError):
        assert failure.detail == "Name or service not known"


def test_a_name_without_addresses(caller: Caller) -> None:
    caller.dial(1, resolve=lambda *_: [])
    assert caller.failure().reason is FailureReason.NAME_NOT_FOUND


def test_a_refusal_with_the_systems_wording(caller: Caller) -> None:
    caller.dial(closed_port())
    failure = caller.failure()
    assert failure.reason is FailureReason.REFUSED
    assert "refused" in failure.detail.lower()


def test_an_address_without_a_way_there(caller: Caller) -> None:
    caller.dial(1, host="255.255.255.255")
    assert caller.failure().reason is FailureReason.UNREACHABLE


def test_a_kind_of_address_that_the_system_has_not(caller: Caller) -> None:
    caller.dial(1, resolve=lambda host, port: [(9999, socket.SOCK_STREAM, 0, "", (host, port))])
    assert caller.failure().reason is FailureReason.UNREACHABLE


def test_an_address_that_makes_no_sense(caller: Caller) -> None:
    caller.dial(1, resolve=to_hosts("not.numeric.invalid"))
    assert caller.failure().reason is FailureReason.UNREACHABLE


def test_a_socket_that_breaks_when_it_is_there_is_a_failure_too(
    caller: Caller, server: LineServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_sock: socket.socket) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(connection, "_tune", fail)
    caller.dial(server.port)
    failure = caller.failure()
    assert (failure.reason, failure.detail) == (FailureReason.UNREACHABLE, "Invalid argument")


def test_silence_is_a_timeout(caller: Caller, full_port: int) -> None:
    before = time.monotonic()
    caller.dial(full_port, timeout=0.2)
    failure = caller.failure()
    assert failure.reason is FailureReason.TIMED_OUT
    assert "0.2 s" in failure.detail
    assert time.monotonic() - before < 2


def test_a_resolver_that_never_answers_is_a_timeout(caller: Caller) -> None:
    resolver = Blocked()
    caller.dial(1, timeout=0.1, resolve=resolver)
    assert caller.failure().reason is FailureReason.TIMED_OUT
    resolver.release.set()
    assert resolver.left.wait(PATIENCE)


def test_another_address_is_tried_when_one_refuses(caller: Caller, server: LineServer) -> None:
    caller.dial(0, resolve=to_ports(closed_port(), server.port))
    server.accept()
    assert caller.next() == Opened(7)


def test_another_address_is_tried_when_one_is_silent(
    caller: Caller, server: LineServer, full_port: int
) -> None:
    caller.dial(0, resolve=to_ports(full_port, server.port))
    server.accept()
    assert caller.next() == Opened(7)


def test_the_most_telling_failure_of_several_counts(caller: Caller) -> None:
    hosts = to_hosts("255.255.255.255", "127.0.0.1", "255.255.255.255")
    caller.dial(closed_port(), resolve=hosts)
    assert caller.failure().reason is FailureReason.REFUSED


# Cancelling


def nothing_more(caller: Caller, connection: Connection) -> None:
    """Closed within the bound, and nothing was reported."""
    before = time.monotonic()
    connection.close()
    assert time.monotonic() - before < 0.1
    assert connection.join(2)
    assert caller.arrivals.empty()


def test_cancelling_while_the_name_is_looked_up(caller: Caller, server: LineServer) -> None:
    resolver = Blocked()
    connection = caller.dial(server.port, resolve=resolver)
    assert resolver.entered.wait(PATIENCE)
    nothing_more(caller, connection)
    resolver.release.set()
    assert resolver.left.wait(PATIENCE)
    server.listener.settimeout(0.1)
    with pytest.raises(TimeoutError):  # the late answer was dropped
        server.accept()


def test_cancelling_while_connecting(caller: Caller, full_port: int) -> None:
    nothing_more(caller, caller.dial(full_port))


def test_cancelling_in_the_tls_handshake(caller: Caller, server: LineServer) -> None:
    connection = caller.dial(server.port, tls=True)
    server.accept()
    nothing_more(caller, connection)


def test_cancelling_just_as_it_opens_closes_the_socket(server: LineServer) -> None:
    arrivals: queue.Queue[Arrival] = queue.Queue()
    gate = threading.Event()

    class Slow(queue.Queue[Arrival]):
        def put(self, item: Arrival, block: bool = True, timeout: float | None = None) -> None:
            gate.wait(PATIENCE)
            arrivals.put(item)

    connection = Connection(7, Endpoint("127.0.0.1", server.port), Slow(), resolve=numeric)
    connection.open()
    server.accept()
    connection.close()
    gate.set()
    assert connection.join(PATIENCE)
    assert server.read_line() == ""


def test_closing_twice_and_without_opening(caller: Caller) -> None:
    connection = Connection(7, Endpoint("127.0.0.1", 1), caller.arrivals)
    connection.close()
    connection.close()
    assert connection.join(PATIENCE)
    assert caller.arrivals.empty()


# Lines


def received(caller: Caller) -> str:
    if not caller.heard:
        arrival = caller.wait_for(MessagesReceived)
        assert isinstance(arrival, MessagesReceived)
        caller.heard += arrival.messages
    return caller.heard.pop(0).params[-1]


def test_lines_in_any_cut_and_encoding(caller: Caller, server: LineServer) -> None:
    caller.open(server)
    for byte in b":b PRIVMSG a :caf\xc3\xa9\r\n\r\n \r\n:b PRIVMSG a :caf\xe9\n":
        server.send(bytes([byte]))
    server.send(b":b PRIVMSG a :\x81\x00x\r\n")
    assert [received(caller) for _ in range(3)] == ["café", "café", "\ufffdx"]


def test_the_faster_lines_come_the_more_come_together() -> None:
    assert gathering_time(lines=1, size=80) < 0.002
    assert gathering_time(lines=20, size=1_600) < gathering_time(lines=50, size=4_000)
    assert gathering_time(lines=400, size=PLENTY - 1) == MOST_GATHERING
    assert gathering_time(lines=400, size=PLENTY) == 0


def test_an_over_long_line_is_skipped_and_reported(caller: Caller, server: LineServer) -> None:
    caller.open(server)
    server.send(b"x" * (LINE_LIMIT + 1) + b"\r\n:b PRIVMSG a :after\r\n")
    assert caller.next() == LineSkipped(7, LINE_LIMIT + 1)
    assert received(caller) == "after"


def test_lines_are_written_in_order_and_counted(caller: Caller, server: LineServer) -> None:
    connection = caller.open(server)
    connection.send(b"NICK alice\r\n")
    connection.send(b"USER alice\r\n")
    assert [caller.next(), caller.next()] == [LinesWritten(7, 1), LinesWritten(7, 2)]
    assert [server.read_line(), server.read_line()] == ["NICK alice", "USER alice"]


def test_the_servers_end_is_reported(caller: Caller, server: LineServer) -> None:
    caller.open(server)
    server.hang_up()
    assert caller.next() == Ended(7, "")


def test_a_reset_is_reported_with_the_systems_wording(caller: Caller, server: LineServer) -> None:
    caller.open(server)
    assert server.client is not None
    server.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    server.hang_up()
    arrival = caller.next()
    assert isinstance(arrival, Ended)
    assert "reset" in arrival.detail.lower()


def test_a_server_that_takes_nothing_is_given_up(caller: Caller, server: LineServer) -> None:
    connection = caller.open(server)
    line = b"x" * 100_000 + b"\r\n"
    for _ in range(3 * 64 * SEND_LIMIT // len(line)):  # beyond what the system buffers
        connection.send(line)
    arrival = caller.wait_for(Ended)
    assert arrival == Ended(7, "the server takes nothing any more")


def test_closing_flushes_what_was_sent_and_closes_the_socket(
    caller: Caller, server: LineServer
) -> None:
    connection = caller.open(server)
    connection.send(b"QUIT :bye\r\n")
    connection.close()
    assert server.read_line() == "QUIT :bye"
    assert server.read_line() == ""
    server.hang_up()
    assert connection.join(PATIENCE)


def test_closing_is_bounded_while_the_server_takes_nothing(
    caller: Caller, server: LineServer
) -> None:
    connection = caller.open(server)
    line = b"x" * 100_000 + b"\r\n"
    for _ in range(SEND_LIMIT // len(line)):
        connection.send(line)
    before = time.monotonic()
    connection.close()
    assert connection.join(2)
    assert time.monotonic() - before < 2


def test_closing_is_bounded_while_nobody_empties_the_queue(server: LineServer) -> None:
    was_full = threading.Event()

    class Full(queue.Queue[Arrival]):
        def put(self, item: Arrival, block: bool = True, timeout: float | None = None) -> None:
            try:
                super().put(item, block, timeout)
            except queue.Full:
                was_full.set()
                raise

    arrivals = Full(maxsize=1)
    connection = Connection(7, Endpoint("127.0.0.1", server.port), arrivals, resolve=numeric)
    connection.open()
    server.accept()
    server.send(b":b PRIVMSG a :flood\r\n" * 1000)
    assert was_full.wait(PATIENCE)
    connection.close()
    assert connection.join(2)


# TLS


@lru_cache
def authority() -> trustme.CA:
    return trustme.CA()


@lru_cache
def certificate() -> trustme.LeafCert:
    return authority().issue_cert("localhost", "127.0.0.1")


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


def accept_tls(server: LineServer) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate().configure_cert(context)
    server.accept()
    assert server.client is not None
    secured = context.wrap_socket(server.client, server_side=True)
    server.client = secured
    return secured


def test_tls_carries_lines_both_ways(caller: Caller, server: LineServer) -> None:
    connection = caller.dial(server.port, tls=True, context=trusting())
    secured = accept_tls(server)
    opened = caller.wait_for(Opened)
    assert isinstance(opened, Opened)
    assert opened.security is not None
    assert opened.security.assurance is Assurance.AUTHORITY
    connection.send(b"NICK alice\r\n")
    assert server.read_line() == "NICK alice"
    flood = 5000
    server.send(b":b PRIVMSG a :hello\r\n" * flood)
    for _ in range(flood):
        assert received(caller) == "hello"
    connection.send(b"QUIT\r\n")
    connection.close()
    assert server.read_line() == "QUIT"
    assert server.read_line() == ""
    secured.close()
    assert connection.join(PATIENCE)


def test_tls_ends_with_and_without_a_farewell(caller: Caller, server: LineServer) -> None:
    for polite in (True, False):
        caller.dial(server.port, tls=True, context=trusting())
        secured = accept_tls(server)
        assert isinstance(caller.next(), Opened)
        if polite:
            secured.unwrap()  # says close_notify, and waits for ours
        secured.close()
        arrival = caller.next()
        assert isinstance(arrival, Ended)


def test_a_name_no_certificate_can_be_for(caller: Caller, server: LineServer) -> None:
    caller.dial(server.port, host=".example", tls=True, resolve=to_ports(server.port))
    assert caller.failure().reason is FailureReason.TLS


def test_a_server_that_speaks_plain_text(caller: Caller, server: LineServer) -> None:
    caller.dial(server.port, tls=True)
    server.accept()
    server.send_lines(":s.example NOTICE * :*** Looking up your hostname")
    failure = caller.failure()
    assert failure.reason is FailureReason.TLS
    assert failure.detail


def test_a_server_that_ends_the_handshake(caller: Caller, server: LineServer) -> None:
    caller.dial(server.port, tls=True)
    server.accept()
    assert server.client is not None
    server.client.recv(4096)
    server.hang_up()
    assert caller.failure().reason is FailureReason.TLS


def test_a_server_that_resets_the_handshake(caller: Caller, server: LineServer) -> None:
    caller.dial(server.port, tls=True)
    server.accept()
    assert server.client is not None
    server.client.recv(4096)
    server.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    server.hang_up()
    failure = caller.failure()
    assert failure.reason is FailureReason.TLS
    assert "reset" in failure.detail.lower()


def test_a_server_that_says_nothing_in_tls(caller: Caller, server: LineServer) -> None:
    caller.dial(server.port, tls=True, timeout=0.2)
    server.accept()
    failure = caller.failure()
    assert failure.reason is FailureReason.TLS
    assert "0.2 s" in failure.detail
