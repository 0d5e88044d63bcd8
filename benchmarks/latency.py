"""How long one message takes to each member of a channel, with nothing else going on.

    python -m benchmarks.latency --members 1000 --messages 100

Each time ends when this process has read the message at that member, so it holds this process's own
work for a crowd as well; it is the same for every server.
"""

from __future__ import annotations

import argparse
import selectors
import sys
import time
from dataclasses import asdict, dataclass

from benchmarks.load import Member, allow_sockets, members
from benchmarks.report import write_raw
from benchmarks.servers import MeasuredServer, available

CHANNEL = "#bench"
PATIENCE = 10.0  # seconds for one message to reach everybody


@dataclass(frozen=True)
class Result:
    """One server's numbers, in milliseconds from the send to the read at a member."""

    server: str
    median: float
    p99: float
    slowest: float


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--messages", type=int, default=100)
    options = parser.parse_args(argv)
    allow_sockets(options.members + 50)
    results = []
    for server in available():
        with server as running:
            result = _measure(running, options.members, options.messages)
        results.append(result)
        print(
            f"{result.server:12} median {result.median:6.2f} ms, 99 % within {result.p99:6.2f} ms, "
            f"slowest {result.slowest:6.2f} ms",
            flush=True,
        )
    raw = {"options": vars(options), "results": [asdict(result) for result in results]}
    print(f"raw results: {write_raw('latency', raw)}")
    return 0


def _measure(server: MeasuredServer, count: int, messages: int) -> Result:
    with (
        members(server.address, count, CHANNEL) as (sender, *others),
        selectors.DefaultSelector() as selector,
    ):
        for member in others:
            selector.register(member.socket, selectors.EVENT_READ, member)
        _read_until_quiet(selector)
        times = []
        for number in range(messages):
            times += _one_message(selector, sender, len(others), f"message-{number}.")
    times.sort()
    milliseconds = [1000 * times[place] for place in (len(times) // 2, len(times) * 99 // 100, -1)]
    return Result(server.name, *milliseconds)


def _one_message(
    selector: selectors.BaseSelector, sender: Member, expected: int, text: str
) -> list[float]:
    """Seconds until each of the others had read it."""
    times: list[float] = []
    began = time.monotonic()
    sender.socket.send(f"PRIVMSG {CHANNEL} :{text}\r\n".encode())
    while len(times) < expected:
        ready = selector.select(PATIENCE)
        if not ready:
            raise TimeoutError(f"{expected - len(times)} members never got {text}")
        for key, _ in ready:
            if text.encode() in key.data.socket.recv(65536):
                times.append(time.monotonic() - began)
    return times


def _read_until_quiet(selector: selectors.BaseSelector) -> None:
    """Read what came while the crowd gathered."""
    while ready := selector.select(0.5):
        for key, _ in ready:
            key.data.socket.recv(65536)


if __name__ == "__main__":
    sys.exit(main())
