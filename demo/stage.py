"""The demo's processes and where they keep things: one server, two windows, a temporary folder."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from demo.processes import end_process, start_module
from demo.remote_window import RemoteWindow
from demo.server_process import running_server

CAST = (("Alice", "light", "left"), ("Bob", "dark", "right"))


@dataclass(frozen=True)
class Stage:
    """What runs."""

    server: subprocess.Popen[bytes]
    windows: dict[str, RemoteWindow]  # by the name of who sits before it


@contextmanager
def open_stage(display: str | None = None) -> Iterator[Stage]:
    """Start all of it; on leaving, end whatever still runs and remove the folder.

    One joins after the other: the first is the channel's operator, and sees the second come.
    """
    environment = dict(os.environ)
    if display is not None:
        environment["DISPLAY"] = display
        environment["LANGUAGE"] = "en"  # that of the script; the play waits for its words
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="chat-demo-")))
        server = ending.enter_context(running_server(folder, environment))
        windows: dict[str, RemoteWindow] = {}
        for name, mode, side in CAST:
            address = ["--server", server.host, "--port", str(server.port)]
            settings = folder / f"{name.lower()}.json"
            process = start_module(
                "demo.window",
                [side, *address, "--nick", name, "--theme", mode, "--settings", str(settings)],
                environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            ending.callback(end_process, process)
            windows[name] = RemoteWindow(name, process)
            windows[name].wait_for("joined", "#lobby")
        yield Stage(server.process, windows)
