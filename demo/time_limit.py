"""An end to waiting: a run that hangs must say so and clean up, not sit there."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from demo.errors import DemoError


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise DemoError in the main thread if the block takes longer (POSIX only)."""

    def on_alarm(_number: int, _frame: object) -> None:
        raise DemoError(f"The demo was not done after {seconds} seconds.")

    before = signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
