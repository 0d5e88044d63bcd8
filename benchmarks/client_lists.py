"""Going to a conversation of many messages, and searching many: how long each takes.

python -m benchmarks.client_lists --messages 1000000 --long 100000
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.client_processes import client, display, percentile
from benchmarks.client_store import LONG, WORDS, fill
from benchmarks.client_wire import flood_server
from benchmarks.report import write_raw
from chat.model.entities import Place
from chat.model.store.archive import Archive
from chat.model.store.records import SearchQuery


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--long", type=int, default=100_000, help="messages of one conversation")
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args(argv)
    with display(), tempfile.TemporaryDirectory() as directory:
        results = [_switching(options, Path(directory) / "client")]
        path = Path(directory) / "history.db"
        fill(path, options.messages)
        results += _reading(path, options)
    for result in results:
        print(
            f"{result['name']:44} median {result['median']:.2f} ms, "
            f"99 % within {result['p99']:.2f} ms, slowest {result['slowest']:.2f} ms"
        )
    raw = {"options": vars(options), "results": results}
    print(f"raw results: {write_raw('client-lists', raw)}")
    return 0


def _switching(options: argparse.Namespace, data: Path) -> dict[str, Any]:
    """To and from a conversation in which so much was said in this run, and is in the store."""
    with flood_server() as server, client(data, "--port", str(server.port), "--watch") as ours:
        ours.seconds_to_usable()
        server.wait_for_client()
        server.burst(options.long)
        server.wait_until_digested()
        server.open_another()
        server.wait_until_digested()
        taken = ours.ask("switch 20")["seconds"]
    return _result(f"switch to a conversation of {options.long:,}", taken[2:])


def _reading(path: Path, options: argparse.Namespace) -> list[dict[str, Any]]:
    archive = Archive(path, 1 << 40)
    chance = random.Random(1)
    often = SearchQuery(chance.choice(WORDS))

    def seldom() -> SearchQuery:
        return SearchQuery(f"word{chance.randrange(9_973)}")

    def mixed() -> SearchQuery:
        return SearchQuery(
            f"{chance.choice(WORDS)} word{chance.randrange(9_973)}"[: chance.randrange(3, 24)]
        )

    queries: dict[str, Callable[[], object]] = {
        "search for a frequent word": lambda: archive.search(often),
        "search for a seldom word": lambda: archive.search(seldom()),
        "search while typing": lambda: archive.search(mixed()),
        "search for a word of a person": lambda: archive.search(
            SearchQuery(chance.choice(WORDS), f"nick{chance.randrange(997)}")
        ),
        "search for a person": lambda: archive.search(
            SearchQuery(sender=f"nick{chance.randrange(997)}")
        ),
        "search for a word in a conversation": lambda: archive.search(
            SearchQuery(chance.choice(WORDS), target="#long")
        ),
        "find in the long conversation": lambda: archive.matches(
            LONG, f"word{chance.randrange(9_973)}", 10_000
        ),
        "go to a message": lambda: archive.around(
            LONG, Place(chance.randrange(options.messages // 10) * 10 + 1), 200
        ),
    }
    results = []
    for name, ask in queries.items():
        taken = []
        for _ in range(options.rounds):
            began = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - began)
        results.append(_result(name, taken))
    archive.close()
    return results


def _result(name: str, taken: list[float]) -> dict[str, Any]:
    return {
        "name": name,
        "median": percentile(taken, 50) * 1000,
        "p99": percentile(taken, 99) * 1000,
        "slowest": max(taken) * 1000,
    }


if __name__ == "__main__":
    sys.exit(main())
