"""What an idle connection costs: the server's memory and time for each member who only listens.

python -m benchmarks.connections --members 5000 --channel-size 100
"""

from __future__ import annotations

import argparse
import ssl
import sys
import time
from dataclasses import dataclass
from functools import partial

from benchmarks.comparison import add_rounds, compare
from benchmarks.load import allow_sockets, members
from benchmarks.servers import MeasuredServer


@dataclass(frozen=True)
class Result:
    """One server's numbers."""

    server: str
    members: int
    kilobytes_each: float  # resident memory that came with a member, kernel's buffers not counted
    seconds_to_admit: float  # until all are connected, registered and in their channels
    cpu_seconds: float  # that the server used for it


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--channel-size", type=int, default=100)
    add_rounds(parser, 3)
    options = parser.parse_args(argv)
    allow_sockets(options.members + 50)
    ratios = {"kilobytes_each": "memory for a member", "seconds_to_admit": "time to admit all"}
    return compare("connections", options, partial(measured, options), told, ratios)


def told(result: Result) -> str:
    """In a line."""
    return (
        f"{result.kilobytes_each:7.1f} KB for each idle member, all admitted in "
        f"{result.seconds_to_admit:.2f} s, {result.cpu_seconds:.2f} s CPU"
    )


def measured(
    options: argparse.Namespace, server: MeasuredServer, tls: ssl.SSLContext | None = None
) -> Result:
    """One server's; `tls`: what its clients begin with, if it is behind TLS."""
    count, size = options.members, options.channel_size
    with members(server, 10, "#warm{}", tls=tls):  # what every server needs once
        before, cpu = server.resident_bytes(), server.cpu_seconds()
        began = time.monotonic()
        with members(server, count, "#idle{}", channel_size=size, tls=tls):
            elapsed = time.monotonic() - began
            grown = server.resident_bytes() - before
            cpu = server.cpu_seconds() - cpu
    return Result(server.name, count, grown / count / 1000, elapsed, cpu)


if __name__ == "__main__":
    sys.exit(main())
