"""`python -m benchmarks`: every measurement with its defaults, one after the other."""

from __future__ import annotations

import sys

from benchmarks import connections, deliveries, latency


def main() -> int:
    """Run them all; the exit status."""
    print("== deliveries", flush=True)
    deliveries.main([])
    print("== latency", flush=True)
    latency.main([])
    print("== connections", flush=True)
    return connections.main([])


if __name__ == "__main__":
    sys.exit(main())
