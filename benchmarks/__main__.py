"""`make bench`: the server on loopback, its load in another process, numbers on the screen."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.broadcast import deliveries_per_second, latency
from benchmarks.crowd import Crowd
from demo.server_process import running_server


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--members", type=int, default=300, help="members of the channel")
    parser.add_argument("--messages", type=int, default=4000, help="messages sent flat out")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="chat-bench-") as folder,
        running_server(Path(folder)) as server,
    ):
        crowd = Crowd(server.host, server.port, options.members)
        try:
            rate = deliveries_per_second(crowd, options.messages)
            print(f"{options.members} members, flat out: {rate:,.0f} deliveries a second")
            taken = latency(crowd, 200)
            print(
                f"{options.members} members, 100 messages a second: "
                f"median {taken.median * 1000:.1f} ms, p99 {taken.p99 * 1000:.1f} ms"
            )
        finally:
            crowd.close()


if __name__ == "__main__":
    main()
