"""The client's measurements, one after the other: `python -m benchmarks client`.

Each is a program of its own, too, with options: `python -m benchmarks.client_flood --help`. One
takes an hour, and is only run by itself: `python -m benchmarks.client_endurance`.
"""

from __future__ import annotations

from benchmarks import client_flood, client_idle, client_lists, client_startup


def main(_argv: list[str] | None = None) -> int:
    """Run all with their defaults; the exit status."""
    measures = (client_startup.main, client_flood.main, client_lists.main, client_idle.main)
    return max(measure([]) for measure in measures)
