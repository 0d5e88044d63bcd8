"""One member stops reading while the others talk: what they notice, and what it costs the server.

    python -m benchmarks.stalled --members 50 --seconds 4

The same is measured twice, with everybody reading and with one who does not. Servers without a
bound of the send queue (the others' limits are off) keep what the stalled one does not take.
"""

from __future__ import annotations

import argparse
import contextlib
import selectors
import sys
import time
from dataclasses import dataclass
from functools import partial

from benchmarks.comparison import compare
from benchmarks.load import Member, allow_sockets, members
from benchmarks.servers import MeasuredServer

CHANNEL = "#bench"
RATE = 8000.0  # lines a second, by one member
LINE = f"PRIVMSG {CHANNEL} :{'x' * 400}\r\n".encode()
TURN = 0.005  # seconds between two sends of what is due


@dataclass(frozen=True)
class Result:
    """One server's numbers."""

    server: str
    longest_gap_before: float  # milliseconds between two reads at a member, everybody reading
    longest_gap: float  # the same, while one member does not read
    megabytes_grown: float  # resident memory at its most, while one member does not read
    cut: str  # the last line that the stalled member got, if the server hung up on it


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args(argv)
    allow_sockets(options.members + 50)
    ratios = {"longest_gap": "longest gap", "megabytes_grown": "memory grown"}
    return compare("stalled", options, partial(_measure, options), _told, ratios)


def _told(result: Result) -> str:
    return (
        f"longest gap {result.longest_gap_before:6.1f} ms, with one stalled "
        f"{result.longest_gap:6.1f} ms; {result.megabytes_grown:.1f} MB more; "
        + (f"cut: {result.cut}" if result.cut else "not cut")
    )


def _measure(options: argparse.Namespace, server: MeasuredServer) -> Result:
    with members(server, options.members, CHANNEL) as crowd:
        sender, stalled, *readers = crowd
        run = _Run(server, sender, [*readers, stalled])
        run.talk(options.seconds / 2)  # to be warm
        run.longest_gap = 0.0
        run.talk(options.seconds)
        before = run.longest_gap
        run.forget(stalled)
        run.longest_gap, memory, run.most_memory = 0.0, server.resident_bytes(), 0
        run.talk(options.seconds)
        grown = run.most_memory - memory
        return Result(
            server.name, before * 1e3, run.longest_gap * 1e3, grown / 1e6, _last_line(stalled)
        )


class _Run:
    """One member talks, the readers read; the longest time that one of them read nothing."""

    def __init__(self, server: MeasuredServer, sender: Member, readers: list[Member]) -> None:
        self.longest_gap = 0.0  # seconds
        self.most_memory = 0  # bytes
        self._server = server
        self._sender = sender
        self._selector = selectors.DefaultSelector()
        self._last: dict[Member, float] = {}
        for reader in readers:
            self._selector.register(reader.socket, selectors.EVENT_READ, reader)

    def forget(self, reader: Member) -> None:
        """Read no more from this one."""
        self._selector.unregister(reader.socket)

    def talk(self, seconds: float) -> None:
        """Talk at the rate for so long."""
        began = time.monotonic()
        self._last = {key.data: began for key in self._selector.get_map().values()}
        due = 0.0
        while (now := time.monotonic()) < began + seconds:
            if now >= began + due:
                self._sender.push(LINE * int(RATE * TURN))
                due += TURN
                self.most_memory = max(self.most_memory, self._server.resident_bytes())
            self._read(max(0.0, began + due - time.monotonic()))

    def _read(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            if key.data.socket.recv(1 << 20):
                now = time.monotonic()
                self.longest_gap = max(self.longest_gap, now - self._last[key.data])
                self._last[key.data] = now


def _last_line(stalled: Member) -> str:
    """Read what had come; the last line if the server hung up, else nothing."""
    stalled.socket.settimeout(1.0)
    seen = b""
    with contextlib.suppress(TimeoutError, ConnectionError):
        while data := stalled.socket.recv(1 << 20):
            seen = (seen + data)[-1000:]
        last = seen.rstrip().rpartition(b"\n")[2].decode("utf-8", "replace")
        return last if last.startswith("ERROR") else "without a word"
    return ""


if __name__ == "__main__":
    sys.exit(main())
