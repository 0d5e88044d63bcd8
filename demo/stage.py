"""The demo's processes and where they keep things: one server, two windows, one temporary folder."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.errors import DemoError
from demo.processes import end_process, start_module
from demo.remote_window import RemoteWindow

LISTENING = re.compile(r"(?P<host>127\.0\.0\.1)[: ](?:port )?(?P<port>\d+)")
START_TIMEOUT = 20.0  # seconds
POLL_INTERVAL = 0.02  # seconds between two looks at what the server printed


@dataclass(frozen=True)
class Stage:
    """What runs."""

    server: subprocess.Popen[bytes]
    alice: RemoteWindow
    bob: RemoteWindow


@contextmanager
def open_stage(display: str | None = None) -> Iterator[Stage]:
    """Start all of it; on leaving, end whatever still runs and remove the folder."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="chat-demo-")))
        environment = dict(os.environ)
        if display is not None:
            environment["DISPLAY"] = display
        server = _start_server(ending, folder, environment)
        port = str(_listening_port(server, folder / "server.txt"))
        windows = [
            _start_window(ending, name, mode, side, port, folder, environment)
            for name, mode, side in (("Alice", "light", "left"), ("Bob", "dark", "right"))
        ]
        yield Stage(server, *windows)


def _start_server(
    ending: ExitStack, folder: Path, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Its words go to a file: a pipe that nobody reads would fill, and stop it."""
    printed = ending.enter_context((folder / "server.txt").open("wb"))
    arguments = ["--port", "0", "--data-dir", str(folder / "server"), "--log-level", "warning"]
    server = start_module("server", arguments, environment, stdout=printed)
    ending.callback(end_process, server)
    return server


def _listening_port(server: subprocess.Popen[bytes], printed: Path) -> int:
    """The port that the server says it listens on (row S6)."""
    deadline = time.monotonic() + START_TIMEOUT
    while (found := LISTENING.search(printed.read_text("utf-8"))) is None:
        if server.poll() is not None:
            raise DemoError("The server ended before it listened; its last words are above.")
        if time.monotonic() > deadline:
            raise DemoError(f"The server did not listen within {START_TIMEOUT:g} s.")
        time.sleep(POLL_INTERVAL)
    return int(found["port"])


def _start_window(
    ending: ExitStack,
    name: str,
    mode: str,
    side: str,
    port: str,
    folder: Path,
    environment: dict[str, str],
) -> RemoteWindow:
    home = folder / name.lower()
    home.mkdir()
    process = start_module(
        "demo.window",
        [mode, side, "--server", "127.0.0.1", "--port", port, "--nick", name]
        + ["--channel", "#lobby", "--config-dir", str(home)],
        environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    ending.callback(end_process, process)
    return RemoteWindow(name, process)
