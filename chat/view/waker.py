"""Lets other threads wake the event loop, without any of them calling Tk.

They write a byte into a pipe; Tk watches its other end, as it watches the X server. Where Tk
cannot (Windows), nothing wakes it, and whoever waits must look for themselves now and then.
"""

from __future__ import annotations

import os
import threading
import tkinter
from collections.abc import Callable
from contextlib import suppress

_MOST = 4096  # bytes taken at once


class Waker:
    """`wake` may be called by any thread, at any time; `call` is then called by the loop."""

    def __init__(self, root: tkinter.Tk) -> None:
        self.call: Callable[[], None] = _nothing
        self._root = root
        self._lock = threading.Lock()  # so that no thread writes into a pipe that is closed
        self._reading = self._writing = -1
        self.works = hasattr(root.tk, "createfilehandler")
        if self.works:
            self._reading, self._writing = os.pipe()
            for end in (self._reading, self._writing):
                os.set_blocking(end, False)
            root.tk.createfilehandler(self._reading, tkinter.READABLE, self._on_byte)

    def wake(self) -> None:
        """Have the loop call `call` soon; many times at once may be once."""
        with self._lock, suppress(BlockingIOError):
            if self._writing >= 0:
                os.write(self._writing, b"\0")

    def close(self) -> None:
        """Wake nobody any more."""
        if self._reading >= 0:
            self._root.tk.deletefilehandler(self._reading)
        with self._lock:
            for end in (self._reading, self._writing):
                if end >= 0:
                    os.close(end)
            self._reading = self._writing = -1

    def _on_byte(self, *_: object) -> None:
        with suppress(BlockingIOError):
            os.read(self._reading, _MOST)
        self.call()


def _nothing() -> None:
    """Nobody is to be woken yet."""
