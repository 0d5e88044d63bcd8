"""Where results go: printed for people, and raw under build/ for whoever compares them later."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "build" / "benchmarks"


def write_raw(name: str, results: dict[str, Any]) -> Path:
    """Write the raw results with what they depend on; the file."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cpus": os.cpu_count(),
    }
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine} | results, indent=2) + "\n")
    return path
