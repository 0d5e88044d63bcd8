"""Clients to measure, each in a process of its own, on a virtual display of their own."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.servers import ROOT, MeasuredServer
from demo.display import virtual_display

SCREEN = "1400x900x24"
_NO_CACHE = "PYTHONDONTWRITEBYTECODE"  # a program that is installed has its modules compiled


@contextlib.contextmanager
def display() -> Iterator[None]:
    """A screen that all of them share, one after the other."""
    before = os.environ.get("DISPLAY")
    with virtual_display(SCREEN) as name:
        os.environ["DISPLAY"] = name
        os.environ.pop("WAYLAND_DISPLAY", None)
        try:
            yield
        finally:
            if before is None:
                del os.environ["DISPLAY"]
            else:
                os.environ["DISPLAY"] = before


class Measured:
    """A running client of ours: what it says, and what the system says of it."""

    def __init__(self, process: subprocess.Popen[str], began: float) -> None:
        self._process = process
        self._began = began
        self._system = MeasuredServer("client", ("", 0), process.pid)

    def heard(self) -> dict[str, Any]:
        """The next thing it says. Raises RuntimeError if it ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the client ended")
        told: dict[str, Any] = json.loads(line)
        return told

    def ask(self, question: str) -> dict[str, Any]:
        """Ask it for something."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        return self.heard()

    def seconds_to_usable(self) -> float:
        """From the start of its process to the painted window."""
        return float(self.heard()["usable"]) - self._began

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        return self._system.cpu_seconds()

    def megabytes(self) -> float:
        """Memory that it holds now."""
        return self._system.resident_bytes() / 1e6


@contextlib.contextmanager
def started(module: str, *arguments: str) -> Iterator[Measured]:
    """A module of ours as a program, until the block ends."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != _NO_CACHE}
    began = time.time()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as process:
        try:
            yield Measured(process, began)
        finally:
            assert process.stdin is not None
            with contextlib.suppress(OSError):
                process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def client(data: Path, *arguments: str) -> contextlib.AbstractContextManager[Measured]:
    """Our client, with what it keeps in a directory."""
    data.mkdir(parents=True, exist_ok=True)
    return started("client_program", "--data", str(data), *arguments)


def percentile(values: Sequence[float], part: float) -> float:
    """The value that so many of a hundred are at most."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))] if ordered else 0.0


def median(values: Sequence[float]) -> float:
    """The one in the middle."""
    return statistics.median(values)
