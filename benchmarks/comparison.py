"""One measurement of every server that is here, one after the other in the same run."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from benchmarks.report import ratio_text, write_raw
from benchmarks.servers import MeasuredServer, available


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
    the floor that keeps what is said, too.
    """
    results = []
    for server in available(keeping=keeping):
        with server as running:
            result = measure(running)
        results.append(asdict(result))
        print(f"{running.name:21} {show(result)}", flush=True)
    for line in ratio_text(results, ratios):
        print(line)
    print(f"raw results: {write_raw(name, {'options': vars(options), 'results': results})}")
    return 0
