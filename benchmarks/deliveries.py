"""How many deliveries a second, and at what cost: members of one channel who send flat out.

    python -m benchmarks.deliveries --members 1000 --senders 10 --seconds 5

A delivery is one line that arrived at one member. The load runs in this process, the server in its
own. The others are measured in the same run: machines differ, ratios less so.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from functools import partial

from benchmarks.comparison import add_rounds, compare
from benchmarks.load import Crowd, allow_sockets, members
from benchmarks.servers import MeasuredServer

CHANNEL = "#bench"
WARM_UP = 1.0  # seconds before the measurement


@dataclass(frozen=True)
class Result:
    """One server's numbers; rates are of the measured seconds, after the warm-up."""

    server: str
    deliveries_per_second: float
    megabytes_per_second: float
    cpu_seconds_per_million: float
    cpu_share: float  # of one core, used by the server
    members_lost: int


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    options = _parser().parse_args(argv)
    allow_sockets(options.members + 50)
    ratios = {
        "cpu_seconds_per_million": "CPU for a million deliveries",
        "deliveries_per_second": "deliveries a second",
    }
    return compare("deliveries", options, partial(_measure, options), _told, ratios, keeping=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--senders", type=int, default=10, help="members who send flat out")
    parser.add_argument("--line-bytes", type=int, default=60, help="of a line sent, with CR LF")
    parser.add_argument("--seconds", type=float, default=5.0)
    add_rounds(parser, 5)
    return parser


def _line(size: int) -> bytes:
    head = f"PRIVMSG {CHANNEL} :".encode()
    return head + b"x" * (size - len(head) - 2) + b"\r\n"


def _measure(options: argparse.Namespace, server: MeasuredServer) -> Result:
    with members(server, options.members, CHANNEL) as crowd_members:
        crowd = Crowd(crowd_members, options.senders, _line(options.line_bytes))
        crowd.run(WARM_UP)
        deliveries, received = crowd.deliveries, crowd.received
        cpu, began = server.cpu_seconds(), time.monotonic()
        crowd.run(options.seconds)
        elapsed = time.monotonic() - began
        cpu = server.cpu_seconds() - cpu
        deliveries, received = crowd.deliveries - deliveries, crowd.received - received
        crowd.close()
    return Result(
        server=server.name,
        deliveries_per_second=deliveries / elapsed,
        megabytes_per_second=received / elapsed / 1e6,
        cpu_seconds_per_million=cpu / max(deliveries, 1) * 1e6,
        cpu_share=cpu / elapsed,
        members_lost=crowd.lost,
    )


def _told(result: Result) -> str:
    return (
        f"{result.deliveries_per_second / 1e6:7.2f} M deliveries/s "
        f"{result.megabytes_per_second:7.0f} MB/s "
        f"{result.cpu_seconds_per_million:8.3f} s CPU per million "
        f"({result.cpu_share:.0%} of a core)"
        + (f", {result.members_lost} members were cut" if result.members_lost else "")
    )


if __name__ == "__main__":
    sys.exit(main())
