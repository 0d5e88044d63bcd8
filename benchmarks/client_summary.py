"""The client's part of docs/performance.md, made from its raw results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.report import RESULTS

_HEAD = """\
# How fast the client is

Measured by `python -m benchmarks client` with real windows on a virtual display (Xvfb), the client
in a process of its own.
"""


# Measured once, by the clocks of the threads, at 2,000 messages a second on two busy cores.
_WHERE_IT_GOES = """
HexChat is C and keeps no index. At 2,000 a second a message costs ours about 40 µs in CPython: 4 to
read, frame and parse it, 12 to store it and the words that it can be found by, 10 to understand it
(whose it is, where it goes, whether it names somebody), 2 to tell who wants to know, 3 to word its
row, 9 to wake up and to show it. Waking up and showing cost by the turn and not by the message: the
more comes, the more is read, told, stored and shown in one go, and the window lays out what can be
seen four times a second, however much came. So a message costs ours less than HexChat there, and
less again in a faster flood; but to understand and to store it, which cost the same at any rate,
are nearly what HexChat needs for all at 10,000 a second."""


@dataclass(frozen=True)
class Case:
    """One measurement: its file, its heading, its target in words, and its columns."""

    name: str
    title: str
    target: str
    columns: tuple[tuple[str, str, str], ...]  # field, title, form


CASES = (
    Case(
        "client-startup",
        "From the start to a window that can be used",
        "at most 2 times a bare window's time, 1.6 times its memory, also with a million messages",
        (
            ("seconds", "s", "{:.2f}"),
            ("times", "÷ bare", "{:.2f}"),
            ("megabytes", "MB", "{:.0f}"),
            ("memory_times", "÷ bare", "{:.2f}"),
        ),
    ),
    Case(
        "client-flood",
        "In a flood",
        "nothing lost; the loop and a key within 50 ms at the 99th percentile; less processor time "
        "a message than HexChat",
        (
            ("messages", "messages", "{:,}"),
            ("lost", "lost", "{}"),
            ("late_p99_ms", "loop late, 99 % within, ms", "{:.0f}"),
            ("late_worst_ms", "at worst, ms", "{:.0f}"),
            ("key_p99_ms", "a key shows, 99 % within, ms", "{:.0f}"),
            ("behind_seconds", "s behind at the end", "{:.2f}"),
            ("cpu_per_10000", "s CPU for 10,000", "{:.2f}"),
            ("megabytes", "MB", "{:.0f}"),
        ),
    ),
    Case(
        "client-lists",
        "Long conversations, and a million messages",
        "going to a conversation within 100 ms, a search within 50 ms at the 99th percentile",
        (
            ("median", "median, ms", "{:.1f}"),
            ("p99", "99 % within, ms", "{:.1f}"),
            ("slowest", "slowest, ms", "{:.1f}"),
        ),
    ),
    Case(
        "client-idle",
        "Connected, and nobody speaks",
        "under 0.5 % of one core",
        (("percent", "% of one core", "{:.2f}"), ("megabytes", "MB", "{:.0f}")),
    ),
    Case(
        "client-endurance",
        "A flood of 2,000 messages a second that goes on",
        "memory flat over an hour",
        (
            ("messages", "messages", "{:,}"),
            ("lost", "lost", "{}"),
            ("first_megabytes", "MB at first", "{:.0f}"),
            ("most_megabytes", "at most", "{:.0f}"),
            ("last_megabytes", "in the end", "{:.0f}"),
            ("megabytes_per_100000", "MB more with 100,000 messages in the second half", "{:.2f}"),
            ("store_megabytes", "MB on the disk", "{:,.0f}"),
        ),
    ),
)


def paper() -> str:
    """The client's part; measurements without results are left out."""
    found = [case for case in CASES if (RESULTS / f"{case.name}.json").exists()]
    return "\n".join([_HEAD, *(_section(case) for case in found)]) if found else ""


def _section(case: Case) -> str:
    raw = json.loads((RESULTS / f"{case.name}.json").read_text("utf-8"))
    machine = raw["machine"]
    return "\n".join(
        [
            f"## {case.title}",
            "",
            f"Target: {case.target}.",
            "",
            *_table(case, raw["results"]),
            *_beside(raw),
            "",
            f"{machine['cpus']} processors ({machine['architecture']}), "
            f"Python {machine['python']}, load of the machine at the start {machine['load']:.1f}.",
            "",
        ]
    )


def _table(case: Case, results: list[dict[str, Any]]) -> Iterator[str]:
    yield f"|  | {' | '.join(title for _, title, _ in case.columns)} |"
    yield f"| --- |{' --- |' * len(case.columns)}"
    for result in results:
        cells = [form.format(result[field]) for field, _, form in case.columns]
        yield f"| {result['name']} | {' | '.join(cells)} |"


def _beside(raw: dict[str, Any]) -> Iterator[str]:
    """What only the flood has: HexChat."""
    for theirs in raw.get("hexchat", ()):
        yield (
            f"\nHexChat, {theirs['name']}: {theirs['cpu_per_10000']:.2f} s CPU for 10,000 "
            f"messages, {theirs['megabytes']:.0f} MB."
        )
    if "hexchat" in raw:
        yield _WHERE_IT_GOES
