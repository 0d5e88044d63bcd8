"""Where the windows open: the screen there is, or an X server without one.

Knows nothing of the chat.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from demo.errors import DemoError
from demo.processes import end_process

SCREEN = "2200x1000x24"  # two windows side by side
DPI = 96
START_TIMEOUT = 15.0  # seconds


def has_display() -> bool:
    """Whether a window can open here. A process of its own tries, since a failing Tk may abort."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        return False
    attempt = [sys.executable, "-c", "import tkinter; tkinter.Tk().destroy()"]
    quiet = subprocess.DEVNULL
    return subprocess.run(attempt, stdout=quiet, stderr=quiet, check=False).returncode == 0


@contextmanager
def virtual_display(screen: str = SCREEN, dpi: int = DPI) -> Iterator[str]:
    """Run Xvfb on a free display number; gives its name, as ":99".

    Raises DemoError, saying what to install, where there is no Xvfb.
    """
    if shutil.which("Xvfb") is None:
        raise DemoError(
            "There is no display to open a window on, and no Xvfb for a virtual one: "
            "install the package xvfb (on Debian or Ubuntu: sudo apt-get install xvfb)."
        )
    reading, writing = os.pipe()
    try:
        server = _start(screen, dpi, writing)
        try:
            yield f":{_display_number(reading)}"
        finally:
            end_process(server)
    finally:
        os.close(reading)


def _start(screen: str, dpi: int, writing: int) -> subprocess.Popen[bytes]:
    """Xvfb picks the number itself and tells it (-displayfd): no race for a free one."""
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen]
    try:
        return subprocess.Popen(
            [*command, "-nolisten", "tcp", "-noreset", "-dpi", str(dpi)],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    finally:
        os.close(writing)


def _display_number(reading: int) -> str:
    told = b""
    while not told.endswith(b"\n"):
        ready, _, _ = select.select([reading], [], [], START_TIMEOUT)
        piece = os.read(reading, 16) if ready else b""
        if not piece:
            raise DemoError("Xvfb did not start: try `Xvfb :99` to see why.")
        told += piece
    return told.decode("ascii").strip()
