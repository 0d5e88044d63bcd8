"""The client in a flood: nothing lost, how late its loop is, its processor time beside HexChat's.

    python -m benchmarks.client_flood --seconds 30 --fast-seconds 5 --burst 100000

The same server floods each client in turn, in the same run, on the same virtual display.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.client_processes import Measured, client, display, percentile
from benchmarks.client_wire import FloodServer, flood_server
from benchmarks.report import write_raw
from benchmarks.servers import MeasuredServer, ended

SLOW, FAST = 2_000, 10_000  # messages a second
RESTING = 0.1  # seconds of processor a second, or less, while it is only looked at
HEXCHAT = "hexchat"
HEXCHAT_CONF = "\n".join(
    (
        "gui_slist_skip = 1",
        "irc_nick1 = ann",
        "gui_win_width = 960",  # as large as ours
        "gui_win_height = 640",
    )
)


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--fast-seconds", type=float, default=5)
    parser.add_argument("--burst", type=int, default=100_000)
    options = parser.parse_args(argv)
    with display(), tempfile.TemporaryDirectory() as directory:
        results = _ours(options, Path(directory) / "ours")
        theirs = _hexchat(options, Path(directory) / "hexchat")
    for result in [*results, *theirs]:
        print("  ".join(f"{name}={_told(value)}" for name, value in result.items()), flush=True)
    raw = {"options": vars(options), "results": results, "hexchat": theirs}
    print(f"raw results: {write_raw('client-flood', raw)}")
    return 0 if not any(result["lost"] for result in results) else 1


def _told(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _ours(options: argparse.Namespace, data: Path) -> list[dict[str, Any]]:
    with flood_server() as server, client(data, "--port", str(server.port), "--watch") as ours:
        ours.seconds_to_usable()
        server.wait_for_client()
        time.sleep(2.0)
        ours.ask("report")
        results = []
        for name, rate, seconds in _rates(options):
            watched = _phase(name, ours, server, partial(server.flood, rate, seconds))
            watched["cpu_per_10000"] = _unwatched(ours, server, rate, seconds)
            results.append(watched)
        results.append(_phase("a burst", ours, server, lambda: server.burst(options.burst)))
        return results


def _rates(options: argparse.Namespace) -> tuple[tuple[str, int, float], ...]:
    return (
        ("2,000 a second", SLOW, options.seconds),
        ("10,000 a second", FAST, options.fast_seconds),
    )


def _unwatched(ours: Measured, server: FloodServer, rate: float, seconds: float) -> float:
    """Seconds of processor for 10,000 messages while nobody types or looks at the loop.

    Nobody does in HexChat; to do it costs three hundredths of a core.
    """
    ours.ask("rest on")
    cpu, first = ours.cpu_seconds(), server.sent
    server.flood(rate, seconds)
    server.wait_until_digested()
    time.sleep(2.0)  # as for HexChat
    taken = (ours.cpu_seconds() - cpu) / (server.sent - first) * 10_000
    ours.ask("rest off")
    return taken


def _phase(name: str, ours: Measured, server: FloodServer, do: Any) -> dict[str, Any]:
    cpu, first, began = ours.cpu_seconds(), server.sent, time.perf_counter()
    do()
    behind = server.wait_until_digested()
    took = time.perf_counter() - began
    told = ours.ask("report")
    messages = server.sent - first
    return {
        "name": name,
        "messages": messages,
        "lost": server.lost(told),
        "seconds": took,
        "behind_seconds": behind,
        "late_p99_ms": percentile(told["late"], 99) * 1000,
        "late_worst_ms": max(told["late"], default=0.0) * 1000,
        "key_p99_ms": percentile(told["keys"], 99) * 1000,
        "cpu_per_10000": (_at_rest(ours) - cpu) / max(1, messages) * 10_000,
        "megabytes": ours.megabytes(),
    }


def _at_rest(ours: Measured) -> float:
    """Seconds of processor used once it has done what it put off, above all to store it."""
    used = ours.cpu_seconds()
    while True:
        time.sleep(1.0)
        before, used = used, ours.cpu_seconds()
        if used - before < RESTING:
            return used


def _hexchat(options: argparse.Namespace, directory: Path) -> list[dict[str, Any]]:
    """The same floods; it is asked by PING, too, whether it has read all."""
    if shutil.which(HEXCHAT) is None:
        print("hexchat is not installed: no comparison with it")
        return []
    with flood_server() as server, _running_hexchat(server, directory) as system:
        server.wait_for_client()
        time.sleep(3.0)
        results = []
        for name, rate, seconds in _rates(options):
            cpu, first = system.cpu_seconds(), server.sent
            server.flood(rate, seconds)
            behind = server.wait_until_digested()
            time.sleep(2.0)  # what it puts off to draw later
            messages = server.sent - first
            results.append(
                {
                    "name": name,
                    "messages": messages,
                    "behind_seconds": behind,
                    "cpu_per_10000": (system.cpu_seconds() - cpu) / messages * 10_000,
                    "megabytes": system.resident_bytes() / 1e6,
                }
            )
        return results


@contextlib.contextmanager
def _running_hexchat(server: FloodServer, directory: Path) -> Iterator[MeasuredServer]:
    directory.mkdir()
    (directory / "hexchat.conf").write_text(HEXCHAT_CONF)
    url = f"irc://127.0.0.1:{server.port}/bench"
    command = [HEXCHAT, f"--cfgdir={directory}", url]
    environment = os.environ | {"HOME": str(directory), "NO_AT_BRIDGE": "1"}
    somebody = _somebody(directory) if os.geteuid() == 0 else None  # it stops to warn root
    with (
        subprocess.Popen(
            command,
            env=environment,
            cwd=directory,
            user=somebody,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process,
        ended(process),
    ):
        yield MeasuredServer(HEXCHAT, ("127.0.0.1", server.port), process.pid)


def _somebody(directory: Path) -> int:
    """A user who is nobody, and who can write into a directory."""
    user = pwd.getpwnam("nobody").pw_uid
    for path in (directory, *directory.iterdir()):
        os.chown(path, user, -1)
    directory.parent.chmod(0o755)
    return user


if __name__ == "__main__":
    sys.exit(main())
