"""Waiting for what another process does, by looking again and again; never for a fixed time."""

from __future__ import annotations

import time
from collections.abc import Callable

INTERVAL = 0.02  # seconds between two looks


def wait_until(condition: Callable[[], bool], timeout: float) -> bool:
    """Whether `condition` came to hold within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(INTERVAL)
    return True
