"""How long the server takes from its start until it listens, with a full history.

    python -m benchmarks.startup --messages 100000

The unit is what Python itself takes to start and do nothing, on the same machine in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import write_raw
from benchmarks.servers import ROOT, MeasuredServer, started_server, wait_until_listening
from server.config import ServerConfig
from server.core.message_ids import first_id_at
from server.core.records import Conversation, StoreMessage
from server.store.store import open_store

ROUNDS = 7
_AT_ONCE = 5000  # messages in one transaction


def main(argv: list[str] | None = None) -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--messages", type=int, default=100_000)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as directory:
        fill(Path(directory), options.messages)
        rounds = [_seconds_to_listen(directory) for _ in range(ROUNDS)]
    started, cpu = map(statistics.median, zip(*rounds, strict=True))
    python = statistics.median(_seconds_of_python() for _ in range(ROUNDS))
    print(
        f"listening after {started:.3f} s with {options.messages:,} messages, "
        f"{cpu:.2f} s CPU; {started / python:.1f} × python -c pass ({python:.3f} s)"
    )
    result = {"server": "chat-server", "seconds": started, "cpu_seconds": cpu}
    results = [result | {"python_seconds": python}]
    print(f"raw results: {write_raw('startup', {'options': vars(options), 'results': results})}")
    return 0


def fill(data_dir: Path, count: int) -> None:
    """Store so many messages in the database of a data directory."""
    store = open_store(ServerConfig(data_dir=data_dir))
    numbers = range(1, count + 1)
    for start in range(0, count, _AT_ONCE):
        store.commit([message(number) for number in numbers[start : start + _AT_ONCE]])
    while store.tidy():
        pass
    store.close()


_FIRST = int(time.time() - 30 * 86400) * 1000  # ms; recent, so that it is kept


def message(number: int) -> StoreMessage:
    """One in a hundred channels, of a tenth of a second after the one before it."""
    channel = f"#room{number % 100}"
    return StoreMessage(
        id=first_id_at(_FIRST + number * 100),
        verb="PRIVMSG",
        source=f"nick{number % 997}!user@host.example",
        account=None,
        target=channel,
        middle="",
        text=f"message {number}, as long as most of them are, and about nothing at all",
        tags="",
        author=f"=nick{number % 997}",
        conversations=((Conversation("", channel), channel),),
    )


def _seconds_to_listen(data_dir: str) -> tuple[float, float]:
    """Until it listens; and of processor time, which others' work does not change."""
    began = time.monotonic()
    with started_server(data_dir) as process:
        address = wait_until_listening(process)
        elapsed = time.monotonic() - began
        return elapsed, MeasuredServer("chat-server", address, process.pid).cpu_seconds()


def _seconds_of_python() -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], cwd=ROOT, check=True)
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
