"""`python -m benchmarks [NAME ...]`: the measurements with their defaults, one after the other."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks import client, connections, deliveries, history, stalled, startup, steady, tls

MEASUREMENTS: dict[str, Callable[[list[str]], int]] = {
    "deliveries": deliveries.main,
    "steady": steady.main,
    "connections": connections.main,
    "tls": tls.main,
    "stalled": stalled.main,
    "startup": startup.main,
    "history": history.main,
    "client": client.main,
}


def main() -> int:
    """Run those that are named, or all; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the server on this machine. Each measurement has options of its own: "
        "python -m benchmarks.deliveries --help",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASUREMENTS)}")
    names = parser.parse_args().names or list(MEASUREMENTS)
    if unknown := [name for name in names if name not in MEASUREMENTS]:
        parser.error(f"no measurement is called {unknown[0]}; there are {', '.join(MEASUREMENTS)}")
    for name in names:
        print(f"== {name}", flush=True)
        if status := MEASUREMENTS[name]([]):
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
