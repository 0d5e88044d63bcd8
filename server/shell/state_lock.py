"""The state lock, which rings for the broadcaster when it is let go, and not before.

Were the bell rung in the middle of a command, the broadcaster would wake to wait for the lock, take
the interpreter from who holds it, and find half a tick. No state lives here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable


class StateLock:
    """One lock around every call of the core. `with` takes it; it is not taken twice."""

    def __init__(self, ring: Callable[[], None]) -> None:
        """`ring`: wakes the broadcaster; cheap, never blocks."""
        self._lock = threading.Lock()
        self._moved = threading.Condition(self._lock)
        self._ring = ring
        self._wanted = False

    def want(self) -> None:
        """Have the bell rung when the lock is let go. Called under the lock."""
        self._wanted = True

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        wanted, self._wanted = self._wanted, False
        self._lock.release()
        if wanted:
            self._ring()

    def wait(self) -> None:
        """Let go of the lock until somebody calls `notify_all`. Called under the lock."""
        if self._wanted:
            self._wanted = False
            self._ring()
        self._moved.wait()

    def notify_all(self) -> None:
        """Wake all who wait. Called under the lock."""
        self._moved.notify_all()
