"""Where results go: printed for people, and raw into a file for whoever compares them later."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

_LOAD = os.getloadavg()[0]
RESULTS = Path(__file__).parent / "results"


def write_raw(name: str, results: dict[str, Any]) -> Path:
    """Write the raw results with what they depend on; the file."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "cpus": os.cpu_count(),
        "load": round(_LOAD, 1),  # of the minute before; others' work makes all numbers worse
    }
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine} | results, indent=2) + "\n")
    return path


def ratio(ours: float, theirs: float) -> float:
    """Ours as a multiple of theirs; what is too small to be measured counts as a billionth."""
    return max(ours, 1e-9) / max(theirs, 1e-9)


def ratios_of(rounds: list[list[dict[str, Any]]], field: str, place: int) -> list[float]:
    """Ours (the first result) as a multiple of another's, in each round; the smallest first."""
    return sorted(ratio(results[0][field], results[place][field]) for results in rounds)


def told_ratios(ratios: list[float]) -> str:
    """The median, and of several how far they lie apart."""
    if len(ratios) == 1:
        return f"{ratios[0]:.2f}"
    return f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def ratio_text(rounds: list[list[dict[str, Any]]], fields: dict[str, str]) -> Iterator[str]:
    """The first result's numbers as multiples of the others', a line for each number."""
    ours, *others = rounds[0]
    for field, what in fields.items():
        told = [
            f"{told_ratios(ratios_of(rounds, field, place))} × {each['server']}"
            for place, each in enumerate(others, 1)
        ]
        if told:
            yield f"{ours['server']}, {what}: {', '.join(told)}"
