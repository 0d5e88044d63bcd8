"""The thread that one client has, begun without a wait for it to run.

`threading.Thread.start` waits until the new thread runs. Where hundreds come at once, that is two
more turns of the interpreter for each, among all who want one: a third of the time to let them in.
So this is the thread below it (the library's `_thread`), with what is needed of it.
"""

from __future__ import annotations

import _thread
import logging
import sys
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class ClientThread:
    """Runs a function once. The names are those of `threading.Thread`; it is as a daemon one."""

    __slots__ = ("_target", "_unfinished")

    def __init__(self, target: Callable[[], object]) -> None:
        """It counts as alive from now on: who ends the server waits for it, too."""
        self._target = target
        self._unfinished = _thread.allocate_lock()
        self._unfinished.acquire()

    def start(self) -> None:
        """Begin. Raises RuntimeError if the system has no thread left: then it has ended."""
        try:
            _thread.start_new_thread(self._run, ())
        except RuntimeError:
            self._unfinished.release()
            raise

    def is_alive(self) -> bool:
        """Whether it runs, or is to."""
        return self._unfinished.locked()

    def join(self, timeout: float) -> None:
        """Wait for its end, so many seconds at most."""
        if self._unfinished.acquire(timeout=timeout):
            self._unfinished.release()

    def _run(self) -> None:
        sys.settrace(threading.gettrace())  # debuggers and coverage see it as any thread
        try:
            self._target()
        except Exception:
            log.exception("a client's thread failed")
        finally:
            self._unfinished.release()
