"""The raw results as a paper: docs/performance.md. Run after `python -m benchmarks`.

python -m benchmarks.summary > docs/performance.md
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import client_summary
from benchmarks.report import RESULTS, ratio

_HEAD = """\
# How fast the server is

Measured by `make bench` on loopback: the load in a process of its own, every server in the same run
on the same machine, one after the other. Ours keeps all that is said in its database, committed
before it is sent; the others keep no history. Limits of rates are off everywhere. The floor is
`benchmarks/floor.c`: what a broadcaster costs in C that does nothing else.

Numbers of one machine say little about another, ratios say more: the tables tell ours as a multiple
of each of the others. The raw results, with the options of each run, are in `benchmarks/results/`.
This paper is made from them by `python -m benchmarks.summary`; a test holds the two equal.
"""


@dataclass(frozen=True)
class Column:
    """One number of a result: where it is, what it is called, and how it is written."""

    field: str
    title: str
    form: str
    compared: bool = True


@dataclass(frozen=True)
class Case:
    """One measurement: its file, its heading, its target in words, and its columns."""

    name: str
    title: str
    target: str
    columns: tuple[Column, ...]


CASES = (
    Case(
        "deliveries",
        "{members} members of one channel, {senders} of whom send flat out, lines of {line_bytes} "
        "bytes",
        "CPU: at most a third of ngIRCd's and InspIRCd's, at most twice the floor's",
        (
            Column("cpu_seconds_per_million", "s CPU for a million deliveries", "{:.3f}"),
            Column("deliveries_per_second", "deliveries a second", "{:,.0f}"),
        ),
    ),
    Case(
        "steady",
        "{members} members, {rate:g} messages a second",
        "99th percentile: at most 1.5 times the floor's, ahead of both peers",
        (
            Column("p99", "99 % within, ms", "{:.2f}"),
            Column("median", "median, ms", "{:.2f}"),
        ),
    ),
    Case(
        "connections",
        "{members} idle members in channels of {channel_size}",
        "memory: at most 30 KB; admitted as fast as by the faster peer",
        (
            Column("kilobytes_each", "KB for each", "{:.1f}"),
            Column("seconds_to_admit", "s to admit all", "{:.2f}"),
        ),
    ),
    Case(
        "tls",
        "{members} idle members with TLS in channels of {channel_size}",
        "memory: at most 90 KB",
        (
            Column("kilobytes_each", "KB for each", "{:.1f}", compared=False),
            Column("seconds_to_admit", "s to admit all", "{:.2f}", compared=False),
        ),
    ),
    Case(
        "stalled",
        "{members} members, one of whom stops reading",
        "the others' longest gap unchanged, memory bounded, the stalled one cut with the reason",
        (
            Column("longest_gap_before", "longest gap before, ms", "{:.0f}", compared=False),
            Column("longest_gap", "longest gap then, ms", "{:.0f}", compared=False),
            Column("megabytes_grown", "MB more", "{:.1f}", compared=False),
            Column("cut", "the stalled one was cut", "{}", compared=False),
        ),
    ),
    Case(
        "startup",
        "From the start to listening, {messages:,} messages stored",
        "at most 0.5 s",
        (
            Column("seconds", "s to listening", "{:.3f}", compared=False),
            Column("cpu_seconds", "s CPU", "{:.2f}", compared=False),
            Column("python_seconds", "s of `python -c pass`", "{:.3f}", compared=False),
        ),
    ),
    Case(
        "history",
        "{messages:,} messages stored, {requests} requests of each kind",
        "with ten million: CHATHISTORY 99 % within 5 ms, SEARCH within 50 ms, the start in 0.5 s",
        (
            Column("median", "median, ms", "{:.2f}", compared=False),
            Column("p99", "99 % within, ms", "{:.2f}", compared=False),
            Column("slowest", "slowest, ms", "{:.2f}", compared=False),
        ),
    ),
)


def paper() -> str:
    """The whole text; measurements without results are left out."""
    sections = [_section(case) for case in CASES if (RESULTS / f"{case.name}.json").exists()]
    return "\n".join([_HEAD, *sections, client_summary.paper()]).rstrip("\n") + "\n"


def _section(case: Case) -> str:
    raw = json.loads((RESULTS / f"{case.name}.json").read_text("utf-8"))
    machine = raw["machine"]
    return "\n".join(
        [
            f"## {case.title.format(**raw['options'])}",
            "",
            f"Target: {case.target}.",
            "",
            *_table(case.columns, raw["results"]),
            "",
            f"{machine['cpus']} processors ({machine['architecture']}), Python {machine['python']}"
            f"{_load(machine)}.",
            "",
        ]
    )


def _load(machine: dict[str, Any]) -> str:
    return f", load of the machine at the start {machine['load']:.1f}" if "load" in machine else ""


def _table(columns: tuple[Column, ...], results: list[dict[str, Any]]) -> Iterator[str]:
    titles = [title for column in columns for title in _titles(column)]
    yield f"| {'server' if 'server' in results[0] else 'request'} | {' | '.join(titles)} |"
    yield f"| --- |{' --- |' * len(titles)}"
    ours = results[0]
    for result in results:
        cells = [cell for column in columns for cell in _cells(column, ours, result)]
        yield f"| {result.get('server') or result['name']} | {' | '.join(cells)} |"


def _titles(column: Column) -> list[str]:
    return [column.title, "ours ÷ this"] if column.compared else [column.title]


def _cells(column: Column, ours: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    yield column.form.format(result[column.field]) or "no"
    if column.compared:
        yield f"{ratio(ours[column.field], result[column.field]):.2f}" if result != ours else ""


if __name__ == "__main__":
    sys.stdout.write(paper())
