"""The pump: lets the model digest what arrived, a bounded amount at a time, from the event loop."""

from __future__ import annotations

import logging
from collections.abc import Callable

from chat.model.ports import ChatModel
from chat.view.ports import ChatView

LIMIT = 100  # arrivals of one turn: about 15 ms with the message list, measured in a flood
BUSY_MS = 2  # more waits: leave the window only the time to draw and to take keys
IDLE_MS = 30  # nothing waits: well under what a person notices between two messages
TROUBLE_MS = 500  # something failed: do not fill the log thirty times a second

log = logging.getLogger(__name__)


class Pump:
    """Calls `model.pump` over and over, for as long as it is not stopped.

    An exception in one turn is logged and told through `tell`, and ends nothing.
    """

    def __init__(self, model: ChatModel, view: ChatView, tell: Callable[[str], None]) -> None:
        self._model = model
        self._view = view
        self._tell = tell
        self._running = False

    def start(self) -> None:
        """Begin; the first turn comes with the event loop."""
        self._running = True
        self._view.schedule(0, self._turn)

    def stop(self) -> None:
        """No turn begins after this one."""
        self._running = False

    def _turn(self) -> None:
        if not self._running:
            return
        delay = self._work()
        if self._running:  # what arrived may have closed the window
            self._view.schedule(delay, self._turn)

    def _work(self) -> int:
        try:
            return BUSY_MS if self._model.pump(LIMIT) else IDLE_MS
        except Exception as error:
            log.exception("a turn of the pump failed")
            self._report(error)
            return TROUBLE_MS

    def _report(self, error: Exception) -> None:
        try:
            self._tell(
                f"Something went wrong inside the program ({type(error).__name__}): it carries on,"
                " and the log says more."
            )
        except Exception:
            log.exception("the failure could not be shown")
