"""What fails again and again is logged once, and once when it is over: a full disk fills no log.

Nothing is tried here; who tries says how it went.
"""

from __future__ import annotations

import logging


class Trouble:
    """Something that is tried all the time, and may fail for a while."""

    def __init__(self, log: logging.Logger, event: str, over: str) -> None:
        """`event`: what is logged, with the reason, when it begins; `over`: when it ends."""
        self._log = log
        self._event = event
        self._over = over
        self.lasts = False

    def failed(self, reason: Exception) -> None:
        """It could not be done."""
        if not self.lasts:
            self._log.error(self._event, extra={"reason": str(reason)})
        self.lasts = True

    def succeeded(self) -> None:
        """It could be done."""
        if self.lasts:
            self._log.info(self._over)
        self.lasts = False
