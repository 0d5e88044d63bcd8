"""Child processes: started so that Ctrl+C reaches the demo alone, and ended in any case."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO

END_TIMEOUT = 5.0  # seconds to end when asked to


def start_module(
    module: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    stdin: int | None = subprocess.DEVNULL,
    stdout: int | IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Run a module with this Python, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=dict(environment),
        stdin=stdin,
        stdout=stdout,
        start_new_session=True,
    )


def end_process(process: subprocess.Popen[bytes]) -> int:
    """Ask a process to end, insist if it does not, and close its pipes; returns its exit code."""
    if process.poll() is None:
        process.terminate()
    try:
        return process.wait(END_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def raise_on_signals() -> None:
    """Let a closed terminal (SIGHUP) and SIGTERM end the demo as Ctrl+C does: with its clean-up."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
