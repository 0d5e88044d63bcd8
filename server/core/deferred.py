"""Work that a handler puts off: done without the state lock, in the thread of the client.

For what is slow: reading history, hashing passwords. No thread here: the shell runs it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from server.core.entities import Session
from server.core.responses import LabeledResponse

log = logging.getLogger(__name__)

T = TypeVar("T")


class Deferred(Generic[T]):
    """`work` without the lock, once all that was recorded before it is committed; then `done`.

    `done` is handed what `work` returned, under the lock. The lines that the client sends
    meanwhile wait; other clients do not.
    """

    def __init__(
        self,
        session: Session,
        verb: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        self.session = session
        self.verb = verb
        self.recorded = 0  # writes recorded before it: how far the journal must have come
        self.response: LabeledResponse | None = None  # of the command that it answers
        self._work = work
        self._done = done
        self._failed = failed
        self._results: list[T] = []

    def run(self) -> None:
        """Do the work. Never raises: a failure is logged, and answered by `Core.resume`."""
        try:
            self._results.append(self._work())
        except Exception:
            log.exception("the work for %s failed", self.verb)

    def finish(self) -> bool:
        """Hand on the result, or the lack of one. False if nobody was there to be told of that."""
        if self._results:
            self._done(self._results[0])
        elif self._failed is not None:
            self._failed()
        else:
            return False
        return True
