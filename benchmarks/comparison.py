"""One measurement of every server that is here, one after the other, round after round."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from statistics import median
from typing import Any

from benchmarks.report import ratio_text, write_raw
from benchmarks.servers import MeasuredServer, available


def add_rounds(parser: argparse.ArgumentParser, default: int) -> None:
    """The option for how often all are measured; what else the machine does differs each time."""
    help_text = "how often to measure all, one after the other; the median counts"
    parser.add_argument("--rounds", type=int, default=default, help=help_text)


def compare(
    name: str,
    options: argparse.Namespace,
    measure: Callable[[MeasuredServer], Any],
    show: Callable[[Any], str],
    ratios: dict[str, str],
    *,
    keeping: bool = False,
) -> int:
    """Measure, print and write; the exit status.

    `measure` returns a dataclass with a field `server`; `show` tells it in a line. `ratios` names
    the fields of which ours is told as a multiple of the others', and what they are. `keeping`: of
    the floor that keeps what is said, too. `options` may tell `rounds`.
    """
    rounds = []
    for _ in range(getattr(options, "rounds", 1)):
        results = []
        for server in available(keeping=keeping):
            with server as running:
                result = measure(running)
            results.append(asdict(result))
            print(f"{running.name:21} {show(result)}", flush=True)
        rounds.append(results)
    for line in ratio_text(rounds, ratios):
        print(line)
    raw = {"options": vars(options), "results": medians(rounds), "rounds": rounds}
    print(f"raw results: {write_raw(name, raw)}")
    return 0


def medians(rounds: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Each server's numbers, each the median of all rounds."""
    return [
        {field: _median([result[field] for result in results]) for field in results[0]}
        for results in zip(*rounds, strict=True)
    ]


def _median(values: list[Any]) -> Any:
    return median(values) if isinstance(values[0], float) else values[0]
