"""Brings what the core recorded to the store, before the tick that it belongs to is sent.

Called by the broadcaster; clients' threads wait in it for their own writes. What the store refuses
is kept and tried again with the next tick; that it was refused is told once, and again when it is
over. What a write means is the store's business.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from time import monotonic

from server.core.ports import Journal, Write
from server.core.stored import StoreFailure
from server.shell.trouble import Trouble

log = logging.getLogger(__name__)

MANY = 1000  # writes that wait, above which they are not tried with every tick
RETRY_PAUSE = 1.0  # seconds between two tries then
MOST_KEPT = 100_000  # writes that wait for a store that refuses; beyond, the oldest are lost

_TROUBLE = "What is said now cannot be stored, and may be lost. The operator should look at the log"
_OVER = "What is said is stored again"


class TickJournal:
    """Commits tick after tick, in order; `tell` says something to everybody who is here."""

    def __init__(self, store: Journal, tell: Callable[[str], None]) -> None:
        self._store = store
        self._tell = tell
        self._kept: list[Write] = []
        self._lost = 0  # writes, since the store refuses
        self._storing = Trouble(log, "cannot store", "can store again")
        self._tidying = Trouble(log, "cannot tidy the store", "the store is tidied again")
        self._retry_at = 0.0  # when many writes wait, a try costs much
        self._come = 0
        self._ended = False
        self.observe: Callable[[float], None] | None = None  # seconds that a commit took
        self._moved = threading.Condition()

    def commit(self, writes: Sequence[Write], recorded: int) -> None:
        """Store the writes, up to number `recorded`. Never raises."""
        if writes or self._kept:
            self._store_all(writes)
        if recorded != self._come:
            with self._moved:
                self._come = recorded
                self._moved.notify_all()

    def _store_all(self, writes: Sequence[Write]) -> None:
        failing = self._storing.lasts
        if failing:
            writes = [*self._kept, *writes]
        began = monotonic()
        if len(self._kept) > MANY and began < self._retry_at:
            self._keep(writes)
            return
        try:
            self._store.commit(writes)
        except StoreFailure as failure:
            self._storing.failed(failure)
            self._keep(writes)
            self._retry_at = began + RETRY_PAUSE
            if not failing:
                self._tell(_TROUBLE)
            return
        if self.observe is not None:
            self.observe(monotonic() - began)
        self._kept = []
        self._storing.succeeded()
        if failing:
            self._tell(_OVER)
        if self._lost:
            log.error("writes were lost while the store refused", extra={"count": self._lost})
            self._lost = 0

    def _keep(self, writes: Sequence[Write]) -> None:
        lost = max(0, len(writes) - MOST_KEPT)
        if lost and not self._lost:
            log.error("writes are lost: the store refuses and too many wait for it")
        self._lost += lost
        self._kept = list(writes[-MOST_KEPT:])

    def tidy(self) -> bool:
        """One step of the store's housekeeping; whether there is more to do. Never raises."""
        if self._kept:
            return False
        try:
            more = self._store.tidy()
        except StoreFailure as failure:
            self._tidying.failed(failure)
            return False
        self._tidying.succeeded()
        return more

    def wait_for(self, recorded: int) -> None:
        """Wait until the writes up to this number were committed, or refused, or it ended."""
        with self._moved:
            self._moved.wait_for(lambda: self._ended or self._come >= recorded)

    def end(self) -> None:
        """Nothing will be committed any more: nobody waits in vain."""
        if self._kept:
            count = len(self._kept) + self._lost
            log.error("the server ends, and writes were never stored", extra={"count": count})
        with self._moved:
            self._ended = True
            self._moved.notify_all()
