"""When to try again, whether the other side still lives, and whether this machine slept.

Decides only: seconds of a steady clock, wall time and chance come in as arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum

FIRST_DELAY = 2.0  # seconds, doubled with each attempt in a row
LONGEST_DELAY = 120.0
STABLE_AFTER = 60.0  # seconds of being connected after which the delays begin anew

SILENCE = 60.0  # seconds without a word from the server before it is asked for one
ANSWER_TIME = 25.0  # seconds for the answer
DOUBT_TIME = 8.0  # the same, after a sleep or a change of network
REPLY_TIME = 10.0  # seconds in which a server says something, anything, after we did
PROMPT_TIME = 10.0  # seconds for the answer to a PING, when it did not
LAG = (
    2.0  # s more for each other line of ours: servers read who says much so slowly (RFC 1459, 8.10)
)

SLEPT = 15.0  # seconds that no clock goes on between two looks while the machine is awake


class Backoff:
    """The next attempt of one network. `chance` gives numbers from 0 up to 1.

    Half of each delay is chance, so that a room full of clients does not come back in one moment.
    """

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._attempts = 0
        self._connected_at: float | None = None
        self.due: float | None = None

    def schedule(self, now: float) -> float:
        """Plan the next attempt; returns in how many seconds."""
        if self._connected_at is not None and now - self._connected_at >= STABLE_AFTER:
            self._attempts = 0
        self._connected_at = None
        longest = min(LONGEST_DELAY, FIRST_DELAY * float(2**self._attempts))
        self._attempts = min(self._attempts + 1, 10)
        delay = longest * (1 + self._chance()) / 2
        self.due = now + delay
        return delay

    def hurry(self, now: float) -> None:
        """Something changed: a planned attempt is due now."""
        if self.due is not None:
            self.due = now

    def cancel(self) -> None:
        """No attempt is planned."""
        self.due = None

    def succeed(self, now: float) -> None:
        """We are connected."""
        self.due = None
        self._connected_at = now

    def is_due(self, now: float) -> bool:
        """Whether the planned attempt is to be made."""
        return self.due is not None and now >= self.due

    def remaining(self, now: float) -> float | None:
        """Seconds until the next attempt; None if none is planned."""
        return None if self.due is None else max(0.0, self.due - now)


class Life(Enum):
    """What is to be done about a connection."""

    FINE = "fine"
    ASK = "ask"  # send a PING
    DEAD = "dead"


class Liveness:
    """Whether the server of one connection still answers.

    `said` is how many lines we have sent it so far that it may answer.
    """

    def __init__(self, now: float) -> None:
        self._heard = now
        self._deadline: float | None = None  # for the answer to a PING
        self._answered = 0  # lines that had been sent when something came last
        self._waiting_since: float | None = None  # when more was sent

    def hear(self, now: float, said: int = 0) -> None:
        """Something came from the server."""
        self._heard = now
        self._answered = said
        self._deadline = self._waiting_since = None

    def doubt(self, now: float) -> Life:
        """The machine slept, or the network changed: ask, and wait only briefly."""
        self._deadline = now + DOUBT_TIME
        return Life.ASK

    def check(self, now: float, said: int = 0) -> Life:
        """What is to be done now."""
        if self._deadline is not None:
            return Life.DEAD if now >= self._deadline else Life.FINE
        if said > self._answered and self._waiting_since is None:
            self._waiting_since = now
        if self._waiting_since is not None and now - self._waiting_since >= REPLY_TIME:
            wait = PROMPT_TIME + LAG * (said - self._answered - 1)
            self._deadline = now + min(wait, SILENCE + ANSWER_TIME)
        elif now - self._heard >= SILENCE:
            self._deadline = now + ANSWER_TIME
        else:
            return Life.FINE
        return Life.ASK


class Surroundings:
    """Notices that the machine slept, or that it is in another network than before."""

    def __init__(self) -> None:
        self._steady: float | None = None
        self._wall: datetime | None = None
        self._address = ""

    def changed(self, steady: float, wall: datetime, address: str) -> bool:
        """Whether something happened since the last look; looks follow within seconds.

        In a sleep the wall clock goes on; the steady one too on Windows, elsewhere not.
        `address` is this machine's own on its network, "" where it has none.
        """
        first = self._steady is None or self._wall is None
        steps = (
            0.0 if self._steady is None else steady - self._steady,
            0.0 if self._wall is None else (wall - self._wall).total_seconds(),
        )
        moved = not first and address not in ("", self._address)
        self._steady, self._wall, self._address = steady, wall, address
        return moved or max(steps) > SLEPT
