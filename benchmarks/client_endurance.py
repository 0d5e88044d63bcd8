"""The client in a flood that does not end: whether its memory stays as it is.

    python -m benchmarks.client_endurance --seconds 3600

Windows of rows, caches and the allocator's pools fill at first: whether it grows without bound is
seen in the second half. Nobody types and nobody probes the loop meanwhile: samples kept for an hour
would grow themselves.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.client_processes import Measured, client, display
from benchmarks.client_wire import FloodServer, flood_server
from benchmarks.report import write_raw

RATE = 2_000  # messages a second
WARM = 60.0  # seconds of flood before the first look
POINTS = 60  # looks at the memory


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=3600)
    options = parser.parse_args(argv)
    with display(), tempfile.TemporaryDirectory() as directory, flood_server() as server:
        with client(Path(directory), "--port", str(server.port), "--watch") as ours:
            ours.seconds_to_usable()
            server.wait_for_client()
            ours.ask("rest on")
            result = _endure(ours, server, options.seconds)
        result["store_megabytes"] = _megabytes_of(Path(directory))
    print("  ".join(f"{name}={value}" for name, value in result.items() if name != "points"))
    raw = {"options": vars(options), "results": [result]}
    print(f"raw results: {write_raw('client-endurance', raw)}")
    return 1 if result["lost"] else 0


def _endure(ours: Measured, server: FloodServer, seconds: float) -> dict[str, Any]:
    server.flood(RATE, WARM)
    server.wait_until_digested()
    began, first = time.monotonic(), server.sent
    points = [(0.0, ours.megabytes())]
    for number in range(1, POINTS + 1):
        server.flood(RATE, seconds / POINTS)
        points.append((time.monotonic() - began, ours.megabytes()))
        if number % 10 == 0:
            print(f"{points[-1][0]:.0f} s: {points[-1][1]:.1f} MB", flush=True)
    behind = server.wait_until_digested()
    told = ours.ask("report")
    sizes = [size for _, size in points]
    return {
        "name": f"{points[-1][0] / 60:.0f} min",
        "messages": server.sent - first,
        "lost": server.lost(told),
        "behind_seconds": behind,
        "first_megabytes": sizes[0],
        "least_megabytes": min(sizes),
        "most_megabytes": max(sizes),
        "last_megabytes": sizes[-1],
        "megabytes_per_100000": _slope(points[len(points) // 2 :]) * 100_000 / RATE,
        "points": points,
    }


def _slope(points: list[tuple[float, float]]) -> float:
    """How much the second value grows with the first, by least squares."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def _megabytes_of(directory: Path) -> float:
    return sum(each.stat().st_size for each in directory.rglob("*") if each.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
