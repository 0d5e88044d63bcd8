"""The raw results as a paper: docs/performance.md. Run after `python -m benchmarks`.

python -m benchmarks.summary > docs/performance.md
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import client_summary
from benchmarks.report import RESULTS, ratios_of, told_ratios

_HEAD = """\
# How fast the server is

Measured by `make bench` on loopback: the load in a process of its own, every server in the same run
on the same machine, one after the other. Ours keeps all that is said in its database, committed
before it is sent; the others keep no history. Limits of rates are off everywhere. The floor is
`benchmarks/floor.c`: what a broadcaster costs in C that does nothing else.

Numbers of one machine say little about another, ratios say more: the tables tell ours as a multiple
of each of the others, where all were measured several times as the median of the rounds, with the
least and the most. The raw results, with the options of each run, are in `benchmarks/results/`.
This paper is made from them by `python -m benchmarks.summary`; a test holds the two equal.
"""

# What is to be said of single cases; the numbers in it are of the machine of the results.

_FLAT_OUT = """
The floor parses nothing, checks nothing and stores nothing: what it costs is the kernel's copying
of each line to each member, and ours pays that, too. (Its lines are as long as the other servers',
with user and host; until November 2026 they were an eighth shorter, which made it as much cheaper.)
The rest is what a message costs once, whoever hears it: about 10 µs of Python to understand it, 5
to store it and 3 to bring it out with the others of its tick, spread over a thousand members. Words
are indexed for SEARCH when there is time.
"""
_STEADY = """
1.5 times the floor cannot be reached by a server that commits before it sends: the wait for the
disk alone (to write 12 KB and fdatasync takes 0.4 to 0.5 ms in the median, 1 to 4 ms for one in a
hundred, where this was measured) is about what the floor takes for all that it does, and takes the
floor itself to twice its time once it waits, too. So the floor is measured a second time, with what
is said on the disk before it is sent (`floor.c` with a FILE): that is the one to compare with. What
ours takes beyond it is Python in caches that are cold, for between two messages others used them:
about 0.1 ms to understand the message, 0.1 until the thread that sends is awake and has taken the
tick, 0.15 for SQLite around the write, and 1.5 µs for each send.
"""
_IDLE = """
Each has a thread: 8 KB of its stack and 4 KB of Python frames are touched, as long as nothing on
the way in goes deeper; the rest is the connection, the session, the user.
"""
_HISTORY = """
Times include all that the server does for the answer and the client's reading of it. To find and
read the messages of a page of 100, which lie far apart in the file, takes 0.3 to 0.6 ms of it, to
write them as lines 0.2; they go out in one piece. The file was
read once before, so that it is in the system's memory as far as it fits there: from a disk that
nothing was read of yet, a page of history takes a read for nearly each of its messages. A word of
four letters or more is found by its beginning, too.
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
    note: str = ""


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
        _FLAT_OUT,
    ),
    Case(
        "steady",
        "{members} members, {rate:g} messages a second",
        "99th percentile: at most 1.5 times the floor's, ahead of both peers",
        (
            Column("p99", "99 % within, ms", "{:.2f}"),
            Column("median", "median, ms", "{:.2f}"),
        ),
        _STEADY,
    ),
    Case(
        "connections",
        "{members} idle members in channels of {channel_size}",
        "memory: at most 30 KB; admitted as fast as by the faster peer",
        (
            Column("kilobytes_each", "KB for each", "{:.1f}"),
            Column("seconds_to_admit", "s to admit all", "{:.2f}"),
        ),
        _IDLE,
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
        _HISTORY,
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
            *_table(case.columns, raw["results"], raw.get("rounds", [raw["results"]])),
            "",
            *([*textwrap.wrap(case.note.strip(), 100), ""] if case.note else []),
            f"{machine['cpus']} processors ({machine['architecture']}), Python {machine['python']}"
            f"{_load(machine)}.",
            "",
        ]
    )


def _load(machine: dict[str, Any]) -> str:
    return f", load of the machine at the start {machine['load']:.1f}" if "load" in machine else ""


def _table(
    columns: tuple[Column, ...], results: list[dict[str, Any]], rounds: list[list[dict[str, Any]]]
) -> Iterator[str]:
    titles = [title for column in columns for title in _titles(column)]
    yield f"| {'server' if 'server' in results[0] else 'request'} | {' | '.join(titles)} |"
    yield f"| --- |{' --- |' * len(titles)}"
    for place, result in enumerate(results):
        cells = [cell for column in columns for cell in _cells(column, result, rounds, place)]
        yield f"| {result.get('server') or result['name']} | {' | '.join(cells)} |"


def _titles(column: Column) -> list[str]:
    return [column.title, "ours ÷ this"] if column.compared else [column.title]


def _cells(
    column: Column, result: dict[str, Any], rounds: list[list[dict[str, Any]]], place: int
) -> Iterator[str]:
    yield column.form.format(result[column.field]) or "no"
    if column.compared:
        yield told_ratios(ratios_of(rounds, column.field, place)) if place else ""


if __name__ == "__main__":
    sys.stdout.write(paper())
