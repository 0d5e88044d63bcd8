"""A full-screen program in a pseudo-terminal: what it shows, and keys for it.

Reads only while somebody waits, on the caller's thread. Linux and macOS only (pty).
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

COLUMNS, LINES = 120, 36
CHUNK = 65536  # bytes
END_TIMEOUT = 5.0  # seconds


class Terminal:
    """Runs a program on a screen of 120 by 36 cells."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._keyboard, program_side = pty.openpty()
        try:
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(program_side, termios.TIOCSWINSZ, size)
            self.process = subprocess.Popen(
                command,
                stdin=program_side,
                stdout=program_side,
                stderr=program_side,
                env={**environment, "TERM": "xterm"},
                start_new_session=True,
            )
        finally:
            os.close(program_side)

    def type_line(self, text: str) -> None:
        """Type a line, and Enter."""
        os.write(self._keyboard, text.encode() + b"\r")

    def text(self) -> str:
        """What is on the screen now, one line for each of its lines."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def wait_for(
        self,
        condition: Callable[[], bool],
        what: str,
        *,
        meanwhile: Callable[[], object] = lambda: None,
        timeout: float = 20.0,
    ) -> None:
        """Read, and call `meanwhile` in between, until `condition` holds; fails after seconds."""
        deadline = time.monotonic() + timeout
        runs = True
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}; shown:\n{self.text()}"
            assert runs, f"the program ended before {what}; shown:\n{self.text()}"
            runs = self._read(0.02)
            meanwhile()

    def wait_for_text(self, text: str, *, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Wait until `text` is on the screen."""
        self.wait_for(lambda: text in self.text(), repr(text), meanwhile=meanwhile)

    def wait_for_end(self, timeout: float = 20.0) -> int:
        """Read until the program has ended by itself; returns its exit code."""
        deadline = time.monotonic() + timeout
        while self._read(0.02):
            assert time.monotonic() < deadline, f"it does not end; shown:\n{self.text()}"
        return self.process.wait(timeout)

    def close(self) -> None:
        """End the program, however it is."""
        self.process.terminate()
        try:
            self.process.wait(END_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._keyboard)

    def _read(self, wait: float) -> bool:
        """Take in what the program writes; False once it is gone (Linux says so with EIO)."""
        ready, _, _ = select.select([self._keyboard], [], [], wait)
        if not ready:
            return True
        try:
            data = os.read(self._keyboard, CHUNK)
        except OSError:
            return False
        self._stream.feed(data)
        return bool(data)
