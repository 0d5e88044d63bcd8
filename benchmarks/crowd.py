"""Many members of one channel in one thread: the load of the benchmarks, and what they receive.

Raw sockets and a selector, so that the generator costs little beside the server it measures.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable

CHUNK = 1 << 18  # bytes
PATIENCE = 60.0  # seconds without anything new before a run is given up
END_OF_NAMES = b" 366 "

OnData = Callable[[int, bytes], None]  # member's number, what came


class Crowd:
    """Members of #lobby; `drive` reads for all of them."""

    def __init__(self, host: str, port: int, size: int) -> None:
        self._selector = selectors.DefaultSelector()
        self.members: list[socket.socket] = []
        for number in range(size):
            member = socket.create_connection((host, port))
            member.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            member.sendall(f"NICK m{number}\r\nUSER m 0 * :m\r\nJOIN #lobby\r\n".encode())
            self.members.append(member)
            self._selector.register(member, selectors.EVENT_READ, number)
        self._wait_until_joined()

    def drive(self, on_data: OnData, is_done: Callable[[], bool], pause: float = 1.0) -> None:
        """Read until `is_done`. Raises TimeoutError when nothing comes for long."""
        last = time.monotonic()
        while not is_done():
            ready = self._selector.select(pause)
            for key, _ in ready:
                assert isinstance(key.fileobj, socket.socket)
                data = key.fileobj.recv(CHUNK)
                if not data:
                    raise ConnectionError(f"the server closed member {key.data}")
                on_data(key.data, data)
            if ready:
                last = time.monotonic()
            elif time.monotonic() - last > PATIENCE:
                raise TimeoutError(f"nothing came for {PATIENCE:g} s")

    def close(self) -> None:
        """Hang up, all of them."""
        self._selector.close()
        for member in self.members:
            member.close()

    def _wait_until_joined(self) -> None:
        """Every member has the names of the channel, and has seen all the others come in."""
        size = len(self.members)
        due = sum(size - number for number in range(size)) + size  # JOINs, and an end of names each
        seen = 0
        rest = [b""] * size

        def count(number: int, data: bytes) -> None:
            nonlocal seen
            *lines, rest[number] = (rest[number] + data).split(b"\n")
            seen += sum(b" JOIN " in line or END_OF_NAMES in line for line in lines)

        self.drive(count, lambda: seen >= due)
