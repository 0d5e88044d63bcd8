"""A server that belongs to another program ends with it: its standard input is their lifeline.

However the other program ends, the system closes its end of the pipe. What comes down the pipe
before has no meaning.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress

STANDARD_INPUT = 0
_CHUNK = 4096


def end_with_input(stop: Callable[[], None], descriptor: int = STANDARD_INPUT) -> threading.Thread:
    """Call `stop` when there will be no more input; at once, if there is none to be had."""
    thread = threading.Thread(target=_wait, args=(stop, descriptor), name="lifeline", daemon=True)
    thread.start()
    return thread


def _wait(stop: Callable[[], None], descriptor: int) -> None:
    # Not by `sys.stdin`: its lock, held in a read, would be in the way of the interpreter's end.
    with suppress(OSError):
        while os.read(descriptor, _CHUNK):
            pass
    stop()
