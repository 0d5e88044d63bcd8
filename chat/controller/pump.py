"""The pump: lets the model digest what arrived, a bounded amount at a time, from the event loop."""

from __future__ import annotations

import logging
from collections.abc import Callable

from chat.model.mishaps import mishap
from chat.model.ports import ChatModel
from chat.view.ports import ChatView

LIMIT = 500  # arrivals of one turn; the model ends it sooner if they take it long
BUSY_MS = 2  # more waits: leave the window only the time to draw and to take keys
SOON_MS = 20  # something came: what comes next is gathered for so long, and shown in one go
RESTS = 40  # times as long as it worked, as things keep coming: little, also of a slow processor
GATHERING_MS = 250  # at most; nobody reads faster, and drawing is what costs
IDLE_MS = 500  # nothing waits, and what comes wakes us: only for what is due by the clock
POLL_MS = 30  # nothing waits, and nothing wakes us: well under what a person notices
TROUBLE_MS = 500  # something failed: do not fill the log thirty times a second

log = logging.getLogger(__name__)


class Pump:
    """Calls `model.pump` over and over, for as long as it is not stopped.

    An exception in one turn is logged and told through `tell`, and ends nothing.
    """

    def __init__(
        self,
        model: ChatModel,
        view: ChatView,
        tell: Callable[[str], None],
        steady: Callable[[], float],
        *,
        is_woken: bool = False,
    ) -> None:
        """`steady` tells seconds; `is_woken`: `wake` is called when something arrives."""
        self._model = model
        self._view = view
        self._tell = tell
        self._steady = steady
        self._running = False
        self._idle_ms = IDLE_MS if is_woken else POLL_MS
        self._woken = False
        self._worked = 0.0  # seconds since nothing waited
        self._most_ms = SOON_MS  # for gathering; the longer, the longer things keep coming
        self._resting = False
        self._planned = 0  # number of the turn that is to come; others are off

    def start(self) -> None:
        """Begin; the first turn comes with the event loop."""
        self._running = True
        self._plan(0)

    def wake(self) -> None:
        """Something arrived. At rest, a turn begins at once; else one is on its way."""
        self._woken = True
        if self._resting and self._running:
            self._turn(self._planned)

    def stop(self) -> None:
        """No turn begins after this one."""
        self._running = False

    def _plan(self, delay: int) -> None:
        self._planned += 1
        number = self._planned
        self._view.schedule(delay, lambda: self._turn(number))

    def _turn(self, number: int) -> None:
        if not self._running or number != self._planned:
            return
        self._resting = False
        delay = self._work()
        if self._running:  # what arrived may have closed the window
            self._resting = delay == self._idle_ms
            self._plan(delay)

    def _work(self) -> int:
        began = self._steady()
        try:
            more = self._model.pump(LIMIT)
        except Exception as error:
            log.exception("a turn of the pump failed")
            self._report(error)
            return TROUBLE_MS
        self._worked += self._steady() - began
        return BUSY_MS if more else self._pause()

    def _pause(self) -> int:
        """All is digested: for how long what comes is gathered now."""
        woken, rest = self._woken, round(RESTS * self._worked * 1000)
        self._woken, self._worked = False, 0.0
        if not woken:
            self._most_ms = SOON_MS
            return max(self._idle_ms, min(rest, GATHERING_MS))
        most, self._most_ms = self._most_ms, min(2 * self._most_ms, GATHERING_MS)
        return min(max(rest, SOON_MS), most)

    def _report(self, error: Exception) -> None:
        try:
            self._tell(mishap(error))
        except Exception:
            log.exception("the failure could not be shown")
