"""The way out to one socket: bounded, never blocking, ending in order."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from server.shell.connection import SENDQ_EXCEEDED, Connection
from server.shell.nonblocking import DONT_WAIT, send_when_writable, sender_of, wait_at_most

LIMIT = 1000


@dataclass
class Pair:
    """A connection, what it asked attention for, and the peer's end."""

    peer: socket.socket
    connection: Connection
    attended: list[Connection] = field(default_factory=list)

    def fill(self) -> int:
        """Send until the socket takes no more; the number of bytes it took."""
        taken = 0
        while True:
            try:
                taken += sender_of(self.connection.socket)(b"x" * 65536, DONT_WAIT)
            except BlockingIOError:
                return taken

    def read(self, size: int) -> bytes:
        data = b""
        while len(data) < size and (more := self.peer.recv(size - len(data))):
            data += more
        return data


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, peer = socket.socketpair()
    attended: list[Connection] = []
    with ours, peer:
        peer.settimeout(5)
        yield Pair(peer, Connection(ours, LIMIT, attended.append), attended)


def test_what_the_socket_takes_leaves_at_once(pair: Pair) -> None:
    pair.connection.send(b"one\r\n")
    assert pair.peer.recv(100) == b"one\r\n"
    assert not pair.attended


def test_what_it_does_not_take_waits_in_order(pair: Pair) -> None:
    taken = pair.fill()
    pair.connection.send(b"one\r\n")
    pair.connection.send(b"two\r\n")
    assert pair.connection.waiting == 10
    assert pair.attended == [pair.connection]
    pair.read(taken)
    pair.connection.drain()
    assert pair.connection.waiting == 0
    assert pair.peer.recv(100) == b"one\r\ntwo\r\n"


def test_a_line_partly_sent_goes_on_where_it_stopped(pair: Pair) -> None:
    pair.connection._limit = 10_000_000
    long_line = b"".join(b"%07d\n" % number for number in range(1_000_000))
    pair.connection.send(long_line)
    assert 0 < pair.connection.waiting < len(long_line)
    received = b""
    while len(received) < len(long_line):
        received += pair.peer.recv(1 << 20)
        pair.connection.drain()
    assert received == long_line


def test_a_full_socket_stays_full_while_nobody_reads(pair: Pair) -> None:
    pair.fill()
    pair.connection.send(b"one\r\n")
    pair.connection.drain()
    assert pair.connection.waiting == 5


def test_over_the_bound_it_is_cut_with_the_reason(pair: Pair) -> None:
    taken = pair.fill()
    pair.connection.send(b"first\r\nsecond\r\n")
    pair.connection.send(b"y" * LIMIT)
    assert pair.connection.failure == SENDQ_EXCEEDED
    assert pair.connection.closing
    pair.connection.send(b"not any more\r\n")
    pair.read(taken)
    pair.connection.drain()
    pair.connection.end_stream()
    assert pair.read(1000) == b"first\r\nERROR :SendQ exceeded\r\n"


def test_one_line_over_the_bound_cuts_too(pair: Pair) -> None:
    pair.fill()
    pair.connection.send(b"y" * (LIMIT + 1))
    assert pair.connection.failure == SENDQ_EXCEEDED
    assert pair.connection.waiting < LIMIT


def test_a_dead_socket_is_a_failure_and_no_error(pair: Pair) -> None:
    pair.peer.close()
    pair.connection.send(b"one\r\n")
    assert pair.connection.failure == "Broken pipe"
    assert pair.connection.finished
    pair.connection.send(b"two\r\n")
    assert pair.attended == [pair.connection]


def test_a_socket_that_dies_while_something_waits(pair: Pair) -> None:
    pair.fill()
    pair.connection.send(b"one\r\n")
    pair.peer.close()
    pair.connection.drain()
    assert pair.connection.failure is not None
    assert pair.connection.waiting == 0


def test_close_sends_what_waits_and_takes_nothing_more(pair: Pair) -> None:
    pair.connection.send(b"one\r\n")
    pair.connection.close()
    pair.connection.close()
    pair.connection.send(b"two\r\n")
    pair.connection.end_stream()
    pair.connection.end_stream()
    assert pair.read(100) == b"one\r\n"
    assert pair.attended == [pair.connection]


def test_abort_ends_the_read_of_the_clients_thread(pair: Pair) -> None:
    pair.connection.abort()
    assert pair.connection.socket.recv(1) == b""
    assert pair.connection.finished


def test_a_send_never_waits_however_long_the_reader_does(pair: Pair) -> None:
    wait_at_most(pair.connection.socket, 3600.0)
    taken = pair.fill()
    pair.connection.send(b"one\r\n")
    assert pair.connection.waiting == 5
    assert pair.connection.failure is None
    pair.read(taken)
    pair.connection.drain()
    assert pair.read(5) == b"one\r\n"


def test_a_reader_waits_as_long_as_it_is_told(pair: Pair) -> None:
    wait_at_most(pair.connection.socket, 0.0001)
    with pytest.raises((BlockingIOError, TimeoutError)):
        pair.connection.socket.recv(1)
    wait_at_most(pair.connection.socket, None)
    pair.peer.sendall(b"x")
    assert pair.connection.socket.recv(1) == b"x"


def test_without_dontwait_a_send_asks_first(pair: Pair) -> None:
    assert send_when_writable(pair.connection.socket, b"hello") == 5
    assert pair.peer.recv(10) == b"hello"
    pair.fill()
    with pytest.raises(BlockingIOError):
        send_when_writable(pair.connection.socket, b"hello")
