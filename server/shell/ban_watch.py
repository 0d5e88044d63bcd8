"""Bans that the command line sets while the server runs: seen in the store, and taken over.

Looked for once a second by the broadcaster's thread, without the state lock: a look is one read of
one row.
"""

from __future__ import annotations

import logging

from server.core.core import Core
from server.core.ports import ModerationReader
from server.core.stored import StoreFailure
from server.shell.state_lock import StateLock
from server.shell.trouble import Trouble

log = logging.getLogger(__name__)


class BanWatch:
    """Compares the store's bans with the core's, now and then."""

    def __init__(self, core: Core, lock: StateLock, stored: ModerationReader) -> None:
        """`lock`: the state lock."""
        self._core = core
        self._lock = lock
        self._stored = stored
        self._revision = stored.revision()
        self._trouble = Trouble(log, "bans cannot be read", "bans can be read again")

    def look(self) -> None:
        """Take over what changed. Not to be called under the lock. Never raises StoreFailure."""
        try:
            revision = self._stored.revision()
            bans = None if revision == self._revision else self._stored.bans()
        except StoreFailure as failure:
            self._trouble.failed(failure)
            return
        self._trouble.succeeded()
        self._revision = revision
        if bans is not None:
            with self._lock:
                self._core.take_bans(bans)
