"""What an idle connection costs: the server's memory and time for each member who only listens.

python -m benchmarks.connections --members 1000
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import asdict, dataclass

from benchmarks.load import allow_sockets, members
from benchmarks.report import write_raw
from benchmarks.servers import MeasuredServer, available


@dataclass(frozen=True)
class Result:
    """One server's numbers. Each member has a channel of its own: no crowd, no long NAMES."""

    server: str
    members: int
    kilobytes_each: float  # resident memory that came with a member, kernel's buffers not counted
    milliseconds_to_join: float  # connect, register, join; one member after the other


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=1000)
    options = parser.parse_args(argv)
    allow_sockets(options.members + 50)
    results = []
    for server in available():
        with server as running:
            result = _measure(running, options.members)
        results.append(result)
        print(
            f"{result.server:12} {result.kilobytes_each:7.1f} KB for each idle member, "
            f"{result.milliseconds_to_join:.2f} ms to come in",
            flush=True,
        )
    raw = {"options": vars(options), "results": [asdict(result) for result in results]}
    print(f"raw results: {write_raw('connections', raw)}")
    return 0


def _measure(server: MeasuredServer, count: int) -> Result:
    with members(server.address, 10, "#warm{}"):  # what every server needs once
        before = server.resident_bytes()
        began = time.monotonic()
        with members(server.address, count, "#idle{}"):
            elapsed = time.monotonic() - began
            grown = server.resident_bytes() - before
    return Result(server.name, count, grown / count / 1000, elapsed / count * 1000)


if __name__ == "__main__":
    sys.exit(main())
