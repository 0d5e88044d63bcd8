"""What the model asks of the machine: time, chance, its address. Tests give their own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from chat.model.own_address import own_address


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class World(Struct, frozen=True):
    """Where the model gets from what it cannot decide."""

    clock: Callable[[], datetime] = now
    steady: Callable[[], float] = time.monotonic  # seconds; stands still in a sleep, mostly
    chance: Callable[[], float] = random.random  # from 0 up to 1
    address: Callable[[], str] = own_address  # this machine's, "" without a network
    first_id: int | None = None  # of messages; None: a number that no earlier run has reached
