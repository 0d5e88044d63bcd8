"""The load: many members of one channel in this process, who read all that comes and count it."""

from __future__ import annotations

import contextlib
import resource
import selectors
import socket
import ssl
import time
from collections.abc import Iterator

from benchmarks.servers import MeasuredServer

_READ = 1 << 20  # bytes
_LINES_AT_ONCE = 64  # in one send of a sender that is flat out


class Member:
    """One connection. What it has to send is sent as its socket takes it."""

    def __init__(
        self,
        address: tuple[str, int],
        nick: str,
        channel: str,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.socket = socket.create_connection(address, timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket)
        self.socket.sendall(f"NICK {nick}\r\nUSER bench 0 * :bench\r\n".encode())
        self._channel = channel
        self._unsent = memoryview(b"")

    def join(self) -> None:
        """Join once registered: some servers take no JOIN before."""
        self._wait_for(b" 001 ")
        self.socket.sendall(f"JOIN {self._channel}\r\n".encode())

    def wait_until_in(self) -> None:
        """Wait for the end of the channel's names."""
        self._wait_for(b" 366 ")
        self.socket.setblocking(False)

    def _wait_for(self, wanted: bytes) -> None:
        """Raises ConnectionError if the server hangs up."""
        seen = b""
        while wanted not in seen:
            data = self.socket.recv(65536)
            if not data:
                raise ConnectionError(f"the server hung up: {seen[-200:]!r}")
            seen = seen[-64:] + data

    def push(self, lines: bytes) -> None:
        """Keep the socket full of whole lines."""
        with contextlib.suppress(BlockingIOError):
            if not self._unsent:
                self._unsent = memoryview(lines)
            sent = self.socket.send(self._unsent)
            self._unsent = self._unsent[sent:]


class Crowd:
    """The members, read through one selector."""

    def __init__(self, members: list[Member], senders: int, line: bytes) -> None:
        self.deliveries = 0  # lines read
        self.received = 0  # bytes read
        self.lost = 0  # members whom the server hung up on
        self._lines = line * _LINES_AT_ONCE
        self._buffer = bytearray(_READ)
        self._selector = selectors.DefaultSelector()
        for number, member in enumerate(members):
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if number < senders else 0)
            self._selector.register(member.socket, events, member)

    def run(self, seconds: float) -> None:
        """Send flat out and read for so long."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for key, events in self._selector.select(0.1):
                if events & selectors.EVENT_READ:
                    self._read(key.data)
                if events & selectors.EVENT_WRITE:
                    with contextlib.suppress(OSError):
                        key.data.push(self._lines)

    def _read(self, member: Member) -> None:
        try:
            size = member.socket.recv_into(self._buffer)
        except BlockingIOError:
            return
        except OSError:
            size = 0
        if size == 0:
            self.lost += 1
            self._selector.unregister(member.socket)
            return
        self.received += size
        self.deliveries += self._buffer.count(b"\n", 0, size)

    def close(self) -> None:
        """Forget the members; their sockets stay open."""
        self._selector.close()


@contextlib.contextmanager
def members(
    server: MeasuredServer,
    count: int,
    channel: str,
    channel_size: int = 1,
    tls: ssl.SSLContext | None = None,
) -> Iterator[list[Member]]:
    """So many members, a few of them on their way in at a time.

    "{}" in the channel is its number; so many members go into one.
    """
    with contextlib.ExitStack() as opened:
        found: list[Member] = []
        while len(found) < count:
            wave = []
            for number in range(len(found), min(len(found) + server.wave, count)):
                name = channel.format(number // channel_size)
                member = Member(server.address, f"{channel[1]}{number}", name, tls)
                opened.enter_context(member.socket)
                wave.append(member)
            for member in wave:
                member.join()
            for member in wave:
                member.wait_until_in()
            found += wave
        yield found


def allow_sockets(count: int) -> None:
    """Let this process have that many sockets, as far as the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
