"""How long a message takes to each member while a channel talks at a steady pace.

    python -m benchmarks.steady --members 100 --rate 200 --seconds 5

Members speak in turn. Each time ends when this process has read the message at a member, so it
holds this process's own work as well; that is the same for every server.
"""

from __future__ import annotations

import argparse
import re
import selectors
import sys
import time
from dataclasses import dataclass
from functools import partial

from benchmarks.comparison import add_rounds, compare
from benchmarks.load import Member, allow_sockets, members
from benchmarks.servers import MeasuredServer

CHANNEL = "#bench"
PATIENCE = 5.0  # seconds for the last messages to reach everybody
_NUMBER = re.compile(rb" :m(\d+)\.")


@dataclass(frozen=True)
class Result:
    """One server's numbers: milliseconds from the send to the read at a member."""

    server: str
    median: float
    p99: float
    slowest: float
    lost: int  # deliveries that never came
    cpu_share: float  # of one core, used by the server


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=100)
    parser.add_argument("--rate", type=float, default=200.0, help="messages a second")
    parser.add_argument("--seconds", type=float, default=5.0)
    add_rounds(parser, 5)
    options = parser.parse_args(argv)
    allow_sockets(options.members + 50)
    ratios = {"p99": "99th percentile", "median": "median"}
    return compare("steady", options, partial(_measure, options), _told, ratios, keeping=True)


def _told(result: Result) -> str:
    return (
        f"median {result.median:6.2f} ms, 99 % within {result.p99:6.2f} ms, slowest "
        f"{result.slowest:6.2f} ms, {result.cpu_share:.0%} of a core"
        + (f", {result.lost} never came" if result.lost else "")
    )


def _measure(options: argparse.Namespace, server: MeasuredServer) -> Result:
    with (
        members(server, options.members, CHANNEL) as crowd,
        selectors.DefaultSelector() as selector,
    ):
        for member in crowd:
            selector.register(member.socket, selectors.EVENT_READ, member)
        run = _Run(crowd, selector)
        run.read_until(time.monotonic() + 0.5)  # what came while the crowd gathered
        cpu, began = server.cpu_seconds(), time.monotonic()
        run.talk(options.rate, options.seconds)
        cpu_share = (server.cpu_seconds() - cpu) / (time.monotonic() - began)
        expected = len(run.sent) * (options.members - 1)
        run.read_until(time.monotonic() + PATIENCE, enough=expected)
    times = sorted(run.times)
    return Result(
        server=server.name,
        median=1000 * times[len(times) // 2],
        p99=1000 * times[len(times) * 99 // 100],
        slowest=1000 * times[-1],
        lost=expected - len(times),
        cpu_share=cpu_share,
    )


class _Run:
    """Sends by the clock, reads in between."""

    def __init__(self, crowd: list[Member], selector: selectors.BaseSelector) -> None:
        self.times: list[float] = []  # seconds
        self.sent: list[float] = []  # when each message was sent
        self._crowd = crowd
        self._selector = selector

    def talk(self, rate: float, seconds: float) -> None:
        """Messages at this rate, by one member after the other."""
        began = time.monotonic()
        for number in range(int(rate * seconds)):
            self.read_until(began + number / rate)
            member = self._crowd[number % len(self._crowd)]
            self.sent.append(time.monotonic())
            member.socket.send(f"PRIVMSG {CHANNEL} :m{number}. {'x' * 40}\r\n".encode())

    def read_until(self, deadline: float, enough: int | None = None) -> None:
        """Read what comes until then, or until so many deliveries came."""
        while (left := deadline - time.monotonic()) > 0 and len(self.times) != enough:
            for key, _ in self._selector.select(left):
                data = key.data.socket.recv(65536)
                now = time.monotonic()
                self.times += [now - self.sent[int(each)] for each in _NUMBER.findall(data)]


if __name__ == "__main__":
    sys.exit(main())
