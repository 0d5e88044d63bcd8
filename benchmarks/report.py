"""Where results go: printed for people, and raw into a file for whoever compares them later."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path
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


def ratio_text(results: list[dict[str, Any]], ratios: dict[str, str]) -> Iterator[str]:
    """The first result's numbers as multiples of the others', a line for each number."""
    ours, *others = results
    for field, what in ratios.items():
        told = [f"{ratio(ours[field], each[field]):.2f} × {each['server']}" for each in others]
        if told:
            yield f"{ours['server']}, {what}: {', '.join(told)}"
