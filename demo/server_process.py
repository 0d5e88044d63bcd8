"""A server in a process of its own, on a free port of loopback, with its data where it is told."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.errors import DemoError
from demo.processes import end_process, start_module
from demo.waiting import wait_until

LISTENING = re.compile(r"^Listening on (?P<host>\S+):(?P<port>\d+)$", re.MULTILINE)
START_TIMEOUT = 20.0  # seconds


@dataclass(frozen=True)
class ServerProcess:
    """A server that listens."""

    process: subprocess.Popen[bytes]
    host: str
    port: int


@contextmanager
def running_server(
    folder: Path,
    environment: Mapping[str, str] | None = None,
    arguments: Sequence[str] = ("--log-level", "warning"),
) -> Iterator[ServerProcess]:
    """Run one until the block ends. Raises DemoError if it does not come to listen.

    What it prints goes to a file in `folder`: a pipe that nobody reads would fill, and stop it.
    """
    printed = folder / "server.txt"
    command = ["--port", "0", "--data-dir", str(folder / "server"), *arguments]
    with printed.open("wb") as output:
        process = start_module("server", command, environment or os.environ, stdout=output)
    try:
        host, port = _address(process, printed)
        yield ServerProcess(process, host, port)
    finally:
        end_process(process)


def _address(process: subprocess.Popen[bytes], printed: Path) -> tuple[str, int]:
    """Where the server says it listens (row S6)."""

    def told() -> re.Match[str] | None:
        return LISTENING.search(printed.read_text("utf-8"))

    wait_until(lambda: told() is not None or process.poll() is not None, START_TIMEOUT)
    found = told()
    if found is None:
        raise DemoError("The server did not come to listen; if it said why, that is above.")
    return found["host"], int(found["port"])
