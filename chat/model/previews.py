"""Small pictures of files of this computer, made one after the other on a thread of their own.

It begins with the first file and ends with the last. A file that is no picture, or too large
or damaged, has none, and nobody is told.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from chat.model.files import Preview
from chat.model.pictures import NoPicture, decode

LARGEST = 50 * 1024 * 1024  # bytes of a file that is looked at


class Previews:
    """`on_made` is called on the thread, with each that was made."""

    def __init__(self, on_made: Callable[[Preview], None]) -> None:
        self._on_made = on_made
        self._lock = threading.Lock()
        self._waiting: deque[tuple[str, int]] = deque()
        self._thread: threading.Thread | None = None

    def make(self, path: str, side: int) -> None:
        """Make one of at most `side` pixels wide and high; returns at once."""
        with self._lock:
            self._waiting.append((path, side))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="previews", daemon=True)
                self._thread.start()

    def close(self, seconds: float) -> None:
        """Make no more; wait so long for the one that is being made."""
        with self._lock:
            self._waiting.clear()
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while (one := self._next()) is not None:
            if (preview := _preview(*one)) is not None:
                self._on_made(preview)

    def _next(self) -> tuple[str, int] | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._thread = None  # under the lock: who comes now starts another
            return None


def _preview(path: str, side: int) -> Preview | None:
    try:
        file = Path(path)
        if file.stat().st_size > LARGEST:
            return None
        width, height, pixels, *_facts = decode(file.read_bytes(), (side, side))
    except (OSError, NoPicture, MemoryError):
        return None
    return Preview(path, width, height, pixels)
