"""What the client costs while nothing happens: connected, its window open, nobody speaks.

python -m benchmarks.client_idle --seconds 60
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.client_processes import client, display
from benchmarks.client_wire import flood_server
from benchmarks.report import write_raw

SETTLE = 5.0  # s


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args(argv)
    with (
        display(),
        tempfile.TemporaryDirectory() as directory,
        flood_server() as server,
        client(Path(directory) / "idle", "--port", str(server.port)) as ours,
    ):
        ours.seconds_to_usable()
        server.wait_for_client()
        time.sleep(SETTLE)
        before = ours.cpu_seconds()
        time.sleep(options.seconds)
        percent = (ours.cpu_seconds() - before) / options.seconds * 100
        result = {"name": "client", "percent": percent, "megabytes": ours.megabytes()}
    print(f"idle: {percent:.2f} % of one core, {result['megabytes']:.1f} MB")
    raw = {"options": vars(options), "results": [result]}
    print(f"raw results: {write_raw('client-idle', raw)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
