"""A virtual X display for tests that open windows: Xvfb on a free number, ended by its process."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys

SCREEN = "1400x900x24"
STARTS_WITHIN = 20.0  # seconds
MISSING = "Xvfb is not installed, and the view tests need it: apt-get install xvfb"


class DisplayError(Exception):
    """There is no virtual display; the text says in one line what to do."""


class VirtualDisplay:
    """An Xvfb; `name` is what DISPLAY is set to. Systems whose Tk needs no X use their desktop."""

    def __init__(self) -> None:
        self.name = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and point DISPLAY at it. Raises DisplayError."""
        if sys.platform in ("win32", "darwin"):
            return
        if shutil.which("Xvfb") is None:
            raise DisplayError(MISSING)
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        self._process = subprocess.Popen(
            command, pass_fds=(writing,), stderr=subprocess.DEVNULL, start_new_session=True
        )
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            ready, _, _ = select.select([pipe], [], [], STARTS_WITHIN)
            number = pipe.readline().decode().strip() if ready else ""
        if not number:
            self.stop()
            raise DisplayError("Xvfb is installed but does not start: try it by hand: Xvfb :99")
        self.name = f":{number}"
        os.environ["DISPLAY"] = self.name
        os.environ.pop("WAYLAND_DISPLAY", None)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None
