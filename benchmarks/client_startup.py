"""How long the client takes to a usable window, and how much memory, beside a bare window.

    python -m benchmarks.client_startup --messages 1000000

The unit is a ttkbootstrap window with a Listbox, an Entry and a button, in the same run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.client_processes import Measured, client, display, median, started
from benchmarks.client_store import fill
from benchmarks.client_wire import flood_server
from benchmarks.report import write_raw

ROUNDS = 5
SETTLE = 1.0  # s until the memory is looked at


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(argv)
    with display(), tempfile.TemporaryDirectory() as directory:
        full = Path(directory) / "full"
        full.mkdir()
        fill(full / "history.db", options.messages)
        stored = f"into a chat, {options.messages:,} messages stored"
        names = ("bare window", "into a chat", stored, "the first time, with the connect dialog")
        rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
        for number in range(options.rounds + 1):  # the first warms the disk's cache
            with started("client_bare") as bare:
                rounds[names[0]].append(_look(bare))
            for name, data in ((names[1], Path(directory) / f"new{number}"), (stored, full)):
                with flood_server() as server, client(data, "--port", str(server.port)) as chat:
                    rounds[name].append(_look(chat))
            with client(Path(directory) / f"first{number}") as first:
                rounds[names[3]].append(_look(first))
    results = [_result(name, found[1:]) for name, found in rounds.items()]
    unit = results[0]
    for result in results:
        result["times"] = result["seconds"] / unit["seconds"]
        result["memory_times"] = result["megabytes"] / unit["megabytes"]
        print(
            f"{result['name']:44} {result['seconds']:.3f} s ({result['times']:.2f} ×), "
            f"{result['megabytes']:.1f} MB ({result['memory_times']:.2f} ×)"
        )
    raw = {"options": vars(options), "results": results}
    print(f"raw results: {write_raw('client-startup', raw)}")
    return 0


def _look(measured: Measured) -> tuple[float, float]:
    seconds = measured.seconds_to_usable()
    time.sleep(SETTLE)
    return seconds, measured.megabytes()


def _result(name: str, found: list[tuple[float, float]]) -> dict[str, Any]:
    seconds, megabytes = zip(*found, strict=True)
    return {"name": name, "seconds": median(seconds), "megabytes": median(megabytes)}


if __name__ == "__main__":
    sys.exit(main())
