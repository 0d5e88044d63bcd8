"""What the server sets for its whole process: thread stacks, descriptors, signals."""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator

#: Bytes for each client's thread. The platform's default (8 MB on Linux) is address space, not
#: memory, but thousands of them meet the limits of containers; a client's thread needs no depth.
#: What is memory is what a thread ever touched of it, and of its Python frames: two pages and one,
#: as long as handlers call each other less than 25 deep, and sort nothing (512 words on the stack).
THREAD_STACK = 256 * 1024


#: Objects made and not gone between two searches for garbage in cycles (default 700). Lines on
#: their way are many, live for one tick and form no cycles: to look through them finds nothing. So
#: it is more than a full tick, and one that gathers meanwhile, are made of.
GARBAGE_THRESHOLD = 100_000


def prepare_process() -> None:
    """Make room for many clients: small thread stacks, all the descriptors the system allows."""
    gc.set_threshold(GARBAGE_THRESHOLD)
    threading.stack_size(THREAD_STACK)
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses "unlimited"
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@contextlib.contextmanager
def handling_signals(
    stop: Callable[[], None], reload: Callable[[], None], wakeup_fd: int
) -> Iterator[None]:
    """SIGINT and SIGTERM (Ctrl+Break on Windows) call `stop`, SIGHUP `reload`, whenever they come.

    `wakeup_fd` ends the main thread's wait, whichever thread the system hands the signal to. After
    the block they are ignored: the process is about to end, and one more must not spoil its status.
    """
    calls = {signal.SIGINT: stop, signal.SIGTERM: stop}
    if sys.platform == "win32":
        calls[signal.SIGBREAK] = stop
    else:
        calls[signal.SIGHUP] = reload
    for number, call in calls.items():
        signal.signal(number, lambda *_, call=call: call())
    signal.set_wakeup_fd(wakeup_fd, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(-1)
        for number in calls:
            signal.signal(number, signal.SIG_IGN)
