"""Sees what the command line changed of accounts while the server runs, and hands it to the core.

One of the broadcaster's chores: it asks the store, which must not be done under the state lock.
"""

from __future__ import annotations

import logging

from server.core.account_changes import apply_changes
from server.core.core import Core
from server.core.stored import StoreFailure
from server.shell.state_lock import StateLock
from server.shell.trouble import Trouble
from server.store.accounts import AccountReader

log = logging.getLogger(__name__)


class AccountWatch:
    """Looks, when it is asked to; a look that finds nothing takes some microseconds."""

    def __init__(self, core: Core, lock: StateLock, reader: AccountReader) -> None:
        """Raises StoreFailure. Changes from now on count: what was before is loaded."""
        self._core = core
        self._lock = lock
        self._reader = reader
        self._seen = reader.last_change()
        self._trouble = Trouble(
            log, "cannot look for changed accounts", "changed accounts are seen again"
        )

    def look(self) -> None:
        """Take over what changed. Never raises for what the store does."""
        try:
            changes = self._reader.changes(self._seen)
        except StoreFailure as failure:
            self._trouble.failed(failure)
            return
        self._trouble.succeeded()
        if changes:
            self._seen = changes[-1].seq
            with self._lock:
                apply_changes(self._core.context, changes)
