"""`python -m benchmarks`: every measurement with its defaults, one after the other."""

from __future__ import annotations

import sys

from benchmarks import connections, deliveries


def main() -> int:
    """Run them all; the exit status."""
    for measurement in (deliveries, connections):
        print(f"== {measurement.__name__.rpartition('.')[2]}", flush=True)
        if status := measurement.main([]):
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
